import { RollcallError } from '#domain/errors.ts';
import { errorFromStatus, isSuccess, parseAnswer } from './answer.ts';
import { createCallersTrials } from './callers-trials.ts';
import { createCircuit } from './circuit.ts';
import { askedText, createErrand, isRead } from './errand.ts';
import { explainLeaving } from './explain-failure.ts';
import type { Http, HttpAnswer, HttpCall, HttpRequest } from './http.ts';
import type { HttpOptions, ManagedHttp } from './managed-http.ts';
import { createPlaces } from './places.ts';
import { createProvenPaths } from './proven-paths.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createSendErrand } from './send-errand.ts';
import type { SendErrand } from './send-errand.ts';
import { createSharedFlights } from './shared-flights.ts';
import { createSignInHold } from './sign-in-hold.ts';
import { createTransport } from './transport.ts';

/** An upstream may send anything; ids are 20 to 40 characters. */
const longestRequestId = 200;

/** The one place that speaks HTTP to upstreams: one instance per system, options fixed once. */
export function createHttp(options: HttpOptions): ManagedHttp {
  const { system, now = Date.now } = options;
  const transport = createTransport(options);
  const places = createPlaces(options);
  const circuit = createCircuit(options);
  const hold = createSignInHold({
    system,
    retryMs: options.signInRetryMs,
    now,
    onHeld: (isMeant, refusal) => {
      places.dismiss(isMeant, refusal);
      options.onSignInHeld?.(refusal);
    },
  });
  const budget = createRetryBudget(now);
  const provenPaths = createProvenPaths();
  const callersTrials = createCallersTrials({ system, retryMs: options.signInRetryMs, now });
  const send = createSend(
    options,
    createSendErrand({ options, transport, places, circuit, hold, budget, provenPaths, callersTrials }),
  );

  return {
    send,
    json: async (schema, request, call) => {
      const answer = await send(request, call);
      if (!isSuccess(answer)) throw errorFromStatus(answer, system);
      return parseAnswer(schema, answer, system);
    },
    circuit: circuit.state,
    state: () => ({
      inFlight: places.inFlight(),
      waiting: places.waiting(),
      circuit: circuit.state(),
      isSignInHeld: hold.isHeld(),
    }),
    close: () => transport.close(),
  };
}

/** Reads meet others in flight; writes, and reads that must be fresh, go alone. */
function createSend(options: HttpOptions, sendErrand: SendErrand): Http['send'] {
  const { system } = options;
  const flights = createSharedFlights<HttpAnswer>();

  const sendAlone = async (
    request: HttpRequest,
    call: HttpCall,
    leaving: AbortSignal,
  ): Promise<HttpAnswer> => {
    const errand = createErrand(options, request, call, leaving);
    const outcome = await sendErrand(errand);
    if (outcome.kind === 'failed') throw outcome.error;
    if (!errand.isRead) passRequestId(outcome.answer, call);
    return outcome.answer;
  };

  const sendShared = async (request: HttpRequest, call: HttpCall): Promise<HttpAnswer> => {
    for (;;) {
      let isOwn = false;
      try {
        return await flights.join(keyOf(request, call), call.signal, (leaving) => {
          isOwn = true;
          return sendAlone(request, call, leaving);
        });
      } catch (error) {
        if (!(error instanceof RollcallError)) throw explainLeaving(error, system, askedText(request));
        // That another operation may cause no more calls is no reason for this one to go without.
        if (isOwn || error.code !== 'TOO_EXPENSIVE') throw error;
      }
    }
  };

  return async (request, call) =>
    isRead(request) && !call.isFresh ? sendShared(request, call) : sendAlone(request, call, call.signal);
}

function keyOf(request: HttpRequest, { identity }: HttpCall): string {
  return [identity.fingerprint, request.path, request.query ?? '', request.headers?.['accept'] ?? ''].join(
    '\n',
  );
}

/** What the system itself calls the write, to find it in its logs. */
function passRequestId(answer: HttpAnswer, call: HttpCall): void {
  const id = answer.headers['x-request-id'];
  if (typeof id === 'string') call.onUpstreamRequestId?.(id.slice(0, longestRequestId));
}
