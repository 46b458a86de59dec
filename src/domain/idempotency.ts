import { createHash } from 'node:crypto';

/** The first outcome of a call, as it is told again: data for JSON, never with a secret in it. */
export type StoredOutcome =
  | string
  | number
  | boolean
  | null
  | readonly StoredOutcome[]
  | { readonly [member: string]: StoredOutcome | undefined };

export type BegunCall =
  /** The key is new: do it, then `finish` or `abandon`. */
  | { readonly state: 'new' }
  /** The same call is under way here; `undefined` where that one was abandoned: begin again. */
  | { readonly state: 'running'; wait(): Promise<StoredOutcome | undefined> }
  | { readonly state: 'done'; readonly outcome: StoredOutcome }
  /** The key was used with another input. */
  | { readonly state: 'mismatch' }
  /** A process that is gone began it and never said how it ended: the outcome is unknown. */
  | { readonly state: 'interrupted' };

/** Remembers calls by the caller's name and their key. Rejects with IdempotencyUnavailableError. */
export interface IdempotencyStore {
  /** @param fingerprint Digest of everything that makes the call what it is: mutation and input. */
  begin(key: string, caller: string, fingerprint: string): Promise<BegunCall>;
  /** Keeps the outcome of a call that was `new`, and gives it to those who wait. */
  finish(key: string, caller: string, outcome: StoredOutcome): Promise<void>;
  /** Nothing was written upstream: the key is as if never used. */
  abandon(key: string, caller: string): Promise<void>;
  close(): Promise<void>;
}

/** Idempotency keys cannot be looked up or kept now: a call with one must be refused. */
export class IdempotencyUnavailableError extends Error {
  override readonly name = 'IdempotencyUnavailableError';
}

/** How a key is kept and shown: the key itself may say more than its caller wants kept. */
export function idempotencyKeyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
