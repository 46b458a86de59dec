import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call, Connector } from '#connectors/connector.ts';
import { zephyrConnector } from '#connectors/zephyr/index.ts';
import { zephyrSettings } from '#connectors/zephyr/settings.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}
type Answer = Reply | ((query: URLSearchParams) => Reply);
/** Answers by path below `/flex/services/rest`, or by whole path where it starts with `/flex`. */
export type Answers = Readonly<Record<string, Answer>>;

export interface FakeZephyr {
  readonly connector: Connector;
  readonly call: Call;
  /** Path and query of each call, below `/flex/services/rest` where it is. */
  readonly calls: string[];
  readonly headers: IncomingMessage['headers'][];
  stop(): Promise<void>;
}

const rest = '/flex/services/rest';

export function json(body: unknown, status = 200): Reply {
  return { status, text: JSON.stringify(body, null, 2), type: 'application/json' };
}

export function raw(status: number, text = '', type = 'application/json'): Reply {
  return { status, text, type };
}

/** A server of a few answers; everything else is 404 with an empty body, as on a real one. */
export async function startFakeZephyr(
  answers: Answers,
  options: { readonly settings?: object; readonly below?: string; readonly isFresh?: boolean } = {},
): Promise<FakeZephyr> {
  const calls: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const path = pathname.startsWith(rest) ? pathname.slice(rest.length) : pathname;
    calls.push(`${path}${search}`);
    headers.push(request.headers);
    const answer = answers[path] ?? raw(404);
    const { status, text, type } = typeof answer === 'function' ? answer(searchParams) : answer;
    response.writeHead(status, { 'content-type': type, 'set-cookie': 'JSESSIONID=1' }).end(text);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const pasted = new URL(`http://127.0.0.1:${port}${options.below ?? ''}`);
  const url = zephyrConnector.normalizeUrl?.(pasted) ?? pasted;
  const http = createHttp({
    ...singleAttempts,
    system: 'zephyr',
    url,
    timeoutMs: 5000,
    maxConcurrency: 8,
    maxBytes: 1_000_000,
  });
  const settings = zephyrSettings.parse(options.settings ?? {});
  return {
    connector: zephyrConnector.create({ system: 'zephyr', url, settings, http, now: Date.now }),
    call: {
      identity: createIdentity('Bearer 0123', false),
      signal: AbortSignal.timeout(10_000),
      requestId: 'test',
      isBulk: false,
      isFresh: options.isFresh ?? false,
    },
    calls,
    headers,
    stop: async () => {
      http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A user as the server shows one, with what differs. */
export function userRow(id: number, differences: Readonly<Record<string, unknown>> = {}): object {
  return {
    id,
    username: `user.${id}`,
    firstName: 'Uma',
    lastName: `No${id}`,
    email: `user.${id}@example.test`,
    accountEnabled: true,
    accountExpired: false,
    credentialsExpired: false,
    roles: [],
    groupSet: [],
    userType: 0,
    chargeableFlag: true,
    countAttempts: 0,
    isInternal: true,
    fullName: `Uma No${id}`,
    ...differences,
  };
}

export async function collect<T>(pages: AsyncIterable<readonly T[]> | Iterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
