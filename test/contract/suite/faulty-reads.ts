import { expect } from 'vitest';
import type { AccountRead, Connector } from '#connectors/connector.ts';
import type { EntityKind } from '#domain/entities.ts';
import type { HttpSubject, RunningOverHttp } from '../subject.ts';
import { holdersOf } from '../truth.ts';
import type { AccountTruth } from '../truth.ts';
import {
  accountNamed,
  byIds,
  byLogins,
  collected,
  errorsIn,
  errorsInRead,
  everyFacet,
  heldTexts,
} from './shown.ts';

/**
 * Ways to read through a faulty connection. Each gives the errors met, thrown or told, and fails the test where
 * something is said that is not so: a list that ends early, an account left out, a holding too few.
 */
export interface FaultyRead {
  readonly name: string;
  readonly run: (upstream: RunningOverHttp, connector: Connector) => Promise<readonly unknown[]>;
}

export function faultyReads({ catalogues: kinds, overHttp }: HttpSubject): readonly FaultyRead[] {
  return [
    { name: 'listing accounts', run: listAccounts },
    { name: 'reading one account', run: async (upstream, connector) => readById(upstream, connector, 1) },
    { name: 'reading three accounts', run: async (upstream, connector) => readById(upstream, connector, 3) },
    { name: 'reading accounts by login', run: readByLogin },
    { name: 'reading the current account', run: readCurrent },
    ...kinds.map((kind) => ({
      name: `listing ${kind}s`,
      run: listEntities(kind, overHttp.heldOnlyWhereRefused?.includes(kind) === true),
    })),
    ...kinds.map((kind) => ({ name: `reading a ${kind}`, run: readEntity(kind) })),
  ];
}

const holdingOf = { role: 'roles', group: 'groups', team: 'teams', project: 'projectPermissions' } as const;

type Attempt<T> =
  { readonly value: T; readonly error?: never } | { readonly value?: never; readonly error: unknown };

async function attempt<T>(work: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work };
  } catch (error) {
    return { error };
  }
}

async function listAccounts(upstream: RunningOverHttp, connector: Connector): Promise<readonly unknown[]> {
  const outcome = await attempt(collected(connector.listAccounts(upstream.call())));
  if (outcome.value === undefined) return [outcome.error];
  const shown = outcome.value.map(({ nativeId, login }) => `${nativeId} ${login}`);
  expect(shown.toSorted()).toEqual(
    upstream.truth.accounts.map(({ id, login }) => `${id} ${login}`).toSorted(),
  );
  return [];
}

async function readById(
  upstream: RunningOverHttp,
  connector: Connector,
  count: number,
): Promise<readonly unknown[]> {
  const wanted = [accountNamed(upstream.truth, upstream.other.login), ...upstream.truth.accounts].slice(
    0,
    count,
  );
  const ids = wanted.map(({ id }) => id);
  const work = connector.readAccounts(upstream.call(), byIds(ids), everyFacet(connector.holdings));
  const outcome = await attempt(work);
  if (outcome.value === undefined) return [outcome.error];
  const { found, failed } = outcome.value;
  const accountedFor = [
    ...found.map(({ account }) => account.nativeId),
    ...failed.map((each) => ('id' in each.wanted ? each.wanted.id : each.wanted.login)),
  ];
  expect(accountedFor.toSorted()).toEqual(ids.toSorted());
  for (const read of found) expectTrue(read, wanted, connector);
  return errorsIn(outcome.value);
}

async function readByLogin(upstream: RunningOverHttp, connector: Connector): Promise<readonly unknown[]> {
  const logins = upstream.truth.accounts.slice(0, 2).map(({ login }) => login);
  const outcome = await attempt(connector.readAccounts(upstream.call(), byLogins(logins), new Set()));
  if (outcome.value === undefined) return [outcome.error];
  const { found, failed } = outcome.value;
  const accountedFor = [
    ...found.map(({ account }) => account.login),
    ...failed.map((each) => ('login' in each.wanted ? each.wanted.login : each.wanted.id)),
  ];
  expect(accountedFor.toSorted()).toEqual(logins.toSorted());
  return errorsIn(outcome.value);
}

async function readCurrent(upstream: RunningOverHttp, connector: Connector): Promise<readonly unknown[]> {
  const work = connector.readCurrentAccount(upstream.call(), everyFacet(connector.holdings));
  const outcome = await attempt(work);
  if (outcome.value === undefined) return [outcome.error];
  expectTrue(outcome.value, [accountNamed(upstream.truth, upstream.ownLogin)], connector);
  return errorsInRead(outcome.value);
}

/** Whatever is shown in spite of the fault is as the seed says. */
function expectTrue(read: AccountRead, wanted: readonly AccountTruth[], connector: Connector): void {
  const expected = wanted.find(({ id }) => id === read.account.nativeId);
  expect(read.account.login).toBe(expected?.login);
  for (const kind of connector.holdings) {
    const held = heldTexts(read, kind);
    expect(held, kind).toBeDefined();
    if (held?.ok === true) expect(held.value, kind).toEqual(expected?.holdings[kind]);
  }
}

function listEntities(kind: EntityKind, mayBeHeldOnly: boolean): FaultyRead['run'] {
  return async (upstream, connector) => {
    const list = connector[`${kind}s`]?.list(upstream.call()) ?? noPages();
    const outcome = await attempt(collected<{ readonly nativeId: string }>(list));
    if (outcome.value === undefined) return [outcome.error];
    const shown = outcome.value.map(({ nativeId }) => nativeId).toSorted();
    const all = (upstream.truth.entities[kind] ?? []).map(({ id }) => id).toSorted();
    const held = all.filter((id) => holdersOf(upstream.truth, holdingOf[kind], id).length > 0);
    expect(mayBeHeldOnly ? [all, held] : [all]).toContainEqual(shown);
    return [];
  };
}

async function* noPages(): AsyncGenerator<readonly { readonly nativeId: string }[]> {
  // Nothing: the kind of thing is not there.
}

function readEntity(kind: EntityKind): FaultyRead['run'] {
  return async (upstream, connector) => {
    const wanted = upstream.truth.entities[kind]?.at(-1);
    const read = connector[`${kind}s`]?.read(upstream.call(), [wanted?.id ?? '']);
    if (read === undefined) return [];
    const outcome = await attempt<ReadonlyMap<string, { readonly name?: string | undefined }>>(read);
    if (outcome.value === undefined) return [outcome.error];
    expect([...outcome.value].map(([id, { name }]) => [id, name])).toEqual([[wanted?.id, wanted?.name]]);
    return [];
  };
}
