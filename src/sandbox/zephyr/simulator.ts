import type { ZephyrSeed } from '../company/company.ts';
import { emptyReply, htmlReply } from '../kernel/exchange.ts';
import type { SandboxReply, SandboxRequest } from '../kernel/exchange.ts';
import { createRandom } from '../kernel/random.ts';
import { Router } from '../kernel/router.ts';
import type { RouteMatch } from '../kernel/router.ts';
import type { Simulator, SimulatorSurroundings } from '../kernel/simulator.ts';
import { authenticate, sessionCookie } from './authentication.ts';
import type { AuthenticationSurroundings } from './authentication.ts';
import type { ZephyrContext } from './context.ts';
import { readQuery } from './query.ts';
import { Refusal, refusalReply } from './refusal.ts';
import { groupRoutes } from './routes/groups.ts';
import { projectWriteRoutes } from './routes/project-writes.ts';
import { projectRoutes } from './routes/projects.ts';
import { roleRoutes } from './routes/roles.ts';
import { systemRoutes, versionReply } from './routes/system.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { userWriteRoutes } from './routes/user-writes.ts';
import { userRoutes } from './routes/users.ts';
import { createState } from './store.ts';
import { zephyrDefaults } from './switches.ts';
import type { ZephyrSwitches } from './switches.ts';

interface ZephyrSimulatorOptions extends SimulatorSurroundings {
  readonly seed: ZephyrSeed;
  readonly switches?: Partial<ZephyrSwitches> | undefined;
}

/** Zephyr Enterprise 8.x as zephyr.md describes it. The server root is the origin, without a context path. */
export function createZephyrSimulator({ seed, switches, now, random }: ZephyrSimulatorOptions): Simulator {
  // One number is drawn and the rest hangs on it, so that a reset gives the same tokens again.
  const chance = random.below(2 ** 32);
  const start = (): AuthenticationSurroundings => {
    const surroundings = { now, random: createRandom(chance) };
    const state = createState(seed, surroundings);
    return { ...surroundings, state, switches: { ...zephyrDefaults, ...switches } };
  };
  let around = start();
  const router = createRouter();
  return {
    handle: (request) => {
      try {
        return answer(around, router, request);
      } catch (error) {
        if (error instanceof Refusal) return refusalReply(error, around.switches);
        throw error;
      }
    },
    reset: () => {
      around = start();
    },
  };
}

/** The order of checks: root, version, who is calling, path, method, media type; the routes do the rest. */
function answer(
  around: AuthenticationSurroundings,
  router: Router<ZephyrContext>,
  request: SandboxRequest,
): SandboxReply {
  if (request.rawPath === '/flex/version') return versionReply(around.state);
  const path = /^\/flex\/services\/rest\/(.*)$/u.exec(request.rawPath)?.[1];
  // The wrong root is no error upstream: the application's page comes instead (zephyr.md 1.1).
  if (path === undefined) return htmlReply(200, applicationPage);
  const [version = '', ...segments] = path.split('/');
  if (version !== 'latest' && version !== 'v3') throw new Refusal(404);
  const resource = withoutTrailingSlash(`/${segments.join('/')}`);
  const { caller, session, isNewSession } = authenticate(around, request);
  const reply = routed(router.match(request.method, resource), around, request, { caller, session });
  return isNewSession ? withCookie(reply, session) : reply;
}

function routed(
  match: RouteMatch<ZephyrContext>,
  around: AuthenticationSurroundings,
  request: SandboxRequest,
  who: Pick<ZephyrContext, 'caller' | 'session'>,
): SandboxReply {
  if (match.found === 'nothing') return emptyReply(404);
  if (match.found === 'path') return emptyReply(405);
  try {
    requireJson(request);
    const context = { ...around, ...who, query: readQuery(request.rawQuery, around.switches) };
    return match.handler(context, match.params, request) as SandboxReply;
  } catch (error) {
    if (error instanceof Refusal) return refusalReply(error, around.switches);
    throw error;
  }
}

/** The browser client sends the permissions of a role as any media type (zephyr.md 1.4). */
function requireJson(request: SandboxRequest): void {
  if (request.body.length === 0) return;
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return;
  if (type === '*/*' && request.rawPath.endsWith('/role/permission')) return;
  throw new Refusal(415);
}

/** These collections are served with and without it; everywhere else it makes another path (zephyr.md 9). */
function withoutTrailingSlash(path: string): string {
  return /^\/(?:user|usertoken|role|group|project)\/$/u.test(path) ? path.slice(0, -1) : path;
}

function withCookie(reply: SandboxReply, session: string): SandboxReply {
  return {
    ...reply,
    headers: { ...reply.headers, 'set-cookie': `${sessionCookie}=${session}; Path=/flex; HttpOnly` },
  };
}

function createRouter(): Router<ZephyrContext> {
  const router = new Router<ZephyrContext>();
  userRoutes(router);
  userWriteRoutes(router);
  roleRoutes(router);
  groupRoutes(router);
  projectRoutes(router);
  projectWriteRoutes(router);
  tokenRoutes(router);
  systemRoutes(router);
  return router;
}

const applicationPage =
  '<!DOCTYPE html><html><head><title>Zephyr Enterprise</title></head><body><div id="app"></div></body></html>';
