import { badNumber } from './refusal.ts';
import type { ZephyrSwitches } from './switches.ts';

/** Parameters of the query string. Names are case-sensitive, and unknown ones are ignored (zephyr.md 2.2). */
export interface Query {
  text(name: string): string | undefined;
  /** True for `true` in any case, as Java reads it. */
  flag(name: string): boolean;
  integer(name: string): number | undefined;
}

export function readQuery(rawQuery: string, switches: ZephyrSwitches): Query {
  const parameters = new URLSearchParams(rawQuery);
  const text = (name: string): string | undefined => parameters.get(name) ?? undefined;
  return {
    text,
    flag: (name) => text(name)?.toLowerCase() === 'true',
    integer: (name) => {
      const value = text(name);
      return value === undefined || value === '' ? undefined : readInteger(value, switches);
    },
  };
}

/** A number as it stands in a path or query; ids are 64 bits wide upstream. */
export function readInteger(text: string, switches: ZephyrSwitches): number {
  if (!/^-?\d{1,19}$/u.test(text)) throw badNumber(switches, text);
  return Number(text);
}
