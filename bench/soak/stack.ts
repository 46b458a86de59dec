import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../support/process.ts';
import type { Running } from '../support/process.ts';
import { gatewayKeys } from './callers.ts';

/** A sandbox and a gateway, each a process of its own, with keys for callers and places where they leave traces. */
export interface SoakStack {
  readonly gateway: Running;
  /** Address of the API, and of the server before it. */
  readonly url: string;
  readonly origin: string;
  /** Where the sandbox takes faults. */
  readonly control: string;
  /** Addresses of the simulated servers by their keys. */
  readonly systems: Readonly<Record<string, string>>;
  readonly dataDirectory: string;
  /** What the gateway has written to standard error. */
  log(): string;
  stop(): Promise<void>;
}

/** Short, so that many time-outs fit into a run; long enough for a machine that is busy with the load itself. */
const timeoutMs = 2000;

export async function startSoakStack(population: number | undefined): Promise<SoakStack> {
  const size = population === undefined ? [] : ['--population', String(population)];
  const sandbox = await start(['sandbox', '--port', '0', ...size], 'Stop with');
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-soak-'));
  const logFile = join(folder, 'gateway.log');
  const dataDirectory = join(folder, 'data');
  const file = join(folder, 'rollcall.yaml');
  writeFileSync(file, configuration(sandbox.printed, dataDirectory));
  const gateway = await start(['serve', '--config', file], 'Stop with', logFile);
  const url = /Rollcall is at (?<url>http:\S+)/u.exec(gateway.printed)?.groups?.['url'] ?? '';
  const urls = [...sandbox.printed.matchAll(/^ {2}- key: (?<key>\S+)[^]*?^ {4}url: (?<url>\S+)/gmu)];
  return {
    gateway,
    url,
    origin: new URL(url).origin,
    control: /GET (?<url>http:\S+)\/calls/u.exec(sandbox.printed)?.groups?.['url'] ?? '',
    systems: Object.fromEntries(urls.map(({ groups }) => [groups?.['key'] ?? '', groups?.['url'] ?? ''])),
    dataDirectory,
    log: () => readFileSync(logFile, 'utf8'),
    stop: async () => {
      if (gateway.isAlive()) await gateway.stop();
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function configuration(printed: string, dataDirectory: string): string {
  const systems = printed
    .slice(printed.indexOf('systems:'), printed.indexOf('Calls received'))
    .replaceAll(/^ {4}kind: /gmu, `    timeoutMs: ${timeoutMs}\n    signInRetryMs: 500\n    kind: `);
  const keys = gatewayKeys.map(({ name, key, scopes }) => {
    const sha256 = createHash('sha256').update(key).digest('hex');
    return `    - { name: ${name}, sha256: ${sha256}, scopes: [${scopes.join(', ')}] }`;
  });
  return [
    'server: { port: 0 }',
    'log: { level: warn }',
    `data: { dir: ${dataDirectory} }`,
    'auth:',
    '  mode: keys',
    '  keys:',
    ...keys,
    // Lists are to be read anew now and then, within a short run too.
    'snapshots: { freshSeconds: 2, maxAgeSeconds: 5, maxStaleSeconds: 60 }',
    systems,
  ].join('\n');
}
