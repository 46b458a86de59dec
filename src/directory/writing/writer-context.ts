import type { Landscape, RequestScope } from '../landscape.ts';
import type { Snapshots } from '../snapshots.ts';
import type { Target } from './desk.ts';
import type { MutationRun } from './models.ts';
import type { Caller, WritingDependencies } from './run-mutation.ts';

/** What a mutation is given: the request it belongs to, and where it writes its records. */
export interface WriterContext extends WritingDependencies {
  readonly landscape: Landscape;
  readonly snapshots: Snapshots;
  readonly scope: RequestScope;
  readonly caller: Caller;
  readonly now: () => number;
}

export interface RunOnAccounts {
  readonly run: MutationRun;
  /** Accounts it was about, as they were before. */
  readonly targets: readonly Target[];
}
