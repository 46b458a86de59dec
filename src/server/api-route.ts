import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '#context.ts';
import { invalidInput } from '#domain/errors.ts';
import { registerCors } from './cors.ts';
import { cutIfNotTaken } from './cut-if-not-taken.ts';
import { executeRequest, sendAnswer } from './execute-request.ts';
import { sendPage, wantsPage } from './graphiql/routes.ts';
import type { Borrowed, LiveServing } from './live-serving.ts';
import { createPlaces } from './places.ts';
import { createRateLimit } from './callers/rate-limit.ts';

export interface ApiOptions {
  readonly live: LiveServing;
  /** Whether browsers get a page. */
  readonly graphiql: boolean;
  /** How long a caller may take to take an answer. */
  readonly answerTimeoutMs: number;
}

/** Who sent a request, once they are let in. */
export interface Caller {
  readonly borrowed: Borrowed;
  readonly viewer: Viewer;
}

/** /graphql. `callers` is told who each request is from. */
export function registerApi(
  app: FastifyInstance,
  options: ApiOptions,
  callers: WeakMap<FastifyRequest, Caller>,
): void {
  const letIn = createDoor(options.live);
  const isForPage = (request: FastifyRequest): boolean => options.graphiql && wantsPage(request);
  const register = async (api: FastifyInstance): Promise<void> => {
    await registerCors(api, () => options.live.current.cors);
    api.route({
      method: ['GET', 'POST'],
      url: '',
      // Before the body is read: strangers are not worth that.
      onRequest: async (request, reply) => {
        if (!isForPage(request)) await letIn(request, reply, callers);
      },
      handler: async (request, reply) => {
        const caller = callers.get(request);
        if (caller === undefined) return sendPage(reply);
        const answer = await execute(request, reply, caller);
        cutIfNotTaken(reply, options.answerTimeoutMs);
        return sendAnswer(answer, reply);
      },
    });
  };
  void app.register(register, { prefix: '/graphql' });
}

/**
 * Lets a request in, or throws why not. Who it is comes first: strangers must not use up anybody's places or minute, and
 * what one of them costs is a comparison, or a signature to check.
 */
function createDoor(live: LiveServing) {
  const countRequest = createRateLimit();
  const places = createPlaces();
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    callers: WeakMap<FastifyRequest, Caller>,
  ): Promise<void> => {
    const borrowed = live.borrow();
    reply.raw.once('close', borrowed.letGo);
    const { checkHost, authenticate, checkHeaders, limits, placesPerCaller } = borrowed.serving;
    checkHost(request.headers.host);
    const viewer = await authenticate(request.headers.authorization);
    // Checking a token may take a moment; who has left meanwhile has let go of what would answer.
    if (reply.raw.destroyed) throw invalidInput('The caller left before the request was looked at.');
    callers.set(request, { borrowed, viewer });
    checkHeaders(request.headers);
    await countRequest(viewer.name, limits.requestsPerMinute);
    borrowed.onEnd(places.take(viewer.name, limits.maxRequestsAtOnce, placesPerCaller));
  };
}

/** Holds what it works with to its own end: a mutation goes on when its caller has left. */
async function execute(request: FastifyRequest, reply: FastifyReply, { borrowed, viewer }: Caller) {
  borrowed.hold();
  try {
    return await executeRequest(borrowed.serving, request, reply, viewer);
  } finally {
    borrowed.letGo();
  }
}
