import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import type { ZephyrSeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createZephyrSimulator } from '#sandbox/zephyr/simulator.ts';
import type { ZephyrSwitches } from '#sandbox/zephyr/switches.ts';
import { zephyrKeys, zephyrSeed } from './zephyr-seed.ts';

export interface ZephyrAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body parsed; throws where it is not JSON. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a test names the shape it reads
  json<T = unknown>(): T;
}

export interface CallOptions {
  /** Value of `Authorization`; the manager's token where absent, none where null. */
  readonly as?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ZephyrServer {
  /** `path` is what follows `/flex/services/rest`, or the whole path where it begins with `/flex`. */
  call(method: string, path: string, options?: CallOptions): Promise<ZephyrAnswer>;
  /** Moves the server's clock on. */
  pass(milliseconds: number): void;
  reset(): void;
}

/** A simulated Zephyr on a free port until the test ends; every call is a connection without cookies of its own. */
export async function startZephyr(
  switches: Partial<ZephyrSwitches> = {},
  seed: ZephyrSeed = zephyrSeed,
): Promise<ZephyrServer> {
  let time = Date.UTC(2026, 2, 1, 12);
  const simulator = createZephyrSimulator({
    seed,
    switches,
    now: () => new Date(time),
    random: createRandom(1),
  });
  const listener = await listen({
    system: 'zephyr',
    simulator,
    calls: new CallLog(),
    faults: new FaultSchedule(),
    port: 0,
  });
  onTestFinished(() => listener.stop());
  return {
    call: (method, path, options = {}) => send(listener.origin, method, path, options),
    pass: (milliseconds) => {
      time += milliseconds;
    },
    reset: () => simulator.reset(),
  };
}

function send(origin: string, method: string, path: string, options: CallOptions): Promise<ZephyrAnswer> {
  const { as = zephyrKeys.manager, body, headers = {} } = options;
  const sent = {
    ...(as !== null && { authorization: as }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  const url =
    origin + (path.startsWith('/flex') || !path.startsWith('/') ? path : `/flex/services/rest${path}`);
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: () => JSON.parse(text),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
  });
}

export function basic(login: string, password: string): string {
  return `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
}
