import type { AccessToken } from '#domain/access-token.ts';
import type { Account } from '#domain/account.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { Intent } from '#domain/intents.ts';
import type { Operation } from '#domain/operations.ts';
import type { Call } from './call.ts';

/**
 * The writing half of the contract. A connector plans: it reads what it needs, writes nothing, and returns the
 * upstream writes in order. The gateway shows the plan (dry run), holds it against a guard, or has the very same steps
 * sent, one after the other.
 */
export interface WritingAbility {
  /**
   * Plans all work of one mutation in one system. What is already so becomes `settled` UNCHANGED; what the server
   * cannot do becomes `settled` UNSUPPORTED with what a person can do instead; everything else is covered by a step.
   * Additions come before removals. Reads are live: whatever a write would carry over is read now.
   *
   * Throws only where planning itself failed (the system cannot be read): then nothing is written.
   */
  plan(call: Call, work: readonly AccountWork[]): Promise<SystemPlan>;
  /**
   * Whether the account, an administrator now, would be none any more if the intents were carried out. True also where
   * it cannot be told: it guards the last administrator.
   */
  endsAdministration(call: Call, account: Account, intents: readonly Intent[]): Promise<boolean>;
  /**
   * Whether the call's credentials may be one of the access tokens of its account: which one cannot be told by any
   * upstream, so that all of them are kept then.
   */
  maySignInWithToken(call: Call): boolean;
}

/** What is to become of one account; `account` is absent where the first intent is `create`. */
export interface AccountWork {
  readonly account?: Account | undefined;
  readonly intents: readonly Intent[];
}

/** An intent of the work, by place: `work[account].intents[intent]`. */
export interface IntentPlace {
  readonly account: number;
  readonly intent: number;
}

export interface SystemPlan {
  readonly steps: readonly Step[];
  readonly settled: readonly SettledIntent[];
  /** The state the plan was made from, as text: equal states give equal texts. Holds no secret. */
  readonly state: string;
}

/** An intent that needs no write or cannot have one. */
export interface SettledIntent {
  readonly place: IntentPlace;
  readonly outcome: 'UNCHANGED' | 'UNSUPPORTED';
  readonly operation: Operation;
  /** One line for people, as of a step. */
  readonly summary: string;
  /** For UNSUPPORTED: what a person can do instead. */
  readonly manualInstruction?: string | undefined;
  /** For UNSUPPORTED: UNSUPPORTED or SELF_ONLY. */
  readonly code?: Extract<ErrorCode, 'UNSUPPORTED' | 'SELF_ONLY'> | undefined;
}

/** One upstream write. */
export interface Step {
  /** What it is first of all; a write that does several things at once names the leading one. */
  readonly operation: Operation;
  /** One line for people: `Add ada.lovelace to group QA`. Never a secret. */
  readonly summary: string;
  /** Something is lost that cannot simply be given back. */
  readonly isDestructive: boolean;
  /** What is there now and will be no longer, e.g. the permission that a new one displaces. */
  readonly replaced: readonly string[];
  /** The intents it carries out. */
  readonly places: readonly IntentPlace[];
  /** Exactly what will be sent, the body aside (it may hold secrets). `{id}` stands for an account not made yet. */
  readonly request: {
    readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly path: string;
    readonly query?: string | undefined;
  };
  /** Sending it twice leaves the same as sending it once. */
  readonly isIdempotent: boolean;
  /**
   * Sends it once. Throws a RollcallError: UPSTREAM_REJECTED and the like where the server said no, UPSTREAM_TIMEOUT,
   * UPSTREAM_UNAVAILABLE, UPSTREAM_BAD_RESPONSE where it is not known whether it landed.
   */
  send(call: Call, progress: Progress): Promise<Sent>;
  /** Looks, by reading only, whether the write landed. Never throws: what cannot be read is `unclear`. */
  look(call: Call, progress: Progress): Promise<Look>;
}

/** What earlier steps of the same plan brought: native ids of accounts made, by place in the work. */
export interface Progress {
  readonly accountIds: ReadonlyMap<number, string>;
}

export interface Sent {
  /** For `create`: native id of the account made. */
  readonly accountId?: string | undefined;
  /** For `createToken`. */
  readonly token?: AccessToken | undefined;
  /** For `createToken`: the token itself. Passed on once, kept nowhere. */
  readonly secret?: string | undefined;
  /** Intents that the server's answer shows not carried out although it said yes; a sentence says what is missing. */
  readonly missing?: readonly { readonly place: IntentPlace; readonly message: string }[] | undefined;
}

export type Look =
  | {
      readonly verdict: 'landed';
      readonly accountId?: string | undefined;
      readonly token?: AccessToken | undefined;
    }
  | { readonly verdict: 'missing' }
  | { readonly verdict: 'unclear' };
