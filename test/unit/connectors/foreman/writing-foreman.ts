import { expect, onTestFinished } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import { foremanConnector } from '#connectors/foreman/index.ts';
import type { AccountWork, Sent, Step, SystemPlan, WritingAbility } from '#connectors/writing.ts';
import type { Account } from '#domain/account.ts';
import { createIdentity } from '#domain/identity.ts';
import type { Intent } from '#domain/intents.ts';
import { createHttp } from '#http/create-http.ts';
import type { ForemanPopulation } from '#sandbox/foreman/population.ts';
import { createForemanSimulator } from '#sandbox/foreman/simulator.ts';
import type { ForemanSwitches } from '#sandbox/foreman/switches.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import type { RecordedCall } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import type { FaultRule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { readPopulation } from '../../../support/foreman-recordings.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';

/** The clock of the server and of the connector. */
const now = Date.parse('2026-11-21T20:00:00Z');

export interface WritableForeman {
  readonly connector: Connector;
  readonly writing: WritingAbility;
  /** Everything the connector asked; what `ask` does is left out. */
  readonly calls: () => readonly RecordedCall[];
  /** The writes among them, as `METHOD path?query`. */
  readonly writes: () => readonly string[];
  /** Body of the last write. */
  readonly lastBody: () => unknown;
  readonly forget: () => void;
  readonly fail: (rule: FaultRule) => void;
  /** Asks the server past the connector, as an administrator. */
  readonly ask: (
    path: string,
    request?: { readonly method?: string; readonly json?: unknown },
  ) => Promise<unknown>;
  readonly statusAs: (login: string, password: string) => Promise<number>;
  readonly call: (login?: string) => Call;
  readonly account: (login: string) => Promise<Account>;
}

interface Options {
  readonly switches?: Partial<ForemanSwitches>;
  readonly settings?: Record<string, unknown>;
  readonly change?: (population: ForemanPopulation) => ForemanPopulation;
}

/** The recorded population on a free port, with a connector to it. */
export async function startWritable(options: Options = {}): Promise<WritableForeman> {
  const { switches = {}, settings = {}, change = (same) => same } = options;
  const population = change(readPopulation());
  const calls = new CallLog();
  const faults = new FaultSchedule();
  const simulator = createForemanSimulator({
    population,
    now: () => new Date(now),
    random: createRandom(7),
    switches,
  });
  const listener = await listen({ system: 'foreman', simulator, calls, faults, port: 0 });
  const url = new URL(listener.origin);
  const http = createHttp({
    ...singleAttempts,
    system: 'foreman',
    url,
    timeoutMs: 5000,
    maxConcurrency: 8,
    maxBytes: 1024 * 1024,
  });
  onTestFinished(async () => {
    http.close();
    await listener.stop();
  });
  const connector = foremanConnector.create({
    system: 'foreman',
    url,
    settings: foremanConnector.settings.parse(settings),
    http,
    now: () => now,
  });
  const { writing } = connector;
  if (writing === undefined) throw new Error('the connector cannot write');

  const own = (): readonly RecordedCall[] =>
    calls.list().filter((each) => each.headers['x-past-the-connector'] === undefined);
  const writes = (): readonly RecordedCall[] => own().filter((each) => each.method !== 'GET');
  const passwordOf = (login: string): string =>
    population.users.find((user) => user.login === login)?.password ?? '';
  const call = (login = 'admin'): Call => ({
    identity: createIdentity(basic(login, passwordOf(login)), false),
    signal: AbortSignal.timeout(20_000),
    requestId: 'test',
    isBulk: false,
    isFresh: false,
  });
  const fetchAs = async (authorization: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, listener.origin), {
      ...init,
      headers: { authorization, 'content-type': 'application/json', 'x-past-the-connector': 'yes' },
    });
  return {
    connector,
    writing,
    calls: own,
    writes: () => writes().map(({ method, path, query }) => `${method} ${path}${query && `?${query}`}`),
    lastBody: () => JSON.parse(writes().at(-1)?.body ?? '') as unknown,
    forget: () => calls.clear(),
    fail: (rule) => void faults.add(rule),
    ask: async (path, { method = 'GET', json } = {}) => {
      const init = { method, ...(json === undefined ? {} : { body: JSON.stringify(json) }) };
      return (await fetchAs(basic('admin', 'changeme'), path, init)).json();
    },
    statusAs: async (login, password) => (await fetchAs(basic(login, password), '/api/status')).status,
    call,
    account: async (login) => {
      const read = await connector.readAccounts(call(), { ids: [], logins: [login] }, new Set());
      const account = read.found[0]?.account;
      if (account === undefined) throw new Error(`there is no ${login}`);
      return account;
    },
  };
}

export function basic(login: string, secret: string): string {
  return `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`;
}

export interface Applied {
  readonly plan: SystemPlan;
  readonly sent: readonly Sent[];
  readonly accountIds: ReadonlyMap<number, string>;
}

/**
 * Plans and sends. Holds the connector to its word on the way: planning writes nothing, sending writes exactly what
 * was planned, in that order.
 */
export async function apply(
  foreman: WritableForeman,
  work: readonly AccountWork[],
  call = foreman.call(),
): Promise<Applied> {
  foreman.forget();
  const plan = await foreman.writing.plan(call, work);
  expect(foreman.writes()).toEqual([]);
  const accountIds = new Map<number, string>();
  const sent: Sent[] = [];
  for (const step of plan.steps) {
    const outcome = await step.send(call, { accountIds });
    if (outcome.accountId !== undefined) accountIds.set(step.places[0]?.account ?? -1, outcome.accountId);
    sent.push(outcome);
  }
  expect(foreman.writes()).toEqual(plan.steps.map((step) => requestOf(step, accountIds)));
  return { plan, sent, accountIds };
}

function requestOf(step: Step, accountIds: ReadonlyMap<number, string> = new Map()): string {
  const { method, path, query } = step.request;
  const id = accountIds.get(step.places[0]?.account ?? -1) ?? '{id}';
  return `${method} ${path.replace('{id}', id)}${query === undefined ? '' : `?${query}`}`;
}

/** Plans again and expects that nothing is left to do. */
export async function expectUnchanged(
  foreman: WritableForeman,
  work: readonly AccountWork[],
  call = foreman.call(),
): Promise<void> {
  const plan = await foreman.writing.plan(call, work);
  expect(plan.steps.map((step) => step.summary)).toEqual([]);
  expect(plan.settled.map((each) => each.outcome)).toEqual(
    work.flatMap((each) => each.intents.map(() => 'UNCHANGED')),
  );
}

export function role(nativeId: number, name?: string): Extract<Intent, { kind: 'addRole' }>['role'] {
  return { nativeId: String(nativeId), name, isWhole: false };
}

export function group(nativeId: number, name?: string): Extract<Intent, { kind: 'addGroup' }>['group'] {
  return { nativeId: String(nativeId), name, isWhole: false };
}
