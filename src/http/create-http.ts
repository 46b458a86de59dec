import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { ReadError, RequestError } from 'got';
import type { Got } from 'got';
import PQueue from 'p-queue';
import { RollcallError } from '#domain/errors.ts';
import { addressOf } from './address.ts';
import { badAnswer, errorFromStatus, isSuccess, parseAnswer } from './answer.ts';
import type { Http, HttpAnswer, HttpCall, HttpRequest } from './http.ts';
import { createSharedFlights } from './shared-flights.ts';

export interface HttpOptions {
  readonly system: string;
  readonly url: URL;
  /** Bounds one call from the moment it is wanted, waiting for a place included. */
  readonly timeoutMs: number;
  /** Calls in flight at once. */
  readonly maxConcurrency: number;
  /** Most bytes of an ordinary answer. */
  readonly maxBytes: number;
  readonly userAgent: string;
  /** Told of every call that was really sent; for logs and counts. Never given headers or bodies. */
  readonly onCall?: (call: FinishedCall) => void;
}

/** An upstream may send anything; ids are 20 to 40 characters. */
const longestRequestId = 200;

export interface FinishedCall {
  readonly system: string;
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  /** Absent where no answer came. */
  readonly status?: number;
  readonly code?: string;
  readonly durationMs: number;
}

export interface ManagedHttp extends Http {
  /** Closes idle connections. */
  close(): void;
}

/** The one place that speaks HTTP to upstreams: one instance per system, options fixed once. */
export function createHttp(options: HttpOptions): ManagedHttp {
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: options.maxConcurrency }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: options.maxConcurrency }),
  };
  const client = got.extend({
    agent: agents,
    // A login page is not an answer, and a redirect could carry credentials to another host.
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    headers: { 'user-agent': options.userAgent, 'accept-language': 'en' },
  });
  const places = new PQueue({ concurrency: options.maxConcurrency });
  const flights = createSharedFlights<HttpAnswer>();

  const sendOnce = async (request: HttpRequest, call: HttpCall, signal: AbortSignal): Promise<HttpAnswer> => {
    const deadline = AbortSignal.timeout(options.timeoutMs);
    const either = AbortSignal.any([deadline, signal]);
    call.onUpstreamCall?.();
    const startedAt = performance.now();
    const finish = (outcome: { readonly status?: number; readonly code?: string }): void =>
      options.onCall?.({
        system: options.system,
        method: request.method ?? 'GET',
        path: request.path,
        requestId: call.requestId,
        durationMs: performance.now() - startedAt,
        ...outcome,
      });
    try {
      const answer = await places.add(() => ask(client, options, request, call, either), {
        signal: either,
        priority: call.isBulk ? 0 : 1,
      });
      finish({ status: answer.status });
      const upstreamId = answer.headers['x-request-id'];
      if (request.method !== undefined && request.method !== 'GET' && typeof upstreamId === 'string')
        call.onUpstreamRequestId?.(upstreamId.slice(0, longestRequestId));
      return answer;
    } catch (error) {
      const known = explain(error, options, request, deadline);
      finish({ code: known.code });
      throw known;
    }
  };

  const send = async (request: HttpRequest, call: HttpCall): Promise<HttpAnswer> => {
    if ((request.method ?? 'GET') !== 'GET' || call.isFresh) return sendOnce(request, call, call.signal);
    const key = [
      call.identity.fingerprint,
      request.path,
      request.query ?? '',
      request.headers?.['accept'] ?? '',
    ].join('\n');
    try {
      return await flights.join(key, call.signal, (signal) => sendOnce(request, call, signal));
    } catch (error) {
      throw explain(error, options, request);
    }
  };

  return {
    send,
    json: async (schema, request, call) => {
      const answer = await send(request, call);
      if (!isSuccess(answer)) throw errorFromStatus(answer, options.system);
      return parseAnswer(schema, answer, options.system);
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function ask(
  client: Got,
  options: HttpOptions,
  request: HttpRequest,
  call: HttpCall,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const method = request.method ?? 'GET';
  const maxBytes = request.maxBytes ?? options.maxBytes;
  const tooLarge = new AbortController();
  const pending = client(addressOf(options.url, request, options.system), {
    method,
    responseType: 'buffer',
    headers: {
      accept: 'application/json',
      ...(call.identity.authorization === '' ? {} : { authorization: call.identity.authorization }),
      ...request.headers,
    },
    signal: AbortSignal.any([signal, tooLarge.signal]),
    ...(request.json === undefined ? {} : { json: request.json }),
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  void pending.on('downloadProgress', (progress) => {
    if (progress.transferred > maxBytes || (progress.total ?? 0) > maxBytes) tooLarge.abort();
  });
  try {
    const response = await pending;
    const bytes = response.body;
    const answer: HttpAnswer = {
      status: response.statusCode,
      headers: response.headers,
      bytes,
      get text() {
        return new TextDecoder().decode(bytes);
      },
      asked: askedText(request),
    };
    refuseRedirect(answer, options.system);
    return answer;
  } catch (error) {
    if (tooLarge.signal.aborted) {
      throw unusable(options, request, `it is larger than ${maxBytes} bytes`);
    }
    throw error;
  }
}

/** For messages: without the query, and no longer than people read. */
function askedText(request: HttpRequest): string {
  const { method = 'GET', path } = request;
  return `${method} ${path.length > 200 ? `${path.slice(0, 200)}…` : path}`;
}

function refuseRedirect(answer: HttpAnswer, system: string): void {
  if (answer.status < 300 || answer.status >= 400 || answer.status === 304) return;
  throw badAnswer(
    answer,
    system,
    `a redirect (${answer.status}), which is never followed; the configured url may be wrong, or a login page stands before it`,
  );
}

function unusable(options: HttpOptions, request: HttpRequest, what: string, cause?: unknown): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${options.system}: the answer to ${askedText(request)} is not usable: ${what}.`,
    { system: options.system, cause },
  );
}

function explain(
  error: unknown,
  options: HttpOptions,
  request: HttpRequest,
  deadline?: AbortSignal,
): RollcallError {
  if (error instanceof RollcallError) return error;
  const { system } = options;
  const asked = askedText(request);
  if (deadline?.aborted === true) {
    const message = `${system}: no answer to ${asked} within ${options.timeoutMs} ms.`;
    return new RollcallError('UPSTREAM_TIMEOUT', message, { system, cause: error });
  }
  if (isTimeout(error)) {
    const message = `${system}: ${asked} belongs to work that took too long and was given up.`;
    return new RollcallError('UPSTREAM_TIMEOUT', message, { system, cause: error });
  }
  if (error instanceof ReadError) {
    return unusable(options, request, 'the connection ended before the whole answer was there', error);
  }
  const reason = error instanceof RequestError ? error.code : 'the call was given up';
  // Codes of Node's HTTP parser: whatever listens there does not speak HTTP.
  if (reason.startsWith('HPE_')) return unusable(options, request, 'it is not HTTP', error);
  const message = `${system}: no answer to ${asked} (${reason}).`;
  return new RollcallError('UPSTREAM_UNAVAILABLE', message, { system, cause: error });
}

/** The reason of `AbortSignal.timeout`, here the bound of a whole piece of work such as a list of many pages. */
function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
