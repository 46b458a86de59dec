import type { AccountsRead, WantedAccounts } from '#connectors/connector.ts';
import type { RollcallError } from '#domain/errors.ts';
import { fold } from '#domain/text.ts';
import { isNativeId } from './client.ts';
import type { UserRow } from './wire.ts';

export type Wanted = { readonly id: string } | { readonly login: string };

/** An account that was found; whole where it was read by itself, which brings its teams. */
export interface LocatedAccount {
  readonly row: UserRow;
  readonly isWhole: boolean;
}
export interface LocatedAccounts {
  readonly found: readonly LocatedAccount[];
  readonly failed: AccountsRead['failed'];
}

/** What is known so far of each account that is looked for: open until found, failed or given up. */
export interface Search {
  open(): readonly Wanted[];
  find(wanted: Wanted, account: LocatedAccount): void;
  fail(wanted: Wanted, error: RollcallError): void;
  giveUp(wanted: Wanted): void;
  /** Rows of a list: settles ids and logins spelled the same, and keeps logins that differ in case for later. */
  match(rows: readonly UserRow[]): void;
  /** Rows seen in the list whose login is the wanted one in another case. */
  otherCase(login: string): readonly UserRow[];
  /** Accounts found in the list only, so far. */
  listed(): readonly UserRow[];
  replace(account: LocatedAccount): void;
  wasFound(login: string): boolean;
  /** Takes back what was found: the account is gone, or could not be read as a whole. */
  drop(id: string, error?: RollcallError): void;
  result(): LocatedAccounts;
}

interface Hit {
  readonly account: LocatedAccount;
  /** The ways in which it was wanted: by id, by login, or both. */
  readonly wanted: readonly Wanted[];
}

export function createSearch(wanted: WantedAccounts): Search {
  const ids = new Map(wanted.ids.filter(isNativeId).map((id) => [id, { id }]));
  const logins = new Map(wanted.logins.map((login) => [login, { login }]));
  const folded = new Set(wanted.logins.map(fold));
  const variants = new Map<string, UserRow[]>();
  const found = new Map<string, Hit>();
  const failed: { readonly wanted: Wanted; readonly error: RollcallError }[] = [];

  const close = (one: Wanted): void => {
    if ('id' in one) ids.delete(one.id);
    else logins.delete(one.login);
  };
  const find: Search['find'] = (one, account) => {
    close(one);
    const known = found.get(account.row.id);
    found.set(account.row.id, {
      account: known?.account.isWhole === true ? known.account : account,
      wanted: [...(known?.wanted ?? []), one],
    });
  };
  const keepVariant = (row: UserRow): void => {
    const key = fold(row.login);
    if (!folded.has(key)) return;
    const known = variants.get(key);
    if (known === undefined) variants.set(key, [row]);
    else known.push(row);
  };

  return {
    open: () => [...ids.values(), ...logins.values()],
    find,
    fail: (one, error) => {
      close(one);
      failed.push({ wanted: one, error });
    },
    giveUp: close,
    match: (rows) => {
      for (const row of rows) {
        const byId = ids.get(row.id);
        if (byId !== undefined) find(byId, { row, isWhole: false });
        const byLogin = logins.get(row.login);
        if (byLogin !== undefined) find(byLogin, { row, isWhole: false });
        keepVariant(row);
      }
    },
    otherCase: (login) => variants.get(fold(login)) ?? [],
    listed: () => [...found.values()].filter((hit) => !hit.account.isWhole).map((hit) => hit.account.row),
    replace: (account) => {
      const hit = found.get(account.row.id);
      if (hit !== undefined) found.set(account.row.id, { ...hit, account });
    },
    wasFound: (login) =>
      [...found.values()].some((hit) => hit.wanted.some((one) => 'login' in one && one.login === login)),
    drop: (id, error) => {
      const hit = found.get(id);
      found.delete(id);
      if (error !== undefined) for (const one of hit?.wanted ?? []) failed.push({ wanted: one, error });
    },
    result: () => ({ found: [...found.values()].map((hit) => hit.account), failed }),
  };
}
