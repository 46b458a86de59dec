import { parse } from 'yaml';
import { sandboxConfig } from '#cli/sandbox-config.ts';
import type { Connector, ConnectorModule, Credentials } from '#connectors/connector.ts';
import { loadConnector } from '#connectors/registry.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import type { ManagedHttp } from '#http/managed-http.ts';
import type { Company } from '#sandbox/company/company.ts';
import { readCompany } from '#sandbox/company/read-company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import type { Simulator, SimulatorSurroundings } from '#sandbox/kernel/simulator.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import type { ConnectOptions, RunningOverHttp, StartOptions } from '../subject.ts';
import type { Truth } from '../truth.ts';
import { singleAttempts } from '../../support/single-attempts.ts';

/** What differs between the four simulated systems when they are started. */
export interface SimulatedSystem<Seed> {
  readonly kind: SandboxSystem;
  /** The company's part, with ids and with accounts that only this suite needs. */
  seedOf(company: Company): Seed;
  simulator(seed: Seed, surroundings: SimulatorSurroundings): Simulator;
  /** Under which the server is installed; empty at the root. */
  readonly basePath: string;
  truthOf(seed: Seed, upstream: PlainHttp): Promise<Truth> | Truth;
  /** Ada Lovelace, who is no administrator. */
  readonly other: { readonly login: string; readonly credentials: Credentials };
  readonly refused: Credentials;
  createAccount(upstream: PlainHttp, login: string): Promise<void>;
  readonly deleteAccount?: (upstream: PlainHttp, id: string) => Promise<void>;
}

/** Asks the server itself, past the connector; throws unless it answers 2xx. */
export type PlainHttp = (method: string, path: string, json?: unknown) => Promise<unknown>;

interface ConfiguredSystem {
  readonly key: string;
  readonly credentials: Credentials;
}

const ownLogin = 'rollcall';

export async function startSimulated<Seed>(
  system: SimulatedSystem<Seed>,
  { company = readCompany() }: StartOptions = {},
): Promise<RunningOverHttp> {
  const { kind } = system;
  const seed = system.seedOf(company);
  const calls = new CallLog();
  const faults = new FaultSchedule();
  const simulator = system.simulator(seed, { now: () => new Date(), random: createRandom(1) });
  const listener = await listen({ system: kind, simulator, calls, faults, port: 0 });
  const module = await loadConnector(kind, '.');
  const authorizationOf = (credentials: Credentials): string =>
    module.authorization(credentials, module.settings.parse({})) ?? '';
  const configured = createIdentity(authorizationOf(configuredCredentials(kind)), false);
  const address = listener.origin + system.basePath;
  const plain = plainHttp(address, configured.authorization);
  const opened: ManagedHttp[] = [];
  const connect = (url: string, options: ConnectOptions): Connector => {
    const { connector, http } = connectorFor(module, new URL(url), options);
    opened.push(http);
    return connector;
  };
  const truth = await system.truthOf(seed, plain);
  calls.clear();
  return {
    system: kind,
    truth,
    ownLogin,
    other: {
      login: system.other.login,
      identity: createIdentity(authorizationOf(system.other.credentials), true),
    },
    refused: createIdentity(authorizationOf(system.refused), true),
    connect: (options = {}) => connect(address, options),
    // Port 9 is "discard": nothing listens there, and nothing may without being root.
    connectToNobody: () => connect(`http://127.0.0.1:9${system.basePath}`, {}),
    call: (changes = {}) => ({
      identity: configured,
      signal: AbortSignal.timeout(15_000),
      requestId: 'contract',
      isBulk: false,
      isFresh: false,
      ...changes,
    }),
    calls: () => calls.list(),
    forgetCalls: () => calls.clear(),
    fail: (rule) => faults.add(rule),
    createAccount: (login) => system.createAccount(plain, login),
    deleteAccount: async (id) => system.deleteAccount?.(plain, id),
    stop: async () => {
      for (const http of opened) http.close();
      await listener.stop();
    },
  };
}

function connectorFor(
  module: ConnectorModule,
  url: URL,
  { settings = {}, timeoutMs = 10_000, maxBytes = 8_388_608 }: ConnectOptions,
): { readonly connector: Connector; readonly http: ManagedHttp } {
  const system = module.kind;
  const http = createHttp({ ...singleAttempts, system, url, timeoutMs, maxConcurrency: 8, maxBytes });
  const parsed = module.settings.parse(settings);
  return { connector: module.create({ system, url, settings: parsed, http, now: Date.now }), http };
}

/** As the embedded sandbox is configured. */
function configuredCredentials(kind: SandboxSystem): Credentials {
  const urls = { zephyr: '', foreman: '', squash: '', teamcity: '' };
  const { systems } = parse(sandboxConfig(urls)) as { readonly systems: readonly ConfiguredSystem[] };
  const found = systems.find((each) => each.key === kind);
  if (found === undefined) throw new Error(`The sandbox's configuration has lost ${kind}.`);
  return found.credentials;
}

function plainHttp(address: string, authorization: string): PlainHttp {
  return async (method, path, json) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}
