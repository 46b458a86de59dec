import type { Call } from '#connectors/connector.ts';
import type { AccountWork } from '#connectors/writing.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { HeldPermission, HeldTeam } from '#domain/holdings.ts';
import type { IntentKind } from '#domain/intents.ts';
import { unwrap } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import type { LocatedAccount } from '../search.ts';
import type { WritingParts } from './parts.ts';
import { requireFreeLogin } from './plan-creation.ts';
import { cannotBeEmpty } from './plan-profile.ts';
import { wishesOf } from './subject.ts';
import type { Subject, Wish } from './subject.ts';

/** The accounts of the work as they are, and those that are to be deleted and are gone already. */
export interface Subjects {
  readonly present: readonly Subject[];
  readonly gone: readonly Subject[];
}

type Asked = Pick<Subject, 'account' | 'id' | 'wishes'> & { readonly login: string };

/**
 * Reads what a plan is made from: accounts by id, with teams and permissions where the wishes speak of them, and
 * whether wanted logins are free. Throws NOT_FOUND for an account that is gone, unless it was to be deleted.
 */
export async function readSubjects(
  parts: WritingParts,
  call: Call,
  work: readonly AccountWork[],
): Promise<Subjects> {
  const asked = work.map((one, account) => toAsked(parts.system, one, account));
  const located = await locateAll(parts, call, asked);
  for (const one of asked) await requireFreeLogins(parts, call, one, located);
  const [teams, permissions] = await Promise.all([
    readTeams(parts, call, asked, located),
    readPermissions(parts, call, asked),
  ]);

  const subjects = asked.map((one): Subject => {
    const row = one.id === undefined ? undefined : located.get(one.id)?.row;
    return {
      ...one,
      login: row?.login ?? one.login,
      row,
      teams: heldBy(teams, one.id),
      permissions: row === undefined ? [] : heldBy(permissions, one.id),
    };
  });
  const isGone = ({ id, row }: Subject): boolean => id !== undefined && row === undefined;
  return { present: subjects.filter((one) => !isGone(one)), gone: subjects.filter(isGone) };
}

function toAsked(system: string, { account, intents }: AccountWork, place: number): Asked {
  const wishes = intents.map((intent, index): Wish => ({ intent, place: { account: place, intent: index } }));
  if (account !== undefined) return { account: place, id: account.nativeId, login: account.login, wishes };
  const [creation] = wishesOf({ wishes }, 'create');
  if (creation === undefined) throw new TypeError('work without an account must begin with creating one');
  // The server trims (squash.md 2.1).
  const login = creation.intent.profile.login?.trim() ?? '';
  if (login === '') throw cannotBeEmpty(system, 'login');
  return { account: place, id: undefined, login, wishes };
}

async function locateAll(
  parts: WritingParts,
  call: Call,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, LocatedAccount>> {
  const ids = [...new Set(asked.flatMap(({ id }) => (id === undefined ? [] : [id])))];
  if (ids.length === 0) return new Map();
  const { found, failed } = await parts.locate(call, { ids, logins: [] }, asked.some(speaksOfTeams));
  if (failed[0] !== undefined) throw failed[0].error;
  const located = new Map(found.map((account) => [account.row.id, account]));
  const lost = asked.find(({ id, wishes }) => {
    const isThere = id === undefined || located.has(id);
    return !isThere && wishesOf({ wishes }, 'delete').length === 0;
  });
  if (lost?.id !== undefined) throw noSuch(parts.system, 'account', lost.id);
  return located;
}

async function requireFreeLogins(
  parts: WritingParts,
  call: Call,
  one: Asked,
  located: ReadonlyMap<string, LocatedAccount>,
): Promise<void> {
  if (one.id === undefined) await requireFreeLogin(parts, call, one.login);
  const wanted = wishesOf(one, 'updateProfile').at(-1)?.intent.profile.login?.trim();
  const current = one.id === undefined ? one.login : located.get(one.id)?.row.login;
  if (wanted !== undefined && wanted !== '' && wanted !== current) {
    await requireFreeLogin(parts, call, wanted, one.id);
  }
}

const ofTeams: ReadonlySet<IntentKind> = new Set(['addTeam', 'removeTeam']);
const ofPermissions: ReadonlySet<IntentKind> = new Set(['grantPermission', 'revokePermission']);

function speaksOfTeams({ wishes }: Pick<Subject, 'wishes'>): boolean {
  return wishes.some(({ intent }) => ofTeams.has(intent.kind));
}

async function readTeams(
  parts: WritingParts,
  call: Call,
  asked: readonly Asked[],
  located: ReadonlyMap<string, LocatedAccount>,
): Promise<ReadonlyMap<string, Settled<readonly HeldTeam[]>>> {
  const accounts = asked
    .filter(speaksOfTeams)
    .map(({ id }) => (id === undefined ? undefined : located.get(id)))
    .filter((account) => account !== undefined);
  return accounts.length === 0 ? new Map() : parts.readHeldTeams(call, accounts);
}

async function readPermissions(
  parts: WritingParts,
  call: Call,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, Settled<readonly HeldPermission[]>>> {
  const ids = asked
    .filter(({ wishes }) => wishes.some(({ intent }) => ofPermissions.has(intent.kind)))
    .flatMap(({ id }) => (id === undefined ? [] : [id]));
  return ids.length === 0 ? new Map() : parts.readHeldPermissions(call, ids);
}

/** Throws what reading them failed with: a plan made without them could be wrong. */
function heldBy<T>(held: ReadonlyMap<string, Settled<readonly T[]>>, id: string | undefined): readonly T[] {
  const settled = id === undefined ? undefined : held.get(id);
  return settled === undefined ? [] : unwrap(settled);
}
