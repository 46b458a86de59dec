import { describe, expect, it } from 'vitest';
import { generatePopulation } from '#sandbox/company/population.ts';
import type { HttpSubject } from '../subject.ts';
import { byIds, collected, errorsIn, everyFacet, heldTexts } from './shown.ts';
import { started } from './started.ts';

/** What the connectors' READMEs say reads cost, against a server of 150 accounts. */
export function callCounts(subject: HttpSubject): void {
  const { mostCalls } = subject.overHttp;
  const population = generatePopulation(150);

  describe('upstream calls', () => {
    const upstream = started(subject, () => ({ company: population }));
    const count = async (work: () => Promise<unknown>): Promise<number> => {
      upstream().forgetCalls();
      await work();
      return upstream().calls().length;
    };

    it(`for a probe are at most ${mostCalls.probe}`, async () => {
      const connector = upstream().connect();
      expect(await count(() => connector.probe(upstream().call()))).toBeLessThanOrEqual(mostCalls.probe);
    });

    it(`for a list of all accounts are at most ${mostCalls.listAccounts}`, async () => {
      const connector = upstream().connect();
      expect(await count(() => collected(connector.listAccounts(upstream().call())))).toBeLessThanOrEqual(
        mostCalls.listAccounts,
      );
    });

    it(`for one account by id, light, are at most ${mostCalls.readOne}`, async () => {
      const connector = upstream().connect();
      const id = upstream().truth.accounts[70]?.id ?? '';
      const calls = await count(() => connector.readAccounts(upstream().call(), byIds([id]), new Set()));
      expect(calls).toBeLessThanOrEqual(mostCalls.readOne);
    });

    it(`for a hundred accounts by id with everything they hold are at most ${mostCalls.readHundred}`, async () => {
      const connector = upstream().connect();
      const wanted = upstream().truth.accounts.slice(20, 120);
      const ids = byIds(wanted.map(({ id }) => id));
      upstream().forgetCalls();
      const answer = await connector.readAccounts(upstream().call(), ids, everyFacet(connector.holdings));
      expect(upstream().calls().length).toBeLessThanOrEqual(mostCalls.readHundred);
      expect(errorsIn(answer)).toEqual([]);
      // Few calls must not be bought with wrong answers.
      for (const kind of subject.holdings) {
        const shown = Object.fromEntries(
          answer.found.map((read) => [read.account.nativeId, heldTexts(read, kind)]),
        );
        const expected = wanted.map(({ id, holdings }) => [id, { ok: true, value: holdings[kind] }] as const);
        expect(shown).toEqual(Object.fromEntries(expected));
      }
    });

    it('do not grow with the number of accounts wanted, once they are many', async () => {
      const ids = upstream().truth.accounts.map(({ id }) => id);
      const facets = everyFacet(upstream().connect().holdings);
      const hundred = await count(() =>
        upstream()
          .connect()
          .readAccounts(upstream().call(), byIds(ids.slice(0, 100)), facets),
      );
      const more = await count(() =>
        upstream().connect().readAccounts(upstream().call(), byIds(ids), facets),
      );
      expect(more).toBeLessThanOrEqual(hundred + 2);
    });
  });
}
