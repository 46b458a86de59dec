import type { Call } from '../call.ts';
import type { UserRow } from '../rows.ts';
import type { UserChanges } from './changes.ts';

/** Messages by attribute, `base` for the record as a whole. */
export type Errors = Record<string, string[]>;

/** An account as it would be, beside what it was (undefined on create) and what was asked. */
export interface UserDraft {
  readonly call: Call;
  readonly draft: UserRow;
  readonly before: UserRow | undefined;
  readonly changes: UserChanges;
  /** Undefined until one is chosen. */
  readonly authSourceType: string | undefined;
}
