import type { RollcallError } from '#domain/errors.ts';
import { createAccessToken } from './create-access-token.ts';
import type { CreateAccessTokenInput, CreatedToken } from './create-access-token.ts';
import { createUser } from './create-user.ts';
import type { CreatedUser, CreateUserInput } from './create-user.ts';
import { changeHoldings } from './change-holdings.ts';
import type { HoldingsChange } from './change-holdings.ts';
import { deleteUsers } from './delete-users.ts';
import type { DeleteUsersInput } from './delete-users.ts';
import type { MutationRun } from './models.ts';
import { recordRefusal } from './record-refusal.ts';
import type { RefusedInput } from './record-refusal.ts';
import { revokeAccess } from './revoke-access.ts';
import type { RevokeAccessInput } from './revoke-access.ts';
import { revokeAccessTokens } from './revoke-access-tokens.ts';
import type { RevokeAccessTokensInput } from './revoke-access-tokens.ts';
import { revokeAllAccessTokens } from './revoke-all-access-tokens.ts';
import type { RevokeAllAccessTokensInput } from './revoke-all-access-tokens.ts';
import { setUserStatus } from './set-user-status.ts';
import type { SetUserStatusInput } from './set-user-status.ts';
import type { RunOnAccounts, WriterContext } from './writer-context.ts';
import { updateUser } from './update-user.ts';
import type { UpdateUserInput } from './update-user.ts';

/** The mutations, for one request. Each is a file; this is their table of contents. */
export interface Writer {
  createUser(input: CreateUserInput): Promise<CreatedUser>;
  updateUser(input: UpdateUserInput): Promise<RunOnAccounts>;
  setUserStatus(input: SetUserStatusInput): Promise<RunOnAccounts>;
  deleteUsers(
    input: DeleteUsersInput,
  ): Promise<{ readonly run: MutationRun; readonly deletedIds: readonly string[] }>;
  changeHoldings(change: HoldingsChange): Promise<RunOnAccounts>;
  revokeAccess(
    input: RevokeAccessInput,
  ): Promise<{ readonly run: MutationRun; readonly revokedIds: readonly string[] }>;
  createAccessToken(input: CreateAccessTokenInput): Promise<CreatedToken>;
  revokeAccessTokens(
    input: RevokeAccessTokensInput,
  ): Promise<{ readonly run: MutationRun; readonly deletedIds: readonly string[] }>;
  revokeAllAccessTokens(
    input: RevokeAllAccessTokensInput,
  ): Promise<{ readonly run: MutationRun; readonly deletedIds: readonly string[] }>;
  /** For a mutation that is not even begun: the caller may not make it. Never throws. */
  recordRefusal(mutation: string, input: RefusedInput, error: RollcallError): Promise<void>;
}

export function openWriter(context: WriterContext): Writer {
  return {
    createUser: (input) => createUser(input, context),
    updateUser: (input) => updateUser(input, context),
    setUserStatus: (input) => setUserStatus(input, context),
    deleteUsers: (input) => deleteUsers(input, context),
    changeHoldings: (change) => changeHoldings(change, context),
    revokeAccess: (input) => revokeAccess(input, context),
    createAccessToken: (input) => createAccessToken(input, context),
    revokeAccessTokens: (input) => revokeAccessTokens(input, context),
    revokeAllAccessTokens: (input) => revokeAllAccessTokens(input, context),
    recordRefusal: (mutation, input, error) => recordRefusal(mutation, input, error, context),
  };
}
