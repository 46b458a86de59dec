import type { Call } from '#connectors/connector.ts';
import { invalidInput, RollcallError } from '#domain/errors.ts';
import { equalIgnoringCase } from '#domain/text.ts';
import { canBeLogin, dimension } from '../locator.ts';
import type { WireAccount } from '../wire.ts';
import { fresh } from './parts.ts';
import type { WritingParts } from './parts.ts';

const loginField = ['profile', 'login'];

/** The account with this login, in whatever case it is written; undefined where none can be seen. */
export async function findByLogin(
  { client }: WritingParts,
  call: Call,
  login: string,
): Promise<WireAccount | undefined> {
  const row = await client.account(fresh(call), dimension('username', login), 'id,username');
  return row !== undefined && equalIgnoringCase(row.username, login) ? row : undefined;
}

/**
 * A login for an account to be made or renamed: throws INVALID_INPUT where none can be that and ALREADY_EXISTS where
 * another account has it. The server answers a rename to a taken login with 500, to which nothing can be read off
 * (teamcity.md 1.6).
 */
export async function freeLogin(
  parts: WritingParts,
  call: Call,
  login: string | undefined,
  ownId?: string,
): Promise<string> {
  if (login === undefined || !canBeLogin(login)) {
    throw invalidInput('Expected a login of 1 to 255 characters: TeamCity accounts cannot be without one.', [
      ...loginField,
    ]);
  }
  const other = await findByLogin(parts, call, login);
  if (other !== undefined && other.id !== ownId) throw takenLogin(parts.system, login);
  return login;
}

export function takenLogin(system: string, login: string): RollcallError {
  return new RollcallError(
    'ALREADY_EXISTS',
    `${system}: there is an account ${login} already. Logins are compared without regard to case.`,
    { system, field: [...loginField] },
  );
}

/**
 * Whether an account that is not found does not exist: servers hide accounts by answering as if there were none, but
 * show all to whom they let list them (teamcity.md 5).
 */
export async function seesEverybody({ client }: WritingParts, call: Call): Promise<boolean> {
  try {
    await client.accounts(fresh(call), { page: { start: 0, count: 1 } }, 'id,username');
    return true;
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'UPSTREAM_FORBIDDEN') return false;
    throw error;
  }
}
