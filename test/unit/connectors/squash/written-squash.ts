import { expect, onTestFinished } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import type {
  AccountWork,
  Look,
  Progress,
  Sent,
  Step,
  SystemPlan,
  WritingAbility,
} from '#connectors/writing.ts';
import { squashConnector } from '#connectors/squash/index.ts';
import type { Account } from '#domain/account.ts';
import { createIdentity } from '#domain/identity.ts';
import type { Intent } from '#domain/intents.ts';
import { createHttp } from '#http/create-http.ts';
import type { SquashSeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createSquashSimulator } from '#sandbox/squash/simulator.ts';
import type { SquashSwitches } from '#sandbox/squash/switches.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';

const seed: SquashSeed = {
  teams: [
    { id: 40, name: 'QA' },
    { id: 41, name: 'Payments & Co' },
    { id: 42, name: 'Rails, night' },
    { id: 43, name: 'Ops' },
    { id: 44, name: 'OPS' },
  ],
  projects: [
    { id: 60, name: 'Alpha' },
    { id: 61, name: 'Beta' },
    { id: 62, name: 'Template', isTemplate: true },
  ],
  profiles: ['Night Shift'],
  users: [
    {
      id: 1,
      login: 'admin',
      lastName: 'Admin',
      group: 'Admin',
      password: 'sesame',
      tokens: [{ name: 'gateway', value: 'head.gateway.sign' }],
    },
    {
      id: 2,
      login: 'ada.lovelace',
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@example.org',
      teams: ['QA'],
      projects: { Alpha: 'test_runner' },
    },
    { id: 3, login: 'with/slash', lastName: 'Slash' },
    { id: 4, login: 'Élodie', lastName: 'Petit' },
    { id: 5, login: 'robot', lastName: 'Robot', group: 'TestAutomationServer' },
    { id: 6, login: 'grace', lastName: 'Hopper' },
  ],
};

export interface WrittenSquash {
  readonly connector: Connector;
  readonly writing: WritingAbility;
  readonly call: Call;
  readonly calls: CallLog;
  readonly faults: FaultSchedule;
  /** Plans; proves that nothing was written by it. */
  readonly plan: (work: readonly AccountWork[]) => Promise<SystemPlan>;
  /** Sends all steps in order; proves that what was written is what was planned and nothing else. */
  readonly apply: (plan: SystemPlan) => Promise<Applied>;
  /** Asks the server itself, past the connector, as its administrator. */
  readonly ask: (path: string) => Promise<{ readonly status: number; readonly body: unknown }>;
  /** Whether the server takes this login and password. */
  readonly signsIn: (login: string, password: string) => Promise<boolean>;
  /** Whether the server takes this token. */
  readonly tokenReads: (token: string) => Promise<boolean>;
}

export interface Applied {
  readonly sent: readonly Sent[];
  readonly progress: Progress;
}

const basicOf = (login: string, password: string) =>
  `Basic ${Buffer.from(`${login}:${password}`, 'latin1').toString('base64')}`;
const basic = basicOf('admin', 'sesame');

