import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { SquashSeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createSquashSimulator } from '#sandbox/squash/simulator.ts';
import type { SquashSwitches } from '#sandbox/squash/switches.ts';
import type { JsonValue } from './squash-json.ts';
import { squashSeed } from './squash-seed.ts';

interface SquashAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body parsed; undefined where it is not JSON. Tests look into it freely. */
  readonly json: JsonValue;
}

interface SquashAsk {
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Replaces the administrator's; undefined values leave a header out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface RunningSquash {
  /** Sends `path` below the API's root exactly as written. */
  ask(method: string, path: string, options?: SquashAsk): Promise<SquashAnswer>;
  /** Sends a path from the root of the server exactly as written. */
  askRaw(method: string, path: string, options?: SquashAsk): Promise<SquashAnswer>;
  reset(): void;
  stop(): Promise<void>;
}

const testNow = new Date('2024-05-02T09:12:00.000Z');

export function basic(login: string, password: string, charset: 'latin1' | 'utf8' = 'latin1'): string {
  return `Basic ${Buffer.from(`${login}:${password}`, charset).toString('base64')}`;
}

/** Starts a Squash TM of its own on a loopback port. */
export async function startSquash(
  switches: Partial<SquashSwitches> = {},
  seed: SquashSeed = squashSeed,
): Promise<RunningSquash> {
  const simulator = createSquashSimulator({ seed, switches, now: () => testNow, random: createRandom(7) });
  const listener = await listen({
    system: 'squash',
    simulator,
    calls: new CallLog(),
    faults: new FaultSchedule(),
    port: 0,
  });
  const askRaw: RunningSquash['askRaw'] = (method, path, options) =>
    send(listener.origin, method, path, options);
  return {
    askRaw,
    ask: (method, path, options) => askRaw(method, `${simulator.basePath}/api/rest/latest${path}`, options),
    reset: () => simulator.reset(),
    stop: () => listener.stop(),
  };
}

/** node:http, because fetch would tidy paths and add headers. */
async function send(
  origin: string,
  method: string,
  path: string,
  { body, headers = {} }: SquashAsk = {},
): Promise<SquashAnswer> {
  const { hostname, port } = new URL(origin);
  const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const all = {
    accept: 'application/json',
    authorization: basic('admin', 'secret'),
    ...(typeof body === 'object' && { 'content-type': 'application/json' }),
    ...headers,
  };
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  return await new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path, headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
        const json = (isJson ? JSON.parse(text) : undefined) as JsonValue;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
    });
    request.on('error', reject);
    if (payload !== undefined && method === 'DELETE')
      request.setHeader('content-length', Buffer.byteLength(payload));
    request.end(payload);
  });
}
