import type { Identity } from '#domain/identity.ts';

/** What goes with every upstream call. */
export interface Call {
  /** Whose credentials to use; never others. */
  readonly identity: Identity;
  /** Ends the work early when nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Sent upstream nowhere, but in every log line about the call. */
  readonly requestId: string;
  /** True for work nobody looks at while it runs (snapshots); such calls wait behind the others. */
  readonly isBulk: boolean;
  /** True: do not share the answer of a call that is already in flight. */
  readonly isFresh: boolean;
  /** Told of each call before it is sent; throws TOO_EXPENSIVE where the operation may cause no more. */
  readonly onUpstreamCall?: (() => void) | undefined;
  /** Told the id that the system's answer to a write gives the request (`X-Request-Id`), where it gives one. */
  readonly onUpstreamRequestId?: ((id: string) => void) | undefined;
}