/** A simulated Squash TM with a handful of accounts and a connector that writes to it; both end with the test. */
export async function startWritten(
  switches: Partial<SquashSwitches> = {},
  running: {
    readonly settings?: object;
    readonly authorization?: string;
    readonly users?: SquashSeed['users'];
  } = {},
): Promise<WrittenSquash> {
  const simulator = createSquashSimulator({
    seed: { ...seed, users: [...seed.users, ...(running.users ?? [])] },
    switches,
    now: () => new Date('2026-05-02T09:12:00.000Z'),
    random: createRandom(7),
  });
  const calls = new CallLog();
  const faults = new FaultSchedule();
  const listener = await listen({ system: 'squash', simulator, calls, faults, port: 0 });
  const url = new URL(`${listener.origin}${simulator.basePath}`);
  const http = createHttp({
    ...singleAttempts,
    system: 'squash',
    url,
    timeoutMs: 2000,
    maxConcurrency: 8,
    maxBytes: 1_000_000,
  });
  onTestFinished(async () => {
    http.close();
    await listener.stop();
  });
  const connector = squashConnector.create({
    system: 'squash',
    url,
    settings: squashConnector.settings.parse(running.settings ?? {}),
    http,
    now: () => Date.parse('2026-05-02T09:12:00.000Z'),
  });
  const call: Call = {
    identity: createIdentity(running.authorization ?? basic, false),
    signal: AbortSignal.timeout(15_000),
    requestId: 'test',
    isBulk: false,
    isFresh: false,
  };
  const { writing } = connector;
  if (writing === undefined) throw new Error('the connector does not write');
  const written = () =>
    calls
      .list()
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path, query }) => ({ method, path, query }));

  const isTaken = async (authorization: string): Promise<boolean> => {
    const { status } = await fetch(`${url.href}/api/rest/latest/projects`, {
      headers: { authorization, accept: 'application/json' },
    });
    return status === 200;
  };

  return {
    connector,
    writing,
    call,
    calls,
    faults,
    plan: async (work) => {
      calls.clear();
      const plan = await writing.plan(call, work);
      expect(written()).toEqual([]);
      return plan;
    },
    apply: async (plan) => {
      calls.clear();
      const accountIds = new Map<number, string>();
      const sent: Sent[] = [];
      for (const step of plan.steps) {
        const result = await step.send(call, { accountIds });
        const account = step.places[0]?.account;
        if (result.accountId !== undefined && account !== undefined)
          accountIds.set(account, result.accountId);
        sent.push(result);
      }
      const made = accountIds.values().next().value ?? '{id}';
      expect(written()).toEqual(
        plan.steps.map(({ request: { method, path, query = '' } }) => ({
          method,
          path: simulator.basePath + path.replaceAll('{id}', made),
          query: query.replaceAll('{id}', made),
        })),
      );
      return { sent, progress: { accountIds } };
    },
    ask: async (path) => {
      const response = await fetch(`${url.href}/api/rest/latest${path}`, {
        headers: {
          authorization: switches.version === '15' ? 'Bearer head.gateway.sign' : basic,
          accept: 'application/json',
        },
      });
      const body: unknown = await response.json().catch(() => undefined);
      return { status: response.status, body };
    },
    signsIn: async (login, password) => isTaken(basicOf(login, password)),
    tokenReads: async (token) => isTaken(`Bearer ${token}`),
  };
}

/** Work on an account of the seed. */
export function workOn(nativeId: string, ...intents: readonly Intent[]): AccountWork {
  return { account: account(nativeId), intents };
}

export function account(nativeId: string): Account {
  return { system: 'squash', nativeId, login: `login ${nativeId}`, displayName: '', status: 'ACTIVE' };
}

export function creation(login: string, more: Partial<Extract<Intent, { kind: 'create' }>> = {}): Intent {
  return { kind: 'create', profile: { login }, password: 'hunter22', isActive: true, ...more };
}

export const team = (nativeId: string) => ({ nativeId, isWhole: false }) as const;
export const project = (nativeId: string, name = `P${nativeId}`) =>
  ({ nativeId, name, isWhole: false }) as const;
export const group = (nativeId: string) => ({ nativeId, name: nativeId, isWhole: true }) as const;

/** Method, path below the API and query of each step. */
export function requests(plan: SystemPlan): readonly string[] {
  return plan.steps.map(
    ({ request: { method, path, query } }) =>
      `${method} ${path.replace('/api/rest/latest', '')}${query === undefined ? '' : `?${query}`}`,
  );
}

export function summaries(plan: SystemPlan): readonly string[] {
  return plan.steps.map(({ summary }) => summary);
}

export function onlyStep(plan: SystemPlan): Step {
  expect(plan.steps).toHaveLength(1);
  const [step] = plan.steps;
  if (step === undefined || plan.steps.length > 1)
    throw new Error(`expected one step, got ${plan.steps.length}`);
  return step;
}

export async function verdict(
  step: Step,
  call: Call,
  progress: Progress = { accountIds: new Map() },
): Promise<Look['verdict']> {
  return (await step.look(call, progress)).verdict;
}

export async function failure(
  work: Promise<unknown>,
): Promise<{ readonly code: unknown; readonly field: unknown; readonly message: string }> {
  try {
    await work;
  } catch (error) {
    const { code, field, message } = error as { code: unknown; field: unknown; message: string };
    return { code, field, message };
  }
  throw new Error('expected a failure, but it went well');
}
