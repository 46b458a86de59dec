import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import type { TeamCitySeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createTeamCitySimulator } from '#sandbox/teamcity/simulator.ts';
import type { TeamCitySwitches } from '#sandbox/teamcity/switches.ts';
import { rootToken, teamCitySeed } from './teamcity-seed.ts';

export interface TeamCityReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; throws where it is none. */
  json(): unknown;
}

export interface TeamCityCall {
  /** Bearer token; that of `root` unless said, none for an empty text. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with its content type. */
  readonly json?: unknown;
  /** Sent as text/plain, asking for text/plain. */
  readonly text?: string;
  /** Sent as it is, with the content type given in `headers`. */
  readonly body?: string;
  /** JSON unless said; no header for an empty text. */
  readonly accept?: string;
}

export interface TeamCityServer {
  readonly origin: string;
  /** `GET /app/rest/users` and the like; the path is sent as it is, behind the context path. */
  call(target: string, options?: TeamCityCall): Promise<TeamCityReply>;
  /** Calls under `/app/rest` and returns the JSON of a 200; anything else fails the test. */
  get<Shape>(path: string, options?: TeamCityCall): Promise<Shape>;
  reset(): void;
}

/** The time it is on the test server. */
export const testNow = new Date('2024-07-01T12:00:00Z');

/** Starts a simulated server on a free port and stops it after the test. */
export async function startTeamCity(
  switches: Partial<TeamCitySwitches> = {},
  seed: TeamCitySeed = teamCitySeed,
): Promise<TeamCityServer> {
  const simulator = createTeamCitySimulator({
    seed,
    switches,
    now: () => testNow,
    random: createRandom(5),
  });
  const listener = await listen({
    system: 'teamcity',
    simulator,
    calls: new CallLog(),
    faults: new FaultSchedule(),
    port: 0,
  });
  onTestFinished(() => listener.stop());
  const call: TeamCityServer['call'] = (target, options = {}) => {
    const [method = '', path = ''] = target.split(' ');
    return send(listener.origin, method, `${simulator.basePath}${path}`, options);
  };
  return {
    origin: listener.origin,
    call,
    get: async <Shape>(path: string, options: TeamCityCall = {}) => {
      const reply = await call(`GET /app/rest${path}`, options);
      if (reply.status !== 200) throw new Error(`GET ${path} gave ${reply.status}: ${reply.text}`);
      return reply.json() as Shape;
    },
    reset: () => simulator.reset(),
  };
}

/** Plain node:http: paths go out exactly as written, headers come back exactly as sent. */
function send(origin: string, method: string, path: string, options: TeamCityCall): Promise<TeamCityReply> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { hostname, port, method, path, headers: headersOf(options) },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0, headers } = incoming;
          resolve({ status: statusCode, headers, text, json: () => JSON.parse(text) as unknown });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body ?? options.text ?? bodyOf(options.json));
  });
}

function headersOf(options: TeamCityCall): Record<string, string> {
  const accept = options.accept ?? (options.text === undefined ? 'application/json' : 'text/plain');
  const token = options.token ?? rootToken;
  return {
    ...(accept === '' ? {} : { accept }),
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    ...(options.text === undefined ? {} : { 'content-type': 'text/plain' }),
    ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...options.headers,
  };
}

function bodyOf(json: unknown): string | undefined {
  return json === undefined ? undefined : JSON.stringify(json);
}
