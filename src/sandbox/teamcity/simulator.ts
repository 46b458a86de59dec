import type { TeamCitySeed } from '../company/company.ts';
import { cookieValue } from '../kernel/credentials.ts';
import { textReply } from '../kernel/exchange.ts';
import type { SandboxReply, SandboxRequest } from '../kernel/exchange.ts';
import { createRandom } from '../kernel/random.ts';
import { Router } from '../kernel/router.ts';
import type { Simulator, SimulatorSurroundings } from '../kernel/simulator.ts';
import {
  authenticate,
  failsCsrfCheck,
  sessionCookie,
  unauthenticatedReply,
} from './protocol/authentication.ts';
import type { Caller, ServerSide } from './protocol/call.ts';
import type { Incoming } from './protocol/endpoint.ts';
import { errorReply } from './protocol/error-reply.ts';
import { acceptHeader, prefersJson } from './protocol/negotiation.ts';
import { containerPage, containerRefusal, requestTarget } from './protocol/request-target.ts';
import type { RequestTarget } from './protocol/request-target.ts';
import { RestError, routingError } from './protocol/rest-error.ts';
import { routeAssignedRoles } from './routes/assigned-roles.ts';
import { routeGroups } from './routes/groups.ts';
import { routeProjects } from './routes/projects.ts';
import { routeProperties } from './routes/properties.ts';
import { routeRoleDefinitions } from './routes/role-definitions.ts';
import { openReply, routeServer } from './routes/server.ts';
import { routeTokens } from './routes/tokens.ts';
import { routeUserFields } from './routes/user-fields.ts';
import { routeUserGroups } from './routes/user-groups.ts';
import { routeUserPermissions } from './routes/user-permissions.ts';
import { hasLogout, routeUsers } from './routes/users.ts';
import { Sessions } from './protocol/sessions.ts';
import { createState } from './store.ts';
import { defaultTeamCitySwitches, isAtLeast } from './switches.ts';
import type { TeamCitySwitches } from './switches.ts';

interface TeamCitySimulatorOptions extends SimulatorSurroundings {
  readonly seed: TeamCitySeed;
  readonly switches?: Partial<TeamCitySwitches> | undefined;
}

/** A simulated TeamCity server; `basePath` is the context path it is installed under. */
export function createTeamCitySimulator(
  options: TeamCitySimulatorOptions,
): Simulator & { readonly basePath: string } {
  const { seed, now } = options;
  const switches: TeamCitySwitches = { ...defaultTeamCitySwitches, ...options.switches };
  const router = createRouter(switches);
  // The same chance after every reset: tokens that the seed leaves to it stay what they were.
  const randomSeed = options.random.below(2 ** 32);
  let server: ServerSide = start();

  function start(): ServerSide {
    const random = createRandom(randomSeed);
    const state = createState(seed, switches, random, now());
    return { state, switches, sessions: new Sessions(random), now, random };
  }

  return {
    basePath: switches.contextPath,
    handle: (request) => {
      const reply = containerRefusal(request, switches) ?? answer(server, router, request);
      return { ...reply, headers: { 'teamcity-node-id': 'MAIN_SERVER', ...reply.headers } };
    },
    reset: () => {
      server = start();
    },
  };
}

/** Narrow paths before wide ones: the single fields of a user take whatever is left under it. */
function createRouter(switches: TeamCitySwitches): Router<Incoming> {
  const router = new Router<Incoming>();
  routeServer(router);
  routeUsers(router, hasLogout(switches));
  routeUserGroups(router);
  routeAssignedRoles(router);
  routeTokens(router);
  routeProperties(router);
  routeUserPermissions(router);
  routeUserFields(router);
  routeGroups(router);
  if (isAtLeast(switches, '2023.05')) routeRoleDefinitions(router);
  routeProjects(router);
  return router;
}

/** The order of checks: place, open texts, authentication, CSRF, then the REST plugin. */
function answer(server: ServerSide, router: Router<Incoming>, request: SandboxRequest): SandboxReply {
  const target = requestTarget(request.rawPath, server.switches);
  if (target === undefined) return containerPage(404, 'Not Found');
  const query = new URLSearchParams(request.rawQuery);
  if (target.prefix !== '') {
    const open = mapErrors(server, request, query, () =>
      openReply(request, target.path, query, server.switches),
    );
    if (open !== undefined) return open;
  }
  const authentication = authenticate(server, request, target);
  if ('refusal' in authentication) return unauthenticatedReply(server, request, authentication.refusal);
  if (failsCsrfCheck(server, request, query)) {
    return textReply(
      403,
      '403 Forbidden: Responding with 403 status code due to failed CSRF check: no valid token',
    );
  }
  const { caller } = authentication;
  const reply = mapErrors(server, request, query, () =>
    target.prefix === ''
      ? answerOutsideRest(server, caller, target)
      : answerRest(router, request, target.path, { ...server, caller, prefix: target.prefix, query }),
  );
  return withSessionCookie(server, request, caller, reply);
}

function answerRest(
  router: Router<Incoming>,
  request: SandboxRequest,
  path: string,
  incoming: Incoming,
): SandboxReply {
  const match = router.match('*', path);
  if (match.found !== 'route') throw routingError(404);
  // All routes here answer at once; the kernel's type allows a promise as well.
  return match.handler(incoming, match.params, request) as SandboxReply;
}

/** Of the pages outside REST there is only the one that hands out CSRF tokens (section 1.3). */
function answerOutsideRest(server: ServerSide, caller: Caller, target: RequestTarget): SandboxReply {
  if (target.path !== '/authenticationTest.html') return containerPage(404, 'Not Found');
  return textReply(200, server.sessions.of(caller).csrfToken);
}

function mapErrors<Reply extends SandboxReply | undefined>(
  server: ServerSide,
  request: SandboxRequest,
  query: URLSearchParams,
  run: () => Reply,
): Reply | SandboxReply {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return errorReply(error, server.switches, prefersJson(acceptHeader(request, query)));
  }
}

/** Handed out to whoever succeeds without bringing one; whoever keeps it gets to know the CSRF check. */
function withSessionCookie(
  server: ServerSide,
  request: SandboxRequest,
  caller: Caller,
  reply: SandboxReply,
): SandboxReply {
  const isKnown = server.sessions.find(cookieValue(request, sessionCookie) ?? '') !== undefined;
  if (!server.switches.setsSessionCookie || reply.status >= 400 || isKnown) return reply;
  const { id } = server.sessions.of(caller);
  const path = server.switches.contextPath === '' ? '/' : server.switches.contextPath;
  return {
    ...reply,
    headers: { ...reply.headers, 'set-cookie': `${sessionCookie}=${id}; Path=${path}; HttpOnly` },
  };
}
