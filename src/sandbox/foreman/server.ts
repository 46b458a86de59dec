import type { Random } from '../kernel/random.ts';
import type { LoginGuard } from './login-guard.ts';
import type { Release } from './release.ts';
import type { SearchFields } from './search-fields/all.ts';
import type { Sessions } from './sessions.ts';
import type { ForemanStore } from './store.ts';
import type { ForemanSwitches } from './switches.ts';

/** The simulated server: everything that lasts from one call to the next. */
export interface ForemanServer {
  readonly store: ForemanStore;
  readonly fields: SearchFields;
  readonly sessions: Sessions;
  readonly guard: LoginGuard;
  readonly switches: ForemanSwitches;
  readonly release: Release;
  readonly now: () => Date;
  readonly random: Random;
}
