import { describe, expect, it } from 'vitest';
import type { Connector } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Facet } from '#domain/holdings.ts';
import type { RecordedCall } from '#sandbox/kernel/call-log.ts';
import { isOverHttp } from '../subject.ts';
import type { HttpSubject, Running, Subject } from '../subject.ts';
import { byIds, collected, everyFacet, inShort } from './shown.ts';
import { started } from './started.ts';

const valuesNobodyHas = [
  '',
  ' ',
  'all',
  'current',
  'rollcall',
  '../x',
  '..',
  '.',
  '/',
  '1/roles',
  '1;2',
  '1,2',
  '1?x=1',
  '1#x',
  '1 ',
  ' 1',
  '-1',
  '-10',
  '0',
  '007',
  '+4',
  '4.0',
  '4e0',
  '0x4',
  '４',
  'id:4',
  '4)',
  '%34',
  '%2e%2e%2fx',
  '4%00',
  '4\u0000',
  '4\n',
  '"',
  "4' or '1'='1",
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '9223372036854775808',
  '9'.repeat(400),
  'x'.repeat(5000),
];
/** More than one call can ask for by id, for some. */
const shortOnes = valuesNobodyHas.filter((id) => id.length < 100);

export function hostileIds(subject: Subject): void {
  describe('hostile ids', () => {
    const upstream = started(subject);

    it.each(valuesNobodyHas.map((id) => ({ id, name: inShort(id) })))(
      'find no account: $name',
      async ({ id }) => {
        const connector = upstream().connect();
        const answer = await connector.readAccounts(
          upstream().call(),
          byIds([id]),
          everyFacet(connector.holdings),
        );
        expect(answer).toEqual({ found: [], failed: [] });
      },
    );

    it('do not keep the good id beside them from being found', async () => {
      const [good] = upstream().truth.accounts;
      const wanted = byIds([...valuesNobodyHas, good?.id ?? '']);
      const { found, failed } = await upstream().connect().readAccounts(upstream().call(), wanted, new Set());
      expect(found.map(({ account }) => account.nativeId)).toEqual([good?.id]);
      expect(failed).toEqual([]);
    });

    for (const kind of subject.catalogues) {
      it(`are no ${kind}s`, async () => {
        const catalogue = upstream().connect()[`${kind}s`];
        for (const id of shortOnes) {
          expect(await catalogue?.read(upstream().call(), [id]), JSON.stringify(id)).toEqual(new Map());
        }
        expect(await catalogue?.read(upstream().call(), shortOnes)).toEqual(new Map());
      });
    }

    for (const kind of subject.accountsOf) {
      it(`name no ${kind} that anybody could be in`, async () => {
        for (const id of shortOnes) {
          const outcome = await accountsOf(upstream().connect(), kind, upstream(), id);
          expect(outcome, JSON.stringify(id)).toMatchObject({ code: 'NOT_FOUND', system: upstream().system });
        }
      });
    }

    if (isOverHttp(subject)) reachOnlyKnownEndpoints(subject);
  });
}

function reachOnlyKnownEndpoints(subject: HttpSubject): void {
  const upstream = started(subject);

  it('reach no endpoint that good ids do not reach, and change nothing', async () => {
    const { truth, call, connect } = upstream();
    const good = truth.accounts.map((account) => account.id);
    upstream().forgetCalls();
    for (const ids of [
      good.slice(0, 1),
      good.slice(0, 2),
      good.slice(0, 9),
      good,
      ['999999'],
      ['999999', '999998'],
    ]) {
      for (const facets of [new Set<Facet>(), everyFacet(subject.holdings)]) {
        await connect().readAccounts(call(), byIds(ids), facets);
      }
    }
    const known = endpoints(upstream().calls());
    upstream().forgetCalls();
    for (const id of valuesNobodyHas) await connect().readAccounts(call(), byIds([id]), new Set());
    await connect().readAccounts(call(), byIds(valuesNobodyHas), new Set());
    expect([...endpoints(upstream().calls())].filter((endpoint) => !known.has(endpoint))).toEqual([]);
  });
}

/** Method and path of each call, numbers made alike, for below zero are the ids of special accounts. */
function endpoints(calls: readonly RecordedCall[]): Set<string> {
  return new Set(calls.map(({ method, path }) => `${method} ${path.replaceAll(/-?\d+/gu, '0')}`));
}

/** Accounts by id, or the error. */
async function accountsOf(
  connector: Connector,
  kind: Subject['accountsOf'][number],
  { call }: Running,
  id: string,
): Promise<unknown> {
  const ways = {
    role: connector.roles?.holders,
    group: connector.groups?.members,
    team: connector.teams?.members,
  };
  const accountsIn = ways[kind];
  if (accountsIn === undefined) return `no way from a ${kind} to accounts`;
  try {
    return (await collected(accountsIn(call(), id))).map((account) => account.nativeId);
  } catch (error) {
    if (error instanceof RollcallError) return error;
    throw error;
  }
}
