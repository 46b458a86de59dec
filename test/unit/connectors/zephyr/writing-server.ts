import { onTestFinished } from 'vitest';
import type { Call } from '#connectors/connector.ts';
import type { AccountWork, Look, Sent, Step, SystemPlan, WritingAbility } from '#connectors/writing.ts';
import { zephyrConnector } from '#connectors/zephyr/index.ts';
import { zephyrSettings } from '#connectors/zephyr/settings.ts';
import type { Account } from '#domain/account.ts';
import { createIdentity } from '#domain/identity.ts';
import type { Intent } from '#domain/intents.ts';
import { createHttp } from '#http/create-http.ts';
import type { ZephyrSeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import type { RecordedCall } from '#sandbox/kernel/call-log.ts';
import type { SandboxReply } from '#sandbox/kernel/exchange.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import type { FaultRule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createZephyrSimulator } from '#sandbox/zephyr/simulator.ts';
import type { ZephyrSwitches } from '#sandbox/zephyr/switches.ts';
import { zephyrKeys, zephyrSeed } from '../../../support/zephyr-seed.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- tests say what they expect of a body; a wrong guess fails
export type Body = any;

export interface Applied {
  readonly plan: SystemPlan;
  readonly sent: readonly Sent[];
}

export interface WritingServer {
  readonly writing: WritingAbility;
  readonly call: Call;
  plan(...work: readonly AccountWork[]): Promise<SystemPlan>;
  /** Plans and sends the steps one after the other, as the gateway does. */
  apply(...work: readonly AccountWork[]): Promise<Applied>;
  look(step: Step | undefined, accountIds?: ReadonlyMap<number, string>): Promise<Look>;
  /** Reads the server itself, past the connector; `path` below `/flex/services/rest`. */
  read(path: string, as?: string): Promise<Body>;
  /** Writes past the connector. */
  put(path: string, body: object): Promise<void>;
  /** Method and path of each write since the start. */
  writes(): readonly string[];
  bodies(): readonly Body[];
  /** Bodies as sent. */
  texts(): readonly string[];
  reads(): readonly string[];
  fail(rule: FaultRule): void;
}

export interface ServerOptions {
  readonly switches?: Partial<ZephyrSwitches>;
  readonly as?: string;
  readonly seed?: ZephyrSeed;
}

const rest = '/flex/services/rest';

export async function startWriting(options: ServerOptions = {}): Promise<WritingServer> {
  const { switches = {}, as = zephyrKeys.manager, seed = zephyrSeed } = options;
  const now = (): Date => new Date(Date.UTC(2026, 2, 1, 12));
  const simulator = createZephyrSimulator({ seed, switches, now, random: createRandom(1) });
  const calls = new CallLog();
  const faults = new FaultSchedule();
  const listener = await listen({ system: 'zephyr', simulator, calls, faults, port: 0 });
  const url = new URL(listener.origin);
  const limits = { timeoutMs: 5000, maxConcurrency: 8, maxBytes: 5_000_000 };
  const http = createHttp({ ...singleAttempts, system: 'zephyr', url, userAgent: 'rollcall', ...limits });
  onTestFinished(async () => {
    http.close();
    await listener.stop();
  });
  const settings = zephyrSettings.parse({});
  const { writing } = zephyrConnector.create({ system: 'zephyr', url, settings, http, now: Date.now });
  if (writing === undefined) throw new Error('Expected a connector that writes.');
  const call: Call = {
    identity: createIdentity(as, false),
    signal: AbortSignal.timeout(10_000),
    requestId: 'test',
    isBulk: false,
    isFresh: false,
  };
  const own = (): readonly RecordedCall[] =>
    calls.list().filter(({ headers }) => headers['user-agent'] === 'rollcall');
  const ownWrites = (): readonly RecordedCall[] => own().filter(({ method }) => method !== 'GET');
  const ask = async (method: string, path: string, authorization: string, body?: object): Promise<Body> => {
    const response = await fetch(`${listener.origin}${rest}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}.`);
    return response.json();
  };
  const plan: WritingServer['plan'] = async (...work) => writing.plan(call, work);
  return {
    writing,
    call,
    plan,
    apply: async (...work) => {
      const planned = await plan(...work);
      const accountIds = new Map<number, string>();
      const sent: Sent[] = [];
      for (const step of planned.steps) {
        const each = await step.send(call, { accountIds });
        const [place] = step.places;
        if (each.accountId !== undefined && place !== undefined)
          accountIds.set(place.account, each.accountId);
        sent.push(each);
      }
      return { plan: planned, sent };
    },
    look: async (step, accountIds = new Map()) => {
      if (step === undefined) throw new Error('Expected a step.');
      return step.look(call, { accountIds });
    },
    read: async (path, reader = zephyrKeys.manager) => ask('GET', path, reader),
    put: async (path, body) => void (await ask('PUT', path, zephyrKeys.manager, body)),
    writes: () => ownWrites().map(({ method, path }) => `${method} ${path}`),
    texts: () => ownWrites().map(({ body }) => body),
    bodies: () => ownWrites().map(({ body }) => (body === '' ? undefined : JSON.parse(body))),
    reads: () =>
      own()
        .filter(({ method }) => method === 'GET')
        .map(({ path }) => path.slice(rest.length)),
    fail: (rule) => void faults.add(rule),
  };
}

/** Requests as planned, in the form of `writes`. */
export function planned({ steps }: SystemPlan): readonly string[] {
  return steps.map(({ request }) => `${request.method} ${request.path}`);
}

/** Work on somebody of the seed, by id. */
export function on(id: number | string, ...intents: readonly Intent[]): AccountWork {
  return { account: account(id), intents };
}

export function account(id: number | string): Account {
  const login = zephyrSeed.users[Number(id) - 1]?.username ?? `user.${id}`;
  return { system: 'zephyr', nativeId: String(id), login, displayName: login, status: 'ACTIVE' };
}

export function createOf(changes: Partial<Extract<Intent, { kind: 'create' }>> = {}): Intent {
  const profile = {
    login: 'grace.hopper',
    firstName: 'Grace',
    lastName: 'Hopper',
    email: 'grace@example.test',
  };
  return { kind: 'create', profile, isActive: true, ...changes };
}

const entity = (id: number | string, name: string) => ({ nativeId: String(id), name, isWhole: true });

export const roles = {
  manager: entity(1, 'manager'),
  lead: entity(2, 'lead'),
  tester: entity(3, 'tester'),
  dashboard: entity(5, 'dashboard'),
  gate: entity(101, 'Release gate'),
  desk: entity(106, 'Administration Role '),
};
export const groups = { qa: entity(1, 'QA'), night: entity(2, 'Night shift, bench 3 (east)') };
export const projects = { alpha: entity(7, 'Alpha'), beta: entity(8, 'Beta') };

/** Changes the parsed body of an answer. */
export function editing(change: (body: Body) => Body): FaultRule['fault'] {
  return {
    kind: 'edit',
    edit: (reply: SandboxReply) => ({
      ...reply,
      body: JSON.stringify(change(JSON.parse(String(reply.body)))),
    }),
  };
}
