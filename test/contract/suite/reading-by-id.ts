import { describe, expect, it } from 'vitest';
import type { Subject } from '../subject.ts';
import type { AccountTruth } from '../truth.ts';
import { byId, byIds, errorsIn, idsFound, noFacet, shownAccount, trueAccount } from './shown.ts';
import { started } from './started.ts';

const unknownIds = ['999999', '888888'];

export function readingById(subject: Subject): void {
  describe('reading accounts by id', () => {
    const upstream = started(subject);
    const read = async (ids: readonly string[], logins: readonly string[] = []) =>
      upstream().connect().readAccounts(upstream().call(), { ids, logins }, noFacet);

    it('finds each account alone, and that one only', async () => {
      const connector = upstream().connect();
      for (const account of upstream().truth.accounts) {
        const { found, failed } = await connector.readAccounts(
          upstream().call(),
          byIds([account.id]),
          noFacet,
        );
        expect(found.map((each) => shownAccount(each.account))).toEqual([trueAccount(account)]);
        expect(failed).toEqual([]);
      }
    });

    it.each([2, 7, 20, Infinity])(
      'finds %d accounts at once in whatever order they are wanted',
      async (size) => {
        const wanted = scrambled(upstream().truth.accounts).slice(0, size);
        const answer = await read(wanted.map((account) => account.id));
        expect(errorsIn(answer)).toEqual([]);
        expect(byId(answer.found.map((each) => shownAccount(each.account)))).toEqual(
          byId(wanted.map(trueAccount)),
        );
      },
    );

    it('shows an account once that is wanted by id and by login', async () => {
      const wanted = scrambled(upstream().truth.accounts).slice(0, 2);
      const logins = wanted.map((account) => account.login).toReversed();
      const answer = await read(idsOf(wanted), logins);
      expect(idsFound(answer)).toEqual(idsOf(wanted).toSorted());
      expect(answer.failed).toEqual([]);
    });

    it('mixes ids and logins', async () => {
      const wanted = scrambled(upstream().truth.accounts).slice(0, 5);
      const logins = wanted.slice(2).map((account) => account.login);
      const answer = await read([...idsOf(wanted.slice(0, 2)), ...unknownIds], [...logins, 'nobody']);
      expect(idsFound(answer)).toEqual(idsOf(wanted).toSorted());
      expect(answer.failed).toEqual([]);
    });

    it.each([[unknownIds.slice(0, 1)], [unknownIds]])('says nothing of the unknown ids %j', async (ids) => {
      expect(await read(ids)).toEqual({ found: [], failed: [] });
    });

    it('finds the known among the unknown', async () => {
      const known = scrambled(upstream().truth.accounts)
        .slice(0, 5)
        .map((account) => account.id);
      const answer = await read([unknownIds[0] ?? '', ...known, unknownIds[1] ?? '']);
      expect(idsFound(answer)).toEqual(known.toSorted());
      expect(answer.failed).toEqual([]);
    });

    it('finds the known among a thousand unknown', async () => {
      const known = idsOf(scrambled(upstream().truth.accounts).slice(0, 3));
      const unknown = Array.from({ length: 1000 }, (_, index) => String(700_000 + index));
      const answer = await read([...unknown.slice(0, 500), ...known, ...unknown.slice(500)]);
      expect(idsFound(answer)).toEqual(known.toSorted());
      expect(answer.failed).toEqual([]);
    });

    it('answers nothing to nothing, without asking anybody', async () => {
      expect(await read([])).toEqual({ found: [], failed: [] });
    });
  });
}

function idsOf(accounts: readonly AccountTruth[]): string[] {
  return accounts.map((account) => account.id);
}

/** The same accounts, far from their order in the seed. */
function scrambled<T>(items: readonly T[]): T[] {
  return items.toSorted((one, other) => rank(items.indexOf(one)) - rank(items.indexOf(other)));
}

function rank(index: number): number {
  return Math.imul(index + 1, 0x9e3779b1) >>> 0;
}
