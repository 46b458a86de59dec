import { beforeEach, describe, expect, it } from 'vitest';
import { generatePopulation } from '#sandbox/company/population.ts';
import type { HttpSubject, RunningOverHttp } from '../subject.ts';
import { started } from './started.ts';

/** Accounts come and go while a list of many pages is read; those that were there all the time must be in it once. */
export function movingRows(subject: HttpSubject): void {
  const settings = subject.overHttp.pagedSettings;
  if (settings === undefined) return;
  const population = generatePopulation(150);

  describe('a list whose rows move between pages', () => {
    const upstream = started(subject, () => ({ company: population }));
    let remaining: Set<string>;
    beforeEach(() => {
      remaining = new Set(upstream().truth.accounts.map((account) => account.id));
    });

    /** Reads the list and does something upstream after each of its first pages. */
    const idsListed = async (between: (round: number) => Promise<void>): Promise<string[]> => {
      const ids: string[] = [];
      let round = 0;
      for await (const page of upstream().connect({ settings }).listAccounts(upstream().call())) {
        ids.push(...page.map((account) => account.nativeId));
        if (round < 3) await between(round);
        round += 1;
      }
      return ids;
    };

    it('comes in several calls', async () => {
      upstream().forgetCalls();
      const ids = await idsListed(async () => undefined);
      expect(upstream().calls().length).toBeGreaterThan(4);
      expect(ids.toSorted()).toEqual([...remaining].toSorted());
    });

    it('misses nobody and repeats nobody while accounts are created', async () => {
      const ids = await idsListed((round) => upstream().createAccount(`aaa-newcomer-${round}`));
      expect(new Set(ids).size).toBe(ids.length);
      expect([...remaining].filter((id) => !ids.includes(id))).toEqual([]);
    });

    it('misses nobody who stays while accounts are deleted', async () => {
      const victims = victimsOf(upstream());
      const ids = await idsListed(async (round) => {
        const victim = victims[round] ?? '';
        await upstream().deleteAccount(victim);
        remaining.delete(victim);
      });
      expect(new Set(ids).size).toBe(ids.length);
      expect([...remaining].filter((id) => !ids.includes(id))).toEqual([]);
    });
  });
}

/** Accounts early in any order by id, so that deleting one moves the rest. */
function victimsOf({ truth, ownLogin }: RunningOverHttp): string[] {
  return truth.accounts
    .filter((account) => account.login !== ownLogin)
    .map((account) => Number(account.id))
    .toSorted((one, other) => one - other)
    .slice(0, 3)
    .map(String);
}
