import { createForemanSimulator } from '#sandbox/foreman/simulator.ts';
import type { ForemanSwitches } from '#sandbox/foreman/switches.ts';
import type { ForemanSeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { onTestFinished } from 'vitest';
import { rawRequest } from './foreman-request.ts';
import { smallForeman } from './foreman-seed.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}

export interface Asking {
  readonly method?: string;
  /** Login whose seeded password is sent; `admin` unless said, `null` for nobody. */
  readonly as?: string | null;
  readonly secret?: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ForemanUnderTest {
  readonly ask: (target: string, asking?: Asking) => Promise<Answered>;
  /** Moves the server's clock on. */
  readonly wait: (seconds: number) => void;
  readonly reset: () => void;
}

/** Starts a simulator on a free port for the test that calls it. */
export async function startForeman(
  switches: Partial<ForemanSwitches> = {},
  seed: ForemanSeed = smallForeman,
): Promise<ForemanUnderTest> {
  let time = Date.parse('2026-03-04T12:00:00Z');
  const simulator = createForemanSimulator({
    seed,
    switches,
    now: () => new Date(time),
    random: createRandom(5),
  });
  const calls = new CallLog();
  const listener = await listen({
    system: 'foreman',
    simulator,
    calls,
    faults: new FaultSchedule(),
    port: 0,
  });
  onTestFinished(() => listener.stop());
  return {
    ask: (target, asking = {}) => ask(listener.origin, target, asking),
    wait: (seconds) => {
      time += seconds * 1000;
    },
    reset: () => simulator.reset(),
  };
}

async function ask(origin: string, target: string, asking: Asking): Promise<Answered> {
  const { method = 'GET', as = 'admin', secret, json, text, headers = {} } = asking;
  const credentials = Buffer.from(`${as}:${secret ?? `pw-${as}`}`).toString('base64');
  const reply = await rawRequest(origin, {
    method,
    target,
    headers: {
      ...(as === null ? {} : { authorization: `Basic ${credentials}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: json === undefined ? text : JSON.stringify(json),
  });
  const isJson = reply.headers['content-type']?.startsWith('application/json') === true;
  const body: unknown = isJson && reply.body !== '' ? JSON.parse(reply.body) : reply.body;
  return { status: reply.status, headers: reply.headers, body };
}

type Row = Readonly<Record<string, unknown>>;

export function rowsOf({ body }: Answered): readonly Row[] {
  return (body as { readonly results: readonly Row[] }).results;
}

export function loginsOf(answered: Answered): readonly unknown[] {
  return rowsOf(answered).map((row) => row['login']);
}

/** A search over users, ordered by id, all of them; the text is encoded here. */
export function userSearch(text: string): string {
  return `/api/users?search=${encodeURIComponent(text)}&order=id%20ASC&per_page=all`;
}
