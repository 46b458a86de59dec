import type { Account, AccountStatus } from '#domain/account.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { ConnectedSystem } from './landscape.ts';
import { fold } from '#domain/text.ts';
import type { SortDirection, SortOrder, SortValue } from './position.ts';
import type { SnapshotSource } from './snapshots.ts';
import type { Table } from './table.ts';

/** All accounts of a system, light. */
export const accountSource: SnapshotSource<Account> = {
  list: 'accounts',
  nativeId: (account) => account.nativeId,
  check: requireAccount,
  load: (system, call) => system.connector.listAccounts(call),
};

/** Connectors may come from outside: what order, ids and look-ups rest on is made sure of, as for upstream answers. */
function requireAccount(system: ConnectedSystem, account: Account): void {
  const { nativeId, login, displayName, status }: { readonly [M in keyof Account]?: unknown } = account;
  const wrong = Object.entries({ nativeId, login, displayName, status }).find(
    ([, value]) => typeof value !== 'string',
  );
  if (wrong === undefined && nativeId !== '') return;
  throw new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system.key}: its connector listed an account without a usable ${wrong?.[0] ?? 'nativeId'}.`,
    { system: system.key },
  );
}

export type AccountOrderField = 'LOGIN' | 'DISPLAY_NAME' | 'EMAIL' | 'LAST_LOGIN_AT';

export interface AccountOrder {
  readonly field: AccountOrderField;
  readonly direction: SortDirection;
}

const orderValues: Readonly<Record<AccountOrderField, (account: Account) => SortValue>> = {
  LOGIN: (account) => fold(account.login),
  DISPLAY_NAME: (account) => fold(account.displayName),
  EMAIL: (account) => (account.email === undefined ? null : fold(account.email)),
  LAST_LOGIN_AT: (account) => account.lastLoginAt ?? null,
};

export function accountOrder(order: AccountOrder): SortOrder<Account> {
  const { field, direction } = order;
  return { name: `users ${field} ${direction}`, direction, value: orderValues[field] };
}

export interface AccountFilter {
  readonly search?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly login?: string | null | undefined;
  readonly status?: readonly AccountStatus[] | null | undefined;
  readonly isAdministrator?: boolean | null | undefined;
  readonly lastLoginBefore?: Instant | null | undefined;
  readonly neverLoggedIn?: boolean | null | undefined;
}

type Test = (account: Account) => boolean;

/** Undefined where the filter restricts nothing. All members must hold; text is compared folded. */
export function accountFilter(filter: AccountFilter): ((table: Table<Account>) => Test) | undefined {
  const { email, login, status, isAdministrator, lastLoginBefore, neverLoggedIn, search } = filter;
  const tests: Test[] = [];
  const add = <V>(value: V | null | undefined, make: (value: V) => Test): void => {
    if (value !== null && value !== undefined) tests.push(make(value));
  };
  add(status, (any) => (account) => any.includes(account.status));
  add(isAdministrator, (is) => (account) => account.isAdministrator === is);
  add(neverLoggedIn, (never) => (account) => account.hasLoggedIn === !never);
  add(
    lastLoginBefore,
    (limit) => (account) => account.lastLoginAt !== undefined && account.lastLoginAt < limit,
  );
  add(
    login,
    equals((account) => account.login),
  );
  add(
    email,
    equals((account) => account.email),
  );
  const wanted = search === null || search === undefined ? undefined : fold(search);
  if (tests.length === 0 && wanted === undefined) return undefined;
  return (table) => {
    const all = wanted === undefined ? tests : [...tests, contains(table, wanted)];
    return (account) => all.every((test) => test(account));
  };
}

function equals(member: (account: Account) => string | undefined): (value: string) => Test {
  return (value) => {
    const wanted = fold(value);
    return (account) => {
      const actual = member(account);
      return actual !== undefined && fold(actual) === wanted;
    };
  };
}

/** Folding tens of thousands of names at each search would cost more than the search; it is done once a snapshot. */
function contains(table: Table<Account>, wanted: string): Test {
  const texts = table.derived('search', (rows) => new Map(rows.map((row) => [row, searchText(row)])));
  return (account) => texts.get(account)?.includes(wanted) ?? false;
}

/** Members are kept apart by a character nobody searches for. */
function searchText(account: Account): string {
  const { login, displayName, firstName = '', lastName = '', email = '' } = account;
  return fold([login, displayName, firstName, lastName, email].join('\u0001'));
}
