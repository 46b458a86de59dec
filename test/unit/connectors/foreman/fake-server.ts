import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call, Connector } from '#connectors/connector.ts';
import { foremanConnector } from '#connectors/foreman/index.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawQuery: string;
  readonly authorization: string | undefined;
}

export interface Answered {
  readonly status?: number;
  /** JSON unless it is a string, which is sent as it is. */
  readonly body: unknown;
  readonly type?: string;
}

export type Answer = (asked: Asked) => Answered | Promise<Answered>;

export interface FakeServer {
  readonly url: URL;
  /** Every request, as `path?query` with the query decoded. */
  readonly asked: string[];
  stop(): Promise<void>;
}

/** A server that answers as the test says and remembers what it was asked. */
export async function startFakeServer(answer: Answer): Promise<FakeServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const [path = '', rawQuery = ''] = (request.url ?? '').split('?');
    asked.push(rawQuery === '' ? path : `${path}?${decodeURIComponent(rawQuery)}`);
    const { authorization } = request.headers;
    const reply = async (): Promise<void> => {
      const given = await answer({ path, rawQuery, query: new URLSearchParams(rawQuery), authorization });
      const { status = 200, body, type = 'application/json; charset=utf-8' } = given;
      response.writeHead(status, { 'content-type': type });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    void reply();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Setting {
  readonly settings?: Record<string, unknown>;
  readonly now?: () => number;
}

export function connectTo(server: FakeServer, { settings = {}, now = Date.now }: Setting = {}): Connector {
  const http = createHttp({
    ...singleAttempts,
    system: 'foreman',
    url: server.url,
    timeoutMs: 5000,
    maxConcurrency: 8,
    maxBytes: 1024 * 1024,
  });
  return foremanConnector.create({
    system: 'foreman',
    url: server.url,
    settings: foremanConnector.settings.parse(settings),
    http,
    now,
  });
}

export function callAs(name = 'admin', signal = AbortSignal.timeout(15_000)): Call {
  return {
    identity: createIdentity(
      foremanConnector.authorization({ username: name, password: 'secret' }, {} as never) ?? '',
      false,
    ),
    signal,
    requestId: 'test',
    isBulk: false,
    isFresh: false,
  };
}

/** A list as Foreman wraps it. */
export function envelope(results: readonly unknown[], subtotal = results.length): Answered {
  const body = { total: subtotal, subtotal, page: 1, per_page: 20, search: null, sort: {}, results };
  return { body };
}

export const notFound: Answered = {
  status: 404,
  body: { error: { message: "Resource user not found by id '9'" } },
};

export const forbidden: Answered = {
  status: 403,
  body: {
    error: {
      message: 'Access denied',
      details: 'Missing one of the required permissions: view_users',
      missing_permissions: ['view_users'],
    },
  },
};

export const unknownField: Answered = {
  status: 400,
  body: { error: { message: 'Feld unbekannt', class: 'ScopedSearch::QueryNotSupported' } },
};

export const unauthenticated: Answered = {
  status: 401,
  body: { error: { message: 'Unable to authenticate user admin' } },
};
