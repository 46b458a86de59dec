import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { sandboxConfig } from '#cli/sandbox-config.ts';
import { parseConfig } from '#config/read-config.ts';
import { startGateway } from '#gateway.ts';
import { readCompany } from '#sandbox/company/read-company.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions, SandboxSystem } from '#sandbox/sandbox.ts';

export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Tests say what they expect of the data; a wrong guess fails the test.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: {
    readonly cost: { readonly upstreamCalls: number; readonly maxUpstreamCalls: number };
  };
}
export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly system?: string } & Readonly<
    Record<string, unknown>
  >;
}

export interface Stack {
  readonly sandbox: Sandbox;
  /** Address of the API. */
  readonly url: string;
  /** Everything the gateway logged, a line each. */
  readonly logged: readonly string[];
  /** Where its audit log and idempotency records are. */
  readonly dataDirectory: string;
  query(document: string, variables?: object, headers?: Record<string, string>): Promise<GraphqlAnswer>;
  /** Calls that one system got while `work` ran, as `GET /path?query`. */
  callsDuring(system: SandboxSystem | undefined, work: () => Promise<unknown>): Promise<string[]>;
  /** Ends the gateway alone; its records stay until `stop`. */
  stopGateway(): Promise<void>;
  /** Puts a changed configuration to use; returns the settings that take a restart. */
  reload(configure: (yaml: string) => string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface StackOptions extends Partial<SandboxOptions> {
  /** Changes the configuration as text before it is read. */
  readonly configure?: (yaml: string, urls: Sandbox['urls']) => string;
}

/** Joins whatever the gateway asks at its start, and so ends when that has: no call of it is counted later. */
export async function untilNamesAreKnown(
  stack: Pick<Stack, 'query'>,
  headers?: Record<string, string>,
): Promise<void> {
  await stack.query('{ systems { health { status } } }', {}, headers);
  await stack.query('{ roles(first: 1) { totalCount } projects(first: 1) { totalCount } }', {}, headers);
}

/** The four simulated servers and a gateway before them, in this process, over real HTTP on loopback. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const sandbox = await startSandbox({ company: readCompany(), ...options });
  const stack = await startGatewayBefore(sandbox, options.configure);
  return {
    ...stack,
    stop: async () => {
      await stack.stop();
      await sandbox.stop();
    },
  };
}

/** A gateway before servers that run already, and that several may share; stopping it leaves them running. */
export async function startGatewayBefore(
  sandbox: Sandbox,
  configure?: StackOptions['configure'],
): Promise<Stack> {
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => logged.push(line) });
  const yaml = `server: { port: 0 }\n${sandboxConfig(sandbox.urls)}`;
  const text = configure?.(yaml, sandbox.urls) ?? yaml;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
  const read = async (yaml: string) => ({
    ...(await parseConfig(yaml, 'test.yaml', { environment: {} })),
    dataDirectory,
  });
  const config = await read(text);
  const gateway = await startGateway(config, log);
  await untilWarm(sandbox);
  return {
    sandbox,
    url: gateway.url,
    logged,
    dataDirectory,
    stopGateway: () => gateway.stop(),
    reload: async (change) => gateway.reload(await read(change(text))),
    query: (document, variables, headers) => query(gateway.url, document, variables, headers),
    callsDuring: async (system, work) => {
      const before = sandbox.calls(system).length;
      await work();
      return sandbox
        .calls(system)
        .slice(before)
        .map((call) => `${call.method} ${call.path}${call.query === '' ? '' : `?${call.query}`}`);
    },
    stop: async () => {
      await gateway.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The gateway probes and loads names once at its start; counting begins when no call has come for a moment. */
async function untilWarm(sandbox: Sandbox): Promise<void> {
  let seen = -1;
  while (seen !== sandbox.calls().length) {
    seen = sandbox.calls().length;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

export async function query(
  url: string,
  document: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: document, variables }),
  });
  const body = (await response.json()) as Pick<GraphqlAnswer, 'data' | 'errors' | 'extensions'>;
  return { status: response.status, headers: response.headers, ...body };
}
