import type { AccountWork, IntentPlace } from '#connectors/writing.ts';
import type { ErrorCode, Problem } from '#domain/errors.ts';
import type { AccessToken } from '#domain/access-token.ts';
import type { Operation } from '#domain/operations.ts';
import type { ChangeOutcome, Outcome } from '#domain/outcomes.ts';
import type { ConnectedSystem } from '../landscape.ts';
import type { AccountModel, TokenModel } from '../models.ts';

/** One upstream write, done or to be done, or what stands in its place. */
export interface ChangeModel {
  readonly system: ConnectedSystem;
  readonly operation: Operation;
  readonly summary: string;
  readonly outcome: ChangeOutcome;
  readonly isDestructive: boolean;
  readonly replaced: readonly string[];
  readonly manualInstruction?: string | undefined;
  readonly problem?: Problem | undefined;
  /** For the audit log. */
  readonly upstreamRequestId?: string | undefined;
}

/** Something in the input that the caller can mend. */
export interface UserErrorModel {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field?: readonly string[] | undefined;
  readonly system?: ConnectedSystem | undefined;
}

/** What one mutation wants in one system. */
export interface SystemWork {
  readonly system: ConnectedSystem;
  readonly work: readonly AccountWork[];
  /** What is left as it is on purpose, to be told beside the plan. */
  readonly kept?: readonly ChangeModel[] | undefined;
}

export type Guard = { readonly planHash: string } | { readonly maxChanges: number };

/** What every mutation answers. */
export interface MutationModel {
  readonly outcome: Outcome;
  readonly changes: readonly ChangeModel[];
  readonly userErrors: readonly UserErrorModel[];
  readonly planHash: string;
}

/** A mutation that ran, with what only its own payload needs. */
export interface MutationRun extends MutationModel {
  /** What became of an intent; undefined where nothing was tried. */
  outcomeOf(system: ConnectedSystem, place: IntentPlace): ChangeOutcome | undefined;
  /** Native id of an account that the mutation made. */
  madeAccount(system: ConnectedSystem, account: number): string | undefined;
  readonly madeToken?: { readonly system: ConnectedSystem; readonly token: AccessToken } | undefined;
  /** The token itself: for the payload only. */
  readonly secret?: string | undefined;
}

export interface UserPayloadModel {
  readonly run: MutationModel;
  readonly user?: AccountModel | undefined;
  readonly generatedPassword?: string | undefined;
}
export interface UsersPayloadModel {
  readonly run: MutationModel;
  readonly users: readonly AccountModel[];
}
export interface DeletePayloadModel {
  readonly run: MutationModel;
  readonly deletedIds: readonly string[];
}
export interface AccessPayloadModel {
  readonly run: MutationModel;
  readonly revokedIds: readonly string[];
}
export interface CreateAccessTokenPayloadModel {
  readonly run: MutationModel;
  readonly accessToken?: TokenModel | undefined;
  readonly secret?: string | undefined;
}
export type PayloadModel =
  | UserPayloadModel
  | UsersPayloadModel
  | DeletePayloadModel
  | AccessPayloadModel
  | CreateAccessTokenPayloadModel;
