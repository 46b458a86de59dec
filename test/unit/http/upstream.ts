import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createIdentity } from '#domain/identity.ts';
import { RollcallError } from '#domain/errors.ts';
import { createHttp } from '#http/create-http.ts';
import type { HttpOptions, ManagedHttp } from '#http/managed-http.ts';
import type { HttpCall } from '#http/http.ts';
import { singleAttempts } from '../../support/single-attempts.ts';

export interface Received {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Upstream {
  readonly url: URL;
  /** Every request in the order of arrival. */
  readonly received: readonly Received[];
  /** Resolves when so many requests have come. */
  arrivals(count: number): Promise<void>;
  stop(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers as the test says and remembers what came. */
export async function startUpstream(handler: Handler): Promise<Upstream> {
  const received: Received[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    received.push({ method, target: url, headers });
    for (const each of waiting) if (received.length >= each.count) each.resolve();
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    received,
    arrivals: async (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Such a server, stopped when the test is over. */
export async function upstreamThat(handler: Handler): Promise<Upstream> {
  const upstream = await startUpstream(handler);
  onTestFinished(() => upstream.stop());
  return upstream;
}

/** Answers one request after the other as the list says, its last entry for ever. */
export async function upstreamAnswering(...answers: readonly (number | Handler)[]): Promise<Upstream> {
  let next = 0;
  return upstreamThat((request, response) => {
    const answer = answers[Math.min(next, answers.length - 1)] ?? 200;
    next += 1;
    if (typeof answer === 'number') sendJson(response, 'said', answer);
    else answer(request, response);
  });
}

/** Cuts the connection without an answer. */
export const reset: Handler = (request) => void request.socket.destroy();

export function httpTo(url: URL, options: Partial<HttpOptions> = {}): ManagedHttp {
  return createHttp({
    ...singleAttempts,
    system: 'squash',
    url,
    timeoutMs: 5000,
    maxConcurrency: 8,
    maxBytes: 64 * 1024,
    ...options,
  });
}

export interface CallOptions extends Partial<Omit<HttpCall, 'identity'>> {
  readonly authorization?: string;
  /** False: the credentials of the configuration, which are held back once they are refused. */
  readonly isCallers?: boolean;
}

export function callAs({
  authorization = 'Bearer secret',
  isCallers = true,
  ...rest
}: CallOptions = {}): HttpCall {
  return {
    identity: createIdentity(authorization, isCallers),
    signal: new AbortController().signal,
    requestId: 'test',
    isBulk: false,
    isFresh: false,
    ...rest,
  };
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** The error that a call fails with; anything but a RollcallError fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<RollcallError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof RollcallError) return error;
    throw error;
  }
  throw new Error('Expected a failure; the call succeeded.');
}
