import { describe, expect, it, onTestFinished } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import type { HttpSubject, RunningOverHttp } from '../subject.ts';
import { byIds, collected, everyFacet } from './shown.ts';
import { started } from './started.ts';

/** Nothing read with one identity's credentials is ever shown to another, however closely their calls meet. */
export function identities(subject: HttpSubject): void {
  describe('two identities at once', () => {
    const upstream = started(subject);

    const everything = async (connector: Connector, call: () => Call): Promise<unknown[]> => {
      const ids = upstream()
        .truth.accounts.slice(0, 6)
        .map(({ id }) => id);
      const facets = everyFacet(connector.holdings);
      const works = [
        () => connector.readCurrentAccount(call(), facets),
        () => collected(connector.listAccounts(call())),
        () => connector.readAccounts(call(), byIds(ids), facets),
        ...subject.catalogues.map((kind) => async () => {
          const list = connector[`${kind}s`]?.list(call());
          return list === undefined ? [] : collected<unknown>(list);
        }),
      ];
      return Promise.all(works.map(async (work) => outcomeOf(work())));
    };

    it('each get the answers they would get alone, and calls carry their credentials and no cookies', async () => {
      const { call, other, fail, connect } = upstream();
      const alone = {
        own: await everything(connect(), () => call()),
        other: await everything(connect(), () => call({ identity: other.identity })),
      };
      expect(alone.own).not.toEqual(alone.other);
      onTestFinished(fail({ fault: { kind: 'latency', ms: 10 } }));
      upstream().forgetCalls();
      const connector = connect();
      const both = await Promise.all(
        Array.from({ length: 6 }, async (_, index) =>
          everything(connector, () => (index % 2 === 0 ? call() : call({ identity: other.identity }))),
        ),
      );
      for (const [index, answers] of both.entries()) {
        expect(answers).toEqual(index % 2 === 0 ? alone.own : alone.other);
      }
      expectOnlyTheirCredentials(upstream());
    });

    it('share equal reads in flight with themselves only', async () => {
      const { call, fail, connect } = upstream();
      onTestFinished(fail({ fault: { kind: 'latency', ms: 10 } }));
      const connector = connect();
      await collected(connector.listAccounts(call()));
      const one = await countCalls(upstream(), () => collected(connector.listAccounts(call())));
      const five = await countCalls(upstream(), async () =>
        Promise.all(Array.from({ length: 5 }, async () => collected(connector.listAccounts(call())))),
      );
      const fresh = await countCalls(upstream(), async () =>
        Promise.all(
          Array.from({ length: 5 }, async () => collected(connector.listAccounts(call({ isFresh: true })))),
        ),
      );
      expect(five).toBe(one);
      expect(fresh).toBe(5 * one);
    });
  });
}

function expectOnlyTheirCredentials({ calls, call, other }: RunningOverHttp): void {
  const theirs = [call().identity.authorization, other.identity.authorization];
  expect(new Set(calls().map(({ headers }) => headers['authorization']))).toEqual(new Set(theirs));
  expect(calls().filter(({ headers }) => headers['cookie'] !== undefined)).toEqual([]);
}

async function countCalls(
  { calls, forgetCalls }: RunningOverHttp,
  work: () => Promise<unknown>,
): Promise<number> {
  forgetCalls();
  await work();
  return calls().length;
}

/** The value, or code and message of the error, in a form that can be compared. */
async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return comparable(await work);
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`;
  }
}

/** Nobody promises an order of holdings, and calls themselves change the moment of the last login. */
function comparable(value: unknown): unknown {
  if (value instanceof Error) return value.message;
  if (Array.isArray(value)) {
    return value
      .map(comparable)
      .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([key]) => key !== 'lastLoginAt' && key !== 'hasLoggedIn');
  return Object.fromEntries(members.map(([key, member]) => [key, comparable(member)]));
}
