import type { AccountsRead, WantedAccounts } from '#connectors/connector.ts';
import { isJavaLong } from '#connectors/java-long.ts';
import { equalIgnoringCase, fold } from '#domain/text.ts';
import { canBeLogin, dimension } from './locator.ts';
import type { WireAccount } from './wire.ts';

/** One account to read, with the locator dimension that finds it. */
export interface WantedAccount {
  readonly wanted: AccountsRead['failed'][number]['wanted'];
  readonly locator: string;
  matches(row: WireAccount): boolean;
}

/** Without those that no account can be: they do not exist, and the server need not be asked. */
export function wantedAccounts(wanted: WantedAccounts): readonly WantedAccount[] {
  return [...wanted.ids.filter(isJavaLong).map(byId), ...wanted.logins.filter(canBeLogin).map(byLogin)];
}

function byId(id: string): WantedAccount {
  return { wanted: { id }, locator: dimension('id', id), matches: (row) => row.id === id };
}

function byLogin(login: string): WantedAccount {
  return {
    wanted: { login },
    locator: dimension('username', login),
    matches: (row) => equalIgnoringCase(row.username, login),
  };
}

/** Whether every row is one of the wanted. */
export function allAreWanted(rows: readonly WireAccount[], wanted: readonly WantedAccount[]): boolean {
  const ids = new Set(wanted.flatMap((one) => ('id' in one.wanted ? [one.wanted.id] : [])));
  const logins = new Set(wanted.flatMap((one) => ('login' in one.wanted ? [fold(one.wanted.login)] : [])));
  return rows.every((row) => ids.has(row.id) || logins.has(fold(row.username)));
}
