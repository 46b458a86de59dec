import { describe, expect, it, onTestFinished } from 'vitest';
import { holdingKinds } from '#domain/holdings.ts';
import type { Facet } from '#domain/holdings.ts';
import { isOverHttp } from '../subject.ts';
import type { HttpSubject, Subject } from '../subject.ts';
import { byIds, everyFacet, heldTexts, noFacet } from './shown.ts';
import { started } from './started.ts';

export function facets(subject: Subject): void {
  describe('facets', () => {
    const upstream = started(subject);
    const someIds = (): string[] =>
      upstream()
        .truth.accounts.slice(0, 3)
        .map(({ id }) => id);

    it('are absent where nobody asked', async () => {
      const { found } = await upstream().connect().readAccounts(upstream().call(), byIds(someIds()), noFacet);
      expect(found).toHaveLength(3);
      for (const { details, holdings } of found) {
        expect(details).toBeUndefined();
        expect(Object.values(holdings).filter((held) => held !== undefined)).toEqual([]);
      }
    });

    it.each(subject.holdings)('come alone where asked alone: %s', async (kind) => {
      const wanted = byIds(someIds());
      const { found } = await upstream()
        .connect()
        .readAccounts(upstream().call(), wanted, new Set([kind]));
      for (const { details, holdings } of found) {
        expect(details).toBeUndefined();
        expect(holdings[kind]?.ok).toBe(true);
        expect(holdingKinds.filter((other) => other !== kind && holdings[other] !== undefined)).toEqual([]);
      }
    });

    it('are absent, and no error, where the kind of server does not have them', async () => {
      const wanted = byIds(someIds());
      const { found } = await upstream()
        .connect()
        .readAccounts(upstream().call(), wanted, everyFacet(holdingKinds));
      expect(found).toHaveLength(3);
      for (const { holdings } of found) {
        const shown = holdingKinds.filter((kind) => holdings[kind] !== undefined);
        expect(shown.toSorted()).toEqual(subject.holdings.toSorted());
      }
    });

    it('tell details of this kind of system', async () => {
      const { found } = await upstream()
        .connect()
        .readAccounts(upstream().call(), byIds(someIds()), new Set(['details']));
      const kind = isOverHttp(subject) ? subject.name : 'other';
      for (const { details } of found) expect(details).toMatchObject({ ok: true, value: { kind } });
    });

    if (isOverHttp(subject)) facetsCostAndFailAlone(subject);
  });
}

function facetsCostAndFailAlone(subject: HttpSubject): void {
  const upstream = started(subject);
  const all = (): Set<Facet> => new Set(everyFacet(subject.holdings));
  const some = () => upstream().truth.accounts.slice(0, 3);
  const faults = Object.entries(subject.overHttp.facetFaults) as [
    Facet,
    HttpSubject['overHttp']['facetFaults'][Facet],
  ][];

  const countCalls = async (projection: ReadonlySet<Facet>): Promise<number> => {
    upstream().forgetCalls();
    await upstream()
      .connect()
      .readAccounts(upstream().call(), byIds(some().map(({ id }) => id)), projection);
    return upstream().calls().length;
  };

  it('cost nothing where nobody asked: fewer facets, no more calls', async () => {
    const light = await countCalls(noFacet);
    const everything = await countCalls(all());
    for (const facet of all()) {
      const alone = await countCalls(new Set([facet]));
      expect(light, facet).toBeLessThanOrEqual(alone);
      expect(alone, facet).toBeLessThanOrEqual(everything);
    }
  });

  it.each(faults)('that fail take nothing else with them: %s', async (broken, rules = []) => {
    for (const rule of rules) onTestFinished(upstream().fail(rule));
    const wanted = byIds(some().map(({ id }) => id));
    const { found, failed } = await upstream().connect().readAccounts(upstream().call(), wanted, all());
    expect(failed).toEqual([]);
    expect(found.map(({ account }) => account.nativeId).toSorted()).toEqual(wanted.ids.toSorted());
    for (const read of found) {
      const expected = upstream().truth.accounts.find(({ id }) => id === read.account.nativeId);
      const outcome = broken === 'details' ? read.details : read.holdings[broken];
      expect(outcome, broken).toMatchObject({ ok: false, error: { system: upstream().system } });
      for (const kind of subject.holdings.filter((each) => each !== broken)) {
        expect(heldTexts(read, kind), kind).toEqual({ ok: true, value: expected?.holdings[kind] });
      }
      if (broken !== 'details') expect(read.details?.ok).toBe(true);
    }
  });

  it.each(faults)('that fail are not noticed by who did not ask: %s', async (broken, rules = []) => {
    for (const rule of rules) onTestFinished(upstream().fail(rule));
    const others = new Set([...all()].filter((facet) => facet !== broken));
    const wanted = byIds(some().map(({ id }) => id));
    const { found, failed } = await upstream().connect().readAccounts(upstream().call(), wanted, others);
    expect(failed).toEqual([]);
    for (const read of found) {
      for (const kind of subject.holdings.filter((each) => each !== broken))
        expect(read.holdings[kind]?.ok).toBe(true);
    }
  });
}
