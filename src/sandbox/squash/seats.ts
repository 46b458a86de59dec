import type { SquashCall } from './call.ts';
import { unhandled } from './refusal.ts';

/** With every licensed seat taken, nobody catches the licence's exception: 500 (squash.md 2.5, 6.10). */
export function requireSeat({ store, switches }: SquashCall): void {
  if (switches.seats === Number.POSITIVE_INFINITY) return;
  const active = store.users.records.filter((user) => user.active).length;
  if (active >= switches.seats) throw unhandled();
}
