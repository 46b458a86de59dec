import { cookieValue, decodeBasic, presentedCredentials } from '../../kernel/credentials.ts';
import { emptyReply } from '../../kernel/exchange.ts';
import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import { accessOf, superUserAccess } from '../permissions/access.ts';
import type { Caller, ServerSide } from './call.ts';
import type { UserRecord } from '../records.ts';
import type { RequestTarget } from './request-target.ts';

export const sessionCookie = 'TCSESSIONID';

/** First line of the 401, by cause (section 1.2). */
type Refusal = 'Authentication required' | 'Incorrect username or password' | typeof badBearer;
const badBearer = 'Invalid authentication request or authentication scheme is not supported';

export type Authentication = { readonly caller: Caller } | { readonly refusal: Refusal };

/** Finds out who calls: Bearer, Basic (password, token, super user), session cookie, guest. */
export function authenticate(
  server: ServerSide,
  request: SandboxRequest,
  target: RequestTarget,
): Authentication {
  if (target.authentication === 'guest') {
    return server.switches.guestLogin ? { caller: guest(server) } : { refusal: 'Authentication required' };
  }
  const credentials = presentedCredentials(request, { ignoreCase: true });
  if (credentials.scheme === 'bearer') {
    return callerOr(badBearer, callerOfToken(server, credentials.token));
  }
  if (credentials.scheme === 'basic') {
    return callerOr('Incorrect username or password', callerOfBasic(server, credentials.raw));
  }
  if (credentials.scheme === 'other') return { refusal: badBearer };
  const isBasicForced = target.authentication === 'basic';
  return callerOr('Authentication required', isBasicForced ? undefined : callerOfSession(server, request));
}

function callerOr(refusal: Refusal, caller: Caller | undefined): Authentication {
  return caller === undefined ? { refusal } : { caller };
}

/** The core's answer, written before the REST plugin sees the request: always plain text. */
export function unauthenticatedReply(
  server: ServerSide,
  request: SandboxRequest,
  refusal: Refusal,
): SandboxReply {
  const loginPage = `${server.switches.contextPath}/login.html`;
  const browser = (request.headers['user-agent'] ?? '').startsWith('Mozilla/');
  const ajax = request.headers['x-requested-with'] === 'XMLHttpRequest';
  if (browser && !ajax && server.switches.redirectsBrowsers) return emptyReply(302, { location: loginPage });
  return {
    status: 401,
    headers: {
      'cache-control': 'no-store',
      'content-type': 'text/plain;charset=UTF-8',
      ...(ajax ? {} : { 'www-authenticate': ['Basic realm="TeamCity"', 'Bearer realm="TeamCity"'] }),
    },
    body: `${refusal}\nTo login manually go to "${loginPage}" page`,
  };
}

/** A call other than GET and HEAD that carries a session cookie must prove it with the session's token (1.3). */
export function failsCsrfCheck(server: ServerSide, request: SandboxRequest, query: URLSearchParams): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  const cookie = cookieValue(request, sessionCookie);
  if (cookie === undefined) return false;
  const token = request.headers['x-tc-csrf-token'] ?? query.get('tc-csrf-token');
  return token === null || server.sessions.find(cookie)?.csrfToken !== token;
}

function callerOfToken(server: ServerSide, value: string): Caller | undefined {
  const found = server.state.tokens.get(value);
  if (found === undefined) return undefined;
  const { user, token } = found;
  if (token.expiresAt !== undefined && token.expiresAt <= server.now().getTime()) return undefined;
  return { kind: 'registered', user, access: accessOf(server.state, user, token.restrictions) };
}

function callerOfBasic(server: ServerSide, raw: string): Caller | undefined {
  const credentials = decodeBasic(raw);
  if (credentials === undefined || credentials.secret === '') return undefined;
  const { login, secret } = credentials;
  if (login === '') return secret === server.switches.superUserToken ? superUser(server) : undefined;
  const user = server.state.usersByName.get(login.toLowerCase());
  if (user?.password === secret) return registered(server, user);
  const caller = callerOfToken(server, secret);
  return caller !== undefined && caller.user === user ? caller : undefined;
}

function callerOfSession(server: ServerSide, request: SandboxRequest): Caller | undefined {
  const session = server.sessions.find(cookieValue(request, sessionCookie) ?? '');
  if (session === undefined) return undefined;
  if (session.kind === 'super user') return superUser(server);
  if (session.kind === 'guest') return guest(server);
  const user = server.state.users.get(session.userId);
  return user === undefined ? undefined : registered(server, user);
}

function registered(server: ServerSide, user: UserRecord): Caller {
  return { kind: 'registered', user, access: accessOf(server.state, user, undefined) };
}

function superUser(server: ServerSide): Caller {
  const user = unregistered(server.switches.superUserId, '', 'Super user');
  return { kind: 'super user', user, access: superUserAccess };
}

function guest(server: ServerSide): Caller {
  const user = unregistered(server.switches.guestUserId, 'guest', 'Guest user');
  return { kind: 'guest', user, access: accessOf(server.state, user, undefined) };
}

/** Neither super user nor guest is in All Users. */
function unregistered(id: number, username: string, name: string): UserRecord {
  return {
    id,
    username,
    name,
    enabled2FA: false,
    properties: new Map(),
    roles: [],
    groups: new Set(),
    tokens: [],
  };
}
