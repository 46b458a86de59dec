import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got from 'got';
import type { Got, Response } from 'got';
import { RollcallError } from '#domain/errors.ts';
import { badAnswer } from './answer.ts';
import type { Errand } from './errand.ts';
import { explainFailure, unusable } from './explain-failure.ts';
import type { HttpAnswer } from './http.ts';
import type { HttpOptions } from './managed-http.ts';
import type { Outcome } from './outcome.ts';
import { watchConnecting } from './watch-connecting.ts';

/** Sends over the network, once each time. */
export interface Transport {
  /** Ends with `signal`. Never rejects: what went wrong is an outcome. */
  exchange(errand: Errand, signal: AbortSignal): Promise<Outcome>;
  /** Cuts connections; nothing is sent any more. */
  close(): void;
}

export function createTransport(options: HttpOptions): Transport {
  const { maxConcurrency } = options;
  // Agents of our own: the common ones may be told by the environment to use a proxy.
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: maxConcurrency }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: maxConcurrency }),
  };
  const client = createClient(options, agents);
  let isClosed = false;
  return {
    // An agent that was destroyed opens connections again for whoever asks.
    exchange: async (errand, signal) =>
      isClosed ? closed(options.system) : exchange(client, options, errand, signal),
    close: () => {
      isClosed = true;
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function createClient(options: HttpOptions, agent: { http: HttpAgent; https: HttpsAgent }): Got {
  const { ca, timeoutMs, firstByteTimeoutMs, userAgent } = options;
  return got.extend({
    agent,
    // Said aloud: NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment must not send credentials to just anybody.
    https: { rejectUnauthorized: true, ...(ca === undefined ? {} : { certificateAuthority: ca }) },
    // A login page is not an answer, and a redirect could carry credentials to another host.
    followRedirect: false,
    throwHttpErrors: false,
    // Whether to try again depends on more than got knows: places, the circuit, the budget.
    retry: { limit: 0 },
    // Where it is not shorter than the whole time, that one says what happened.
    timeout: firstByteTimeoutMs < timeoutMs ? { response: firstByteTimeoutMs } : {},
    headers: { 'user-agent': userAgent, 'accept-language': 'en' },
  });
}

function closed(system: string): Outcome {
  const message = `${system}: not asked, as its configuration is not in use any more.`;
  const error = new RollcallError('UPSTREAM_UNAVAILABLE', message, { system, isUnsent: true });
  return { kind: 'failed', fate: 'left', error };
}

async function exchange(
  client: Got,
  options: HttpOptions,
  errand: Errand,
  signal: AbortSignal,
): Promise<Outcome> {
  const { request, call, method, address, asked } = errand;
  const maxBytes = request.maxBytes ?? options.maxBytes;
  const tooLarge = new AbortController();
  const connecting = watchConnecting(options.connectTimeoutMs);
  const pending = client(address, {
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
  void pending.on('request', (sent) => connecting.watch(sent));
  // Bytes are counted as they come out of the decompression; a total is known only where there is none.
  void pending.on('downloadProgress', ({ transferred, total = 0 }) => {
    if (transferred > maxBytes || total > maxBytes) tooLarge.abort();
  });
  try {
    return outcomeOf(answerOf(await pending, asked), options.system);
  } catch (error) {
    if (tooLarge.signal.aborted)
      return unusable(options.system, asked, `it is larger than ${maxBytes} bytes`);
    return explainFailure(error, errand, options, connecting);
  }
}

function answerOf(response: Response<Uint8Array>, asked: string): HttpAnswer {
  const bytes = response.body;
  return {
    status: response.statusCode,
    headers: response.headers,
    bytes,
    get text() {
      return new TextDecoder().decode(bytes);
    },
    asked,
  };
}

function outcomeOf(answer: HttpAnswer, system: string): Outcome {
  const { status } = answer;
  if (status < 300 || status >= 400 || status === 304) return { kind: 'answered', answer };
  const error: RollcallError = badAnswer(
    answer,
    system,
    `a redirect (${status}), which is never followed; the configured url may be wrong, or a login page stands before it`,
  );
  return { kind: 'failed', fate: 'unusable', error };
}
