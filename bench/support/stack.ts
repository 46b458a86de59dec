import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from './process.ts';
import type { Running } from './process.ts';

/** Benchmarks look at what they asked for and fail loudly where they guessed wrong. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Data = Record<string, any>;

/** A sandbox and a gateway, each a process of its own, so that figures of one do not hold the other. */
export interface BenchStack {
  readonly gateway: Running;
  readonly url: string;
  query(document: string, variables?: object, headers?: Record<string, string>): Promise<Data>;
  /** Upstream calls by system since the last `forgetCalls`. */
  calls(): Promise<Readonly<Record<string, number>>>;
  forgetCalls(): Promise<void>;
  stop(): Promise<void>;
}

/** @param extra Lines added to the gateway's configuration. */
export async function startStack(population: number, extra = ''): Promise<BenchStack> {
  const sandbox = await start(['sandbox', '--port', '0', '--population', String(population)], 'Stop with');
  const control = /GET (?<url>http:\S+)\/calls/u.exec(sandbox.printed)?.groups?.['url'] ?? '';
  const systems = sandbox.printed.slice(
    sandbox.printed.indexOf('systems:'),
    sandbox.printed.indexOf('Calls received'),
  );
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const file = join(folder, 'rollcall.yaml');
  writeFileSync(file, `server: { port: 0 }\nlog: { level: silent }\n${extra}${systems}`);
  const gateway = await start(['serve', '--config', file], 'Stop with');
  const url = /Rollcall is at (?<url>http:\S+)/u.exec(gateway.printed)?.groups?.['url'] ?? '';
  await untilQuiet(control);
  return {
    gateway,
    url,
    query: (document, variables, headers) => query(url, document, variables, headers),
    calls: async () => (await callsOf(control)).bySystem,
    forgetCalls: async () => {
      await fetch(`${control}/calls`, { method: 'DELETE' });
    },
    stop: async () => {
      await gateway.stop();
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function query(
  url: string,
  document: string,
  variables: object = {},
  headers: Record<string, string> = {},
) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: document, variables }),
  });
  const answer = (await response.json()) as {
    readonly data?: Data;
    readonly errors?: readonly { readonly message: string }[];
  };
  if (answer.errors !== undefined || answer.data === undefined)
    throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

async function callsOf(control: string) {
  const response = await fetch(`${control}/calls`);
  return (await response.json()) as { readonly total: number; readonly bySystem: Record<string, number> };
}

/** The gateway probes and loads names at its start; figures begin after that. */
async function untilQuiet(control: string): Promise<void> {
  let seen = -1;
  for (;;) {
    const { total } = await callsOf(control);
    if (total === seen) return;
    seen = total;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
