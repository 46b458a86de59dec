import { describe, expect, it } from 'vitest';
import type { Subject } from '../subject.ts';
import { byId, collected, shownAccount, trueAccount } from './shown.ts';
import { started } from './started.ts';

export function listing(subject: Subject): void {
  describe('listing accounts', () => {
    const upstream = started(subject);

    it('shows every account exactly once, with login, names, e-mail, status and administrator', async () => {
      const accounts = await collected(upstream().connect().listAccounts(upstream().call()));
      expect(byId(accounts.map(shownAccount))).toEqual(byId(upstream().truth.accounts.map(trueAccount)));
    });

    it('names the system of every account', async () => {
      const accounts = await collected(upstream().connect().listAccounts(upstream().call()));
      expect(new Set(accounts.map((account) => account.system))).toEqual(new Set([upstream().system]));
    });

    it('shows the last login where there was one, and denies one only where there was none', async () => {
      const { truth, ownLogin } = upstream();
      const accounts = await collected(upstream().connect().listAccounts(upstream().call()));
      const shown = new Map(accounts.map((account) => [account.nativeId, account]));
      // Calls with an account's credentials may count as its login.
      for (const { id, login, lastLoginAt } of truth.accounts.filter((each) => each.login !== ownLogin)) {
        expect(shown.get(id)?.lastLoginAt, login).toBe(lastLoginAt);
        expect(shown.get(id)?.hasLoggedIn ?? lastLoginAt !== undefined, login).toBe(
          lastLoginAt !== undefined,
        );
      }
    });

    it('shows light accounts only: nothing of what they hold', async () => {
      const accounts = await collected(upstream().connect().listAccounts(upstream().call()));
      const members = new Set(accounts.flatMap((account) => Object.keys(account)));
      for (const facet of [
        'roles',
        'groups',
        'teams',
        'projectPermissions',
        'details',
        'holdings',
        'tokens',
      ]) {
        expect(members).not.toContain(facet);
      }
    });

    it('can be left before its end and begun again', async () => {
      const connector = upstream().connect();
      const pages = connector.listAccounts(upstream().call())[Symbol.asyncIterator]();
      await pages.next();
      await pages.return?.();
      const accounts = await collected(connector.listAccounts(upstream().call()));
      expect(accounts).toHaveLength(upstream().truth.accounts.length);
    });
  });
}
