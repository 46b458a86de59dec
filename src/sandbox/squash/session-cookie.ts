import { cookieValue } from '../kernel/credentials.ts';
import type { SandboxReply, SandboxRequest } from '../kernel/exchange.ts';
import { SESSION_COOKIE } from './authentication.ts';
import type { SquashServer } from './call.ts';

/**
 * Binds the request's session to its caller. A request without a live session gets a new one, and the cookie that
 * goes with it (squash.md 1.2): a client that keeps cookies mixes its callers up.
 */
export function withSession(
  server: SquashServer,
  request: SandboxRequest,
  userId: number | undefined,
  reply: SandboxReply,
): SandboxReply {
  const { sessions } = server.store;
  const presented = cookieValue(request, SESSION_COOKIE);
  if (presented !== undefined && sessions.has(presented)) {
    if (userId !== undefined) sessions.bind(presented, userId);
    return reply;
  }
  const id = server.random.hex(32).toUpperCase();
  sessions.bind(id, userId);
  const path = server.switches.contextPath === '' ? '/' : server.switches.contextPath;
  const cookie = `${SESSION_COOKIE}=${id}; Path=${path}; HttpOnly`;
  return { ...reply, headers: { ...reply.headers, 'set-cookie': cookie } };
}
