import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { AccountWork } from '#connectors/writing.ts';
import type { AccessToken } from '#domain/access-token.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Intent, IntentKind } from '#domain/intents.ts';
import { unwrap } from '#domain/settled.ts';
import { fold } from '#domain/text.ts';
import type { ForemanClient } from '../client.ts';
import { canBeLogin, isNativeId, isSearchableId } from '../search.ts';
import { findAccounts } from '../find-accounts.ts';
import { readRoles } from '../roles.ts';
import { fewAtOnce } from '../settle-each.ts';
import { createTokensAbility, shadowed } from '../tokens.ts';
import type { AuthSourceRow, GroupShow, RoleRow, UserRow, UserShow } from '../wire.ts';

/** All that a plan is made from, read live. What was not asked for, or may not be seen, is absent. */
export interface Facts {
  /** In the order of the work; undefined where an account is to be made, or is not there. */
  readonly accounts: readonly (UserShow | undefined)[];
  /** Ids of accounts whose number is somebody's login too. */
  readonly shadowed: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, GroupShow | undefined>;
  /** Undefined where the caller may not see roles. */
  readonly roles: ReadonlyMap<string, RoleRow> | undefined;
  /** By owner; an owner whose tokens the caller may not see is absent. */
  readonly tokens: ReadonlyMap<string, readonly AccessToken[]>;
  /** Accounts that have a login wanted for another, by the login folded. */
  readonly holders: ReadonlyMap<string, UserRow>;
  /** Undefined where the caller may not see them. */
  readonly authSources: readonly AuthSourceRow[] | undefined;
  readonly caller: UserShow | undefined;
}

/** As few calls as the intents need: a show for each account and group, and a handful beside these. */
export async function readFacts(
  client: ForemanClient,
  call: Call,
  work: readonly AccountWork[],
  now: () => number,
): Promise<Facts> {
  const live = { ...call, isFresh: true };
  const intents = work.flatMap((each) => each.intents);
  const owners = work.filter((each) => hasAny(each.intents, ['createToken', 'revokeToken']));
  const [accounts, shadowedIds, groups, roles, tokens, holders, authSources] = await Promise.all([
    pMap(work, async (each) => readAccount(client, live, each), fewAtOnce),
    shadowed(client, live, idsWrittenTo(work)),
    readGroups(client, live, intents),
    unlessForbidden(readRoleRows(client, live, intents)),
    readTokens(client, live, accountIds(owners), now),
    readHolders(client, live, intents),
    needsAuthSources(intents) ? unlessForbidden(client.authSources(live)) : undefined,
  ]);
  const isCallerNeeded =
    hasAny(intents, ['setPassword']) || (hasAny(intents, ['create']) && authSources === undefined);
  const caller = isCallerNeeded ? await client.currentUser(live) : undefined;
  return { accounts, shadowed: new Set(shadowedIds), groups, roles, tokens, holders, authSources, caller };
}

async function readAccount(
  client: ForemanClient,
  call: Call,
  { account, intents }: AccountWork,
): Promise<UserShow | undefined> {
  if (account === undefined) return undefined;
  const show = isNativeId(account.nativeId) ? await client.user(call, account.nativeId) : undefined;
  // Where it is gone already there is nothing to take away; all else needs an account.
  if (show !== undefined || intents.every((intent) => takesAway.has(intent.kind))) return show;
  throw noSuch(client.system, 'account', account.nativeId);
}

const takesAway: ReadonlySet<IntentKind> = new Set([
  'delete',
  'removeRole',
  'removeGroup',
  'removeTeam',
  'revokePermission',
  'revokeToken',
]);

/** Memberships are changed on the group; only the other writes go by the account's number. */
function idsWrittenTo(work: readonly AccountWork[]): readonly string[] {
  const isOnGroup = (intent: Intent): boolean => intent.kind === 'addGroup' || intent.kind === 'removeGroup';
  return accountIds(work.filter((each) => !each.intents.every(isOnGroup)));
}

function accountIds(work: readonly AccountWork[]): readonly string[] {
  const ids = work.flatMap(({ account }) => (account === undefined ? [] : [account.nativeId]));
  return [...new Set(ids.filter(isNativeId))];
}

async function readGroups(
  client: ForemanClient,
  call: Call,
  intents: readonly Intent[],
): Promise<ReadonlyMap<string, GroupShow | undefined>> {
  const ids = new Set(
    intents.flatMap((intent) =>
      intent.kind === 'addGroup' || intent.kind === 'removeGroup' ? [intent.group.nativeId] : [],
    ),
  );
  const read = async (id: string): Promise<readonly [string, GroupShow | undefined]> => [
    id,
    isNativeId(id) ? await client.group(call, id) : undefined,
  ];
  return new Map(await pMap(ids, read, fewAtOnce));
}

async function readRoleRows(
  client: ForemanClient,
  call: Call,
  intents: readonly Intent[],
): Promise<ReadonlyMap<string, RoleRow>> {
  const ids = intents.flatMap((intent) =>
    intent.kind === 'addRole' || intent.kind === 'removeRole' ? [intent.role.nativeId] : [],
  );
  const wanted = [...new Set(ids.filter(isSearchableId))];
  const rows = wanted.length === 0 ? [] : await readRoles(client, call, wanted);
  return new Map(rows.filter((row) => wanted.includes(row.id)).map((row) => [row.id, row]));
}

async function readTokens(
  client: ForemanClient,
  call: Call,
  owners: readonly string[],
  now: () => number,
): Promise<Facts['tokens']> {
  if (owners.length === 0) return new Map();
  const lists = await createTokensAbility(client, now).list(call, owners);
  const seen = [...lists].filter(([, list]) => list.ok || !isSkippable(list.error.code));
  return new Map(seen.map(([owner, list]) => [owner, unwrap(list)]));
}

/** Who may make a token for somebody need not be allowed to see the others; an owner that is gone has none. */
function isSkippable(code: RollcallError['code']): boolean {
  return code === 'UPSTREAM_FORBIDDEN' || code === 'NOT_FOUND';
}

async function readHolders(
  client: ForemanClient,
  call: Call,
  intents: readonly Intent[],
): Promise<ReadonlyMap<string, UserRow>> {
  const logins = intents.flatMap((intent) =>
    intent.kind === 'create' || intent.kind === 'updateProfile' ? [intent.profile.login ?? ''] : [],
  );
  const wanted = [...new Set(logins.filter(canBeLogin))];
  if (wanted.length === 0) return new Map();
  const { rows } = await findAccounts(client, call, { ids: [], logins: wanted });
  return new Map(rows.map((row) => [fold(row.login), row]));
}

function needsAuthSources(intents: readonly Intent[]): boolean {
  return intents.some(
    (intent) =>
      intent.kind === 'create' ||
      (intent.kind === 'updateDetails' &&
        intent.details.kind === 'foreman' &&
        intent.details.authSourceId !== undefined),
  );
}

function hasAny(intents: readonly Intent[], kinds: readonly IntentKind[]): boolean {
  return intents.some((intent) => kinds.includes(intent.kind));
}

/** What the caller may not see is done without; the server has the last word on the write. */
async function unlessForbidden<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'UPSTREAM_FORBIDDEN') return undefined;
    throw error;
  }
}
