import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import { teamcityConnector } from '#connectors/teamcity/index.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';

/** One call as it reached the server. */
export interface Asked {
  /** Decoded, below the context path. */
  readonly path: string;
  readonly locator: string | undefined;
  readonly fields: string | undefined;
  readonly accept: string | undefined;
  /** Bytes of the request line. */
  readonly lineLength: number;
}
export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Upstream {
  readonly connector: Connector;
  readonly asked: readonly Asked[];
  /** Calls under `/teamcity/app/rest`, without it. */
  readonly paths: () => readonly string[];
}

/** The time it is for connectors under test. */
export const testNow = Date.parse('2024-07-01T12:00:00Z');

/** A connector in front of a hand-written server, which is stopped after the test. */
export async function startUpstream(
  answer: (asked: Asked) => Reply,
  settings: Readonly<Record<string, unknown>> = {},
  now: () => number = () => testNow,
): Promise<Upstream> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://upstream');
    const one: Asked = {
      path: decodeURIComponent(url.pathname).replace(/^\/teamcity/u, ''),
      locator: url.searchParams.get('locator') ?? undefined,
      fields: url.searchParams.get('fields') ?? undefined,
      accept: request.headers.accept,
      lineLength: `GET ${request.url} HTTP/1.1`.length,
    };
    asked.push(one);
    const reply = answer(one);
    response.statusCode = reply.status ?? 200;
    response.setHeader(
      'content-type',
      reply.type ?? (reply.text === undefined ? 'application/json' : 'text/plain'),
    );
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
    response.end(reply.text ?? JSON.stringify(reply.json ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const connector = connectorAt(`http://127.0.0.1:${port}/teamcity`, settings, now);
  return { connector, asked, paths: () => asked.map(({ path }) => path.replace('/app/rest', '')) };
}

export function connectorAt(
  address: string,
  settings: Readonly<Record<string, unknown>> = {},
  now: () => number = () => testNow,
): Connector {
  const url = new URL(address);
  const http = createHttp({
    ...singleAttempts,
    system: 'tc',
    url,
    timeoutMs: 5000,
    maxConcurrency: 8,
    maxBytes: 8 * 1024 * 1024,
  });
  onTestFinished(() => http.close());
  return teamcityConnector.create({
    system: 'tc',
    url,
    settings: teamcityConnector.settings.parse(settings),
    http,
    now,
  });
}

export function callAs(token: string): Call {
  return {
    identity: createIdentity(`Bearer ${token}`, false),
    signal: AbortSignal.timeout(10_000),
    requestId: 'test',
    isBulk: false,
    isFresh: false,
  };
}

export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** The error a promise fails with; a promise that does not fail fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('Expected a failure, got none.');
}

/** For an optional ability of the connector that a test relies on. */
export function missingAbility(): never {
  throw new Error('Expected the connector to have this ability.');
}
