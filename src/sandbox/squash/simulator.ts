import type { SquashSeed } from '../company/company.ts';
import type { SandboxReply, SandboxRequest } from '../kernel/exchange.ts';
import { createRandom } from '../kernel/random.ts';
import { Router } from '../kernel/router.ts';
import type { RouteHandler, RouteParams } from '../kernel/router.ts';
import type { Simulator, SimulatorSurroundings } from '../kernel/simulator.ts';
import { authenticate } from './authentication.ts';
import type { Caller, SquashCall, SquashRouter, SquashServer } from './call.ts';
import { refusalReply } from './refusal-reply.ts';
import { Refusal } from './refusal.ts';
import { apiPath, refuseTarget } from './request-target.ts';
import { addClearanceRoutes } from './routes/clearances.ts';
import { addDocumentationRoutes } from './routes/documentation.ts';
import { addPermissionRoutes } from './routes/permissions.ts';
import { addProjectRoutes } from './routes/projects.ts';
import { addTeamMemberRoutes } from './routes/team-members.ts';
import { addTeamRoutes } from './routes/teams.ts';
import { addTokenRoutes } from './routes/tokens.ts';
import { addUserTeamRoutes } from './routes/user-teams.ts';
import { addUserRoutes } from './routes/users.ts';
import { withSession } from './session-cookie.ts';
import { createStore } from './store.ts';
import { completeSwitches, isAtLeast } from './switches.ts';
import type { SquashSwitches } from './switches.ts';

export interface SquashSimulatorOptions extends SimulatorSurroundings {
  readonly seed: SquashSeed;
  readonly switches?: Partial<SquashSwitches> | undefined;
}

export interface SquashSimulator extends Simulator {
  /** The servlet context, e.g. `/squash`; empty for none. The API's root comes below it. */
  readonly basePath: string;
}

/**
 * Simulates the REST plugins of a Squash TM server. The order of checks: what the container and the firewall let
 * through, who calls, which controller, what it may do.
 */
export function createSquashSimulator(options: SquashSimulatorOptions): SquashSimulator {
  const switches = completeSwitches(options.switches);
  // One number drawn once: every reset repeats the same chance, the values of made tokens included.
  const chance = options.random.below(2 ** 31);
  const start = (): SquashServer => {
    const random = createRandom(chance);
    const store = createStore(options.seed, { switches, now: options.now(), random });
    return { store, switches, now: options.now, random };
  };
  const router = createRouter(switches);
  let server = start();
  return {
    basePath: switches.contextPath,
    handle: (request) => refuseTarget(request, switches) ?? serve(server, router, request),
    reset: () => {
      server = start();
    },
  };
}

function createRouter(switches: SquashSwitches): SquashRouter {
  const router: SquashRouter = new Router();
  addUserRoutes(router, switches);
  addUserTeamRoutes(router, switches);
  addTeamRoutes(router, switches);
  addTeamMemberRoutes(router);
  addPermissionRoutes(router, switches);
  addClearanceRoutes(router, switches);
  addProjectRoutes(router);
  addTokenRoutes(router, switches);
  addDocumentationRoutes(router, switches);
  return router;
}

async function serve(
  server: SquashServer,
  router: SquashRouter,
  request: SandboxRequest,
): Promise<SandboxReply> {
  let caller: Caller | undefined;
  let reply: SandboxReply;
  try {
    caller = authenticate(server, request);
    reply = await dispatch(
      { ...server, caller, request, query: new URLSearchParams(request.rawQuery) },
      router,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reply = refusalReply(error.answer, { switches: server.switches, request, now: server.now() });
  }
  return withSession(server, request, caller?.user.id, reply);
}

function dispatch(call: SquashCall, router: SquashRouter): SandboxReply | Promise<SandboxReply> {
  const { handler, params } = findRoute(call, router);
  return handler(call, params, call.request);
}

interface FoundRoute {
  readonly handler: RouteHandler<SquashCall>;
  readonly params: RouteParams;
}

function findRoute({ request, switches }: SquashCall, router: SquashRouter): FoundRoute {
  const path = apiPath(request, switches) ?? '';
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const match = router.match(method, path);
  if (match.found === 'route') return match;
  if (match.found === 'nothing') throw new Refusal({ shape: 'container', status: 404, message: '' });
  // Before admin plugin 5.0.0 a DELETE of something undeletable answered as a GET does (squash.md 6.5).
  if (method === 'DELETE' && !isAtLeast(switches, 5)) {
    const read = router.match('GET', path);
    if (read.found === 'route') return read;
  }
  const message = `Request method '${request.method}' not supported`;
  const headers = { allow: match.methods.join(', ') };
  throw new Refusal({ shape: 'container', status: 405, message, headers });
}
