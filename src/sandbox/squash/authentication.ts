import type { SandboxRequest } from '../kernel/exchange.ts';
import { cookieValue, decodeBasic, presentedCredentials } from '../kernel/credentials.ts';
import type { Caller, SquashServer } from './call.ts';
import type { UserRecord } from './records.ts';
import { Refusal } from './refusal.ts';
import { isAtLeast } from './switches.ts';
import { endOfValidity } from './tokens.ts';

export const SESSION_COOKIE = 'JSESSIONID';

/**
 * Finds out who calls, by what the version lets in (squash.md 1.2). A header wins over the session cookie.
 * Throws a 401 for nobody.
 */
export function authenticate(server: SquashServer, request: SandboxRequest): Caller {
  const presented = presentedCredentials(request, { ignoreCase: true });
  switch (presented.scheme) {
    case 'basic':
      return { user: basicUser(server, presented.raw), token: undefined };
    case 'bearer':
      return bearerCaller(server, presented.token, request.method);
    case 'none':
      return { user: sessionUser(server, request), token: undefined };
    case 'other':
      break;
  }
  throw unauthorised(server);
}

function basicUser(server: SquashServer, raw: string): UserRecord {
  const { switches, store } = server;
  if (!switches.basicAllowed) {
    throw new Refusal({
      shape: 'text',
      status: 401,
      text: 'Basic authentication is not allowed for REST API.',
    });
  }
  const credentials = decodeBasic(raw, switches.basicCharset);
  const user = credentials === undefined ? undefined : store.users.named(credentials.login);
  if (user === undefined || !user.active || user.password !== credentials?.secret) throw unauthorised(server);
  return user;
}

function bearerCaller(server: SquashServer, value: string, method: string): Caller {
  const { switches, store, now } = server;
  const token = isAtLeast(switches, 7) ? store.tokens.find(value) : undefined;
  const user = token === undefined ? undefined : store.users.get(token.userId);
  if (token === undefined || user === undefined || !user.active) throw unauthorised(server);
  if (endOfValidity(token.expiryDate) <= now().getTime()) throw unauthorised(server);
  // Not 403: a token without the write right answers 401 (squash.md 1.2).
  if (token.permissions === 'READ' && method !== 'GET') throw unauthorised(server);
  token.lastUsage = now().toISOString();
  return { user, token };
}

/** Versions that want a header on every call refuse the cookie of a live session too. */
function sessionUser(server: SquashServer, request: SandboxRequest): UserRecord {
  const cookie = isAtLeast(server.switches, 9) ? undefined : cookieValue(request, SESSION_COOKIE);
  const userId = cookie === undefined ? undefined : server.store.sessions.userOf(cookie);
  const user = userId === undefined ? undefined : server.store.users.get(userId);
  if (user === undefined || !user.active) throw unauthorised(server);
  return user;
}

function unauthorised({ switches }: SquashServer): Refusal {
  const message = 'Bad credentials. You may authenticate using basic authentication or an API token.';
  // The realm's typo is the server's own (squash.md 1.2).
  const headers = { 'www-authenticate': 'Basic realm="squah-api"' };
  const shape = 'container' as const;
  return new Refusal(
    switches.basicAllowed ? { shape, status: 401, message, headers } : { shape, status: 401, message },
  );
}
