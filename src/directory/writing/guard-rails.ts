import type { Call } from '#connectors/connector.ts';
import type { AccountWork, WritingAbility } from '#connectors/writing.ts';
import type { Account } from '#domain/account.ts';
import type { Intent } from '#domain/intents.ts';
import { accountSource } from '../account-list.ts';
import { callFor } from '../landscape.ts';
import type { ConnectedSystem, RequestScope } from '../landscape.ts';
import type { Snapshots } from '../snapshots.ts';
import type { SystemWork, UserErrorModel } from './models.ts';

/** Intents that take something away from an account. */
const takes: ReadonlySet<Intent['kind']> = new Set([
  'delete',
  'setStatus',
  'removeRole',
  'removeGroup',
  'addGroup',
  'updateDetails',
]);

/** Details that decide whether, and where, somebody may sign in. */
const detailsOfSigningIn = [
  'isCredentialsExpired',
  'userType',
  'type',
  'authSourceId',
  'organizationIds',
  'locationIds',
] as const;

/**
 * Refuses what would lock people out: disabling, deleting or stripping the account the gateway acts as, changing how it
 * signs in, or taking the last administrator of a system. In any combination: all accounts of the mutation are looked at together.
 */
export async function guardRails(
  { system, work }: SystemWork,
  writing: WritingAbility,
  snapshots: Snapshots,
  scope: RequestScope,
): Promise<UserErrorModel[]> {
  const risky = work.filter(({ account, intents }) => account !== undefined && intents.some(isRisky));
  if (risky.length === 0) return [];
  const own = await ownAccountId(system, scope);
  const call: Call = { ...callFor(system, scope), isFresh: true };
  const errors: UserErrorModel[] = [];
  for (const { account, intents } of risky) {
    if (account === undefined || account.nativeId !== own) continue;
    const isStripped =
      intents.some(strips) ||
      intents.some(changesSignIn) ||
      (await writing.endsAdministration(call, account, intents));
    if (isStripped)
      errors.push(refusal(system, `${account.login} is the account the gateway itself acts as`));
  }
  const fallen = await fallenAdministrators(risky, writing, call);
  if (fallen.length > 0 && !(await isAnyLeft(system, fallen, snapshots, scope))) {
    const logins = fallen.map(({ login }) => login).join(', ');
    errors.push(refusal(system, `no administrator would be left after ${logins}`));
  }
  return errors;
}

function isRisky(intent: Intent): boolean {
  return (
    changesSignIn(intent) ||
    (takes.has(intent.kind) && !(intent.kind === 'setStatus' && intent.status === 'ACTIVE'))
  );
}

/** The configured credentials would be good no more, or good for less. */
function changesSignIn(intent: Intent): boolean {
  if (intent.kind === 'setPassword') return true;
  if (intent.kind === 'updateProfile') return intent.profile.login !== undefined;
  if (intent.kind !== 'updateDetails') return false;
  const details: Readonly<Record<string, unknown>> = intent.details;
  return detailsOfSigningIn.some((name) => details[name] !== undefined);
}

/** Unlike a change of group, which only may take something away, these always do. */
function strips(intent: Intent): boolean {
  return isRisky(intent) && intent.kind !== 'addGroup' && intent.kind !== 'updateDetails';
}

/** Not the caller's own, even where the request carries the caller's credentials: the configured one. */
async function ownAccountId(system: ConnectedSystem, scope: RequestScope): Promise<string> {
  const own = await system.connector.readCurrentAccount(
    callFor(system, { ...scope, isGatewaysOwn: true }),
    new Set(),
  );
  return own.account.nativeId;
}

async function fallenAdministrators(
  work: readonly AccountWork[],
  writing: WritingAbility,
  call: Call,
): Promise<Account[]> {
  const fallen: Account[] = [];
  for (const { account, intents } of work) {
    if (account === undefined || account.isAdministrator === false) continue;
    if (await falls(account, intents, writing, call)) fallen.push(account);
  }
  return fallen;
}

async function falls(
  account: Account,
  intents: readonly Intent[],
  writing: WritingAbility,
  call: Call,
): Promise<boolean> {
  const isGone = intents.some(
    (intent) => intent.kind === 'delete' || (intent.kind === 'setStatus' && intent.status === 'DISABLED'),
  );
  return isGone || writing.endsAdministration(call, account, intents);
}

async function isAnyLeft(
  system: ConnectedSystem,
  fallen: readonly Account[],
  snapshots: Snapshots,
  scope: RequestScope,
): Promise<boolean> {
  const { snapshot } = await snapshots.read(system, accountSource, { ...scope, isFresh: true });
  const gone = new Set(fallen.map(({ nativeId }) => nativeId));
  return snapshot.table.rows.some(
    ({ nativeId, isAdministrator, status }) =>
      isAdministrator === true && status === 'ACTIVE' && !gone.has(nativeId),
  );
}

function refusal(system: ConnectedSystem, why: string): UserErrorModel {
  return { code: 'PROTECTED', message: `${system.key}: refused, because ${why}.`, system };
}
