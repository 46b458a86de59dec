import type { SquashSwitches } from './switches.ts';

/** `2024-02-11T11:00:00.000+00:00`; servers on Jackson 2.9 write the offset without its colon (squash.md 6). */
export function wireDate(iso: string, switches: SquashSwitches): string {
  return new Date(iso).toISOString().replace('Z', switches.dateOffset);
}
