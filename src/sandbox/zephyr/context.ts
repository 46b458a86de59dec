import type { Random } from '../kernel/random.ts';
import type { ZephyrUser } from './entities.ts';
import type { Query } from './query.ts';
import type { ZephyrState } from './store.ts';
import type { ZephyrSwitches } from './switches.ts';

/** What one call is answered from. */
export interface ZephyrContext {
  readonly state: ZephyrState;
  readonly switches: ZephyrSwitches;
  readonly now: () => Date;
  readonly random: Random;
  readonly caller: ZephyrUser;
  /** Cookie value of the session the call runs in. */
  readonly session: string;
  readonly query: Query;
}
