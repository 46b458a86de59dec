import { expect, onTestFinished } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import type { Progress, Sent, Step, SystemPlan, WritingAbility } from '#connectors/writing.ts';
import type { Account } from '#domain/account.ts';
import type { Intent } from '#domain/intents.ts';
import type { TeamCitySeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createTeamCitySimulator } from '#sandbox/teamcity/simulator.ts';
import type { TeamCitySwitches } from '#sandbox/teamcity/switches.ts';
import { aliceToken, rootToken, teamCitySeed } from '../../../support/teamcity-seed.ts';
import { callAs, connectorAt, missingAbility, testNow } from './upstream.ts';

export const root = callAs(rootToken);
export const alice = callAs(aliceToken);

export interface WritingServer {
  readonly connector: Connector;
  readonly writing: WritingAbility;
  readonly faults: FaultSchedule;
  /** Calls other than GET so far, below the context path: `PUT /app/rest/…`. */
  writes(): readonly string[];
  /** Number of calls since it was last asked. */
  callsMade(): number;
  /** Bodies of the calls other than GET. */
  bodies(): readonly string[];
  /** The JSON under `/app/rest`, by plain `fetch`; undefined for a 404. */
  read(path: string, token?: string): Promise<unknown>;
  /** Writes past the connector. */
  write(method: string, path: string, body?: unknown): Promise<void>;
  /** The plan for one account. */
  planFor(account: Account | undefined, intents: readonly Intent[], call?: Call): Promise<SystemPlan>;
}

/** A connector in front of the simulated server, and ways past it to see what it did. */
export async function startWritingServer(
  switches: Partial<TeamCitySwitches> = {},
  seed: TeamCitySeed = teamCitySeed,
): Promise<WritingServer> {
  const simulator = createTeamCitySimulator({
    seed,
    switches,
    now: () => new Date(testNow),
    random: createRandom(5),
  });
  const calls = new CallLog();
  const faults = new FaultSchedule();
  const listener = await listen({ system: 'teamcity', simulator, calls, faults, port: 0 });
  onTestFinished(async () => listener.stop());
  const connector = connectorAt(listener.origin + simulator.basePath);
  const writing = connector.writing ?? missingAbility();
  const address = `${listener.origin}${simulator.basePath}/app/rest`;
  const headers = { accept: 'application/json', 'x-test': 'past the connector' };
  const made = (): ReturnType<CallLog['list']> =>
    calls.list().filter((call) => call.headers['x-test'] === undefined);
  let seen = 0;
  return {
    connector,
    writing,
    faults,
    callsMade: () => {
      const before = seen;
      seen = made().length;
      return seen - before;
    },
    writes: () =>
      made()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path, query }) => {
          const below = path.slice(simulator.basePath.length);
          return `${method} ${below}${query === '' ? '' : `?${query}`}`;
        }),
    bodies: () =>
      made()
        .filter(({ method }) => method !== 'GET')
        .map(({ body }) => body),
    read: async (path, token = rootToken) => {
      const response = await fetch(address + path, {
        headers: { ...headers, authorization: `Bearer ${token}` },
      });
      if (response.status === 404) return undefined;
      expect(response.status).toBe(200);
      return response.json();
    },
    write: async (method, path, body) => {
      const response = await fetch(address + path, {
        method,
        headers: {
          ...headers,
          authorization: `Bearer ${rootToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(response.ok).toBe(true);
    },
    planFor: async (account, intents, call = root) =>
      writing.plan(call, [account === undefined ? { intents } : { account, intents }]),
  };
}

export const noProgress: Progress = { accountIds: new Map() };

/** What a plan says it will send. */
export function requestsOf({ steps }: SystemPlan): readonly string[] {
  return steps.map(
    ({ request: { method, path, query } }) => `${method} ${path}${query === undefined ? '' : `?${query}`}`,
  );
}

/** Sends all steps as the gateway does, and notes the accounts made on the way. */
export async function carryOut({ steps }: SystemPlan, call: Call = root): Promise<readonly Sent[]> {
  const accountIds = new Map<number, string>();
  const all: Sent[] = [];
  for (const step of steps) {
    const sent = await step.send(call, { accountIds });
    const place = step.places[0];
    if (sent.accountId !== undefined && place !== undefined) accountIds.set(place.account, sent.accountId);
    all.push(sent);
  }
  return all;
}

export function only({ steps }: SystemPlan): Step {
  expect(steps).toHaveLength(1);
  const [step] = steps;
  if (step === undefined) throw new Error('Expected a step.');
  return step;
}

/** As a list of the gateway would give it; only id and login count. */
export function accountOf(nativeId: string, login: string): Account {
  return { system: 'tc', nativeId, login, displayName: login, status: 'ACTIVE' };
}

export const aliceAccount = accountOf('7', 'alice');
export const bobAccount = accountOf('9', 'bob');

/** A role, group or project as an intent names it. */
export function mention(nativeId: string): { readonly nativeId: string; readonly isWhole: boolean } {
  return { nativeId, isWhole: false };
}
