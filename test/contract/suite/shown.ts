import type { AccountRead, AccountsRead, WantedAccounts } from '#connectors/connector.ts';
import type { Account } from '#domain/account.ts';
import type { RollcallError } from '#domain/errors.ts';
import type { Carrier, Facet, HoldingKind, Projection } from '#domain/holdings.ts';
import type { Settled } from '#domain/settled.ts';
import { heldText } from '../truth.ts';
import type { AccountTruth, Truth } from '../truth.ts';

/** What connectors show and what the seed says, brought into one form to be compared. */
export type ShownAccount = Pick<
  Account,
  'login' | 'firstName' | 'lastName' | 'displayName' | 'email' | 'status' | 'isAdministrator'
> & { readonly id: string };

export function shownAccount(account: Account): ShownAccount {
  const { nativeId: id, login, firstName, lastName, displayName, email, status, isAdministrator } = account;
  return { id, login, firstName, lastName, displayName, email, status, isAdministrator };
}

export function trueAccount(account: AccountTruth): ShownAccount {
  const { id, login, firstName, lastName, displayName, email, status, isAdministrator } = account;
  return { id, login, firstName, lastName, displayName, email, status, isAdministrator };
}

export function byId<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
}

/** All of an async list, in the order it came. */
export async function collected<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

export function permissionText(permission: string, projectId: string, via: Carrier | undefined): string {
  return heldText({ thing: permission, projectId, via: viaText(via) });
}

function viaText(via: Carrier | undefined): string | undefined {
  if (via === undefined) return undefined;
  return via.type === 'group' ? `group ${via.group.nativeId}` : `team ${via.team.nativeId}`;
}

/** Holdings of one kind as texts, repeats and all; the error where they could not be read. */
export function heldTexts(
  { holdings: { roles, groups, teams, projectPermissions } }: AccountRead,
  kind: HoldingKind,
): Settled<readonly string[]> | undefined {
  switch (kind) {
    case 'roles':
      return texts(roles, ({ role, scope, project, via }) =>
        heldText({ thing: role.nativeId, scope, projectId: project?.nativeId, via: viaText(via) }),
      );
    case 'groups':
      return texts(groups, ({ group, via }) => heldText({ thing: group.nativeId, via: viaText(via) }));
    case 'teams':
      return texts(teams, ({ team, via }) => heldText({ thing: team.nativeId, via: viaText(via) }));
    case 'projectPermissions':
      return texts(projectPermissions, ({ permission, project, via }) =>
        permissionText(permission, project.nativeId, via),
      );
  }
}

function texts<T>(
  held: Settled<readonly T[]> | undefined,
  toText: (one: T) => string,
): Settled<readonly string[]> | undefined {
  return held?.ok === true ? { ok: true, value: held.value.map(toText).sort() } : held;
}

export function everyFacet(holdings: Iterable<HoldingKind>): Projection {
  return new Set<Facet>([...holdings, 'details']);
}

export const noFacet: Projection = new Set();

export function byIds(ids: readonly string[]): WantedAccounts {
  return { ids, logins: [] };
}

export function byLogins(logins: readonly string[]): WantedAccounts {
  return { ids: [], logins };
}

/** Ids found, in one order; repeats stay, to be noticed. */
export function idsFound({ found }: AccountsRead): string[] {
  return found.map(({ account }) => account.nativeId).sort();
}

/** Every error inside an answer that is not thrown. */
export function errorsIn({ found, failed }: AccountsRead): RollcallError[] {
  return [...failed.map(({ error }) => error), ...found.flatMap(errorsInRead)];
}

export function errorsInRead({ details, holdings }: AccountRead): RollcallError[] {
  return [details, ...Object.values(holdings)].flatMap((settled) =>
    settled === undefined || settled.ok ? [] : [settled.error],
  );
}

/** For names of tests. */
export function inShort(text: string): string {
  return text.length > 40 ? `${text.slice(0, 10)}… of ${text.length} letters` : JSON.stringify(text);
}

/** An account of the seed by login. */
export function accountNamed(truth: Truth, login: string): AccountTruth {
  const found = truth.accounts.find((account) => account.login === login);
  if (found === undefined) throw new Error(`The seed has no account ${login}.`);
  return found;
}
