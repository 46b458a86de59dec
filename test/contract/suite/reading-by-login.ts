import { describe, expect, it } from 'vitest';
import { fold } from '#domain/text.ts';
import type { Subject } from '../subject.ts';
import { byId, byLogins, errorsIn, idsFound, inShort, noFacet, shownAccount, trueAccount } from './shown.ts';
import { started } from './started.ts';

/** Nobody's logins, each a word in somebody's query, path or pattern language. */
const strangeLogins = [
  '',
  ' ',
  '*',
  '%',
  '_',
  'a*',
  'r%',
  'rollcal_',
  'rollcall*',
  '/',
  '../rollcall',
  'rollcall/roles',
  'rollcall?x=1',
  'rollcall#x',
  'rollcall%00',
  'rollcall\u0000',
  'rollcall\n',
  ':',
  'id:1',
  'username:rollcall',
  'rollcall,admin',
  'rollcall)',
  '(rollcall)',
  'or:(username:rollcall)',
  '"',
  '\\',
  '" or login = "rollcall',
  "' or '1'='1",
  'login = rollcall',
  'rollcall" or "',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '$base64:cm9sbGNhbGw=',
  '%72ollcall',
  'ｒollcall',
  '🙂',
  'x'.repeat(5000),
  'x'.repeat(20_000),
];

export function readingByLogin(subject: Subject): void {
  describe('reading accounts by login', () => {
    const upstream = started(subject);
    const read = async (logins: readonly string[]) =>
      upstream().connect().readAccounts(upstream().call(), byLogins(logins), noFacet);

    it('finds each account alone, difficult logins among them, and that one only', async () => {
      const connector = upstream().connect();
      for (const account of upstream().truth.accounts) {
        const wanted = byLogins([account.login]);
        const { found, failed } = await connector.readAccounts(upstream().call(), wanted, noFacet);
        expect(
          found.map((each) => shownAccount(each.account)),
          account.login,
        ).toEqual([trueAccount(account)]);
        expect(failed).toEqual([]);
      }
    });

    it('finds everybody at once', async () => {
      const answer = await read(upstream().truth.accounts.map((account) => account.login));
      expect(errorsIn(answer)).toEqual([]);
      expect(byId(answer.found.map((each) => shownAccount(each.account)))).toEqual(
        byId(upstream().truth.accounts.map(trueAccount)),
      );
    });

    if (subject.loginCase === 'ignored') {
      it('ignores case', async () => {
        const wanted = upstream().truth.accounts.slice(0, 12);
        const answer = await read(wanted.map((account) => account.login.toUpperCase()));
        expect(idsFound(answer)).toEqual(wanted.map((account) => account.id).toSorted());
      });
    } else {
      it('tells case apart', async () => {
        const wanted = upstream().truth.accounts.slice(0, 12);
        expect(idsFound(await read(wanted.map((account) => account.login.toUpperCase())))).toEqual([]);
      });
    }

    it.each(strangeLogins.map((login) => ({ login, name: inShort(login) })))(
      'finds nobody by the login $name',
      async ({ login }) => {
        expect(await read([login])).toEqual({ found: [], failed: [] });
      },
    );

    it('finds the right one among strange logins', async () => {
      const [account] = upstream().truth.accounts;
      const answer = await read([...strangeLogins, account?.login ?? '']);
      expect(answer.failed).toEqual([]);
      expect(answer.found.map((each) => fold(each.account.login))).toEqual([fold(account?.login ?? '')]);
    });
  });
}
