import { cookieValue, presentedCredentials } from '../kernel/credentials.ts';
import type { SandboxRequest } from '../kernel/exchange.ts';
import { failure } from './answers.ts';
import type { Refusal } from './answers.ts';
import type { UserRow } from './rows.ts';
import type { ForemanServer } from './server.ts';

/** Who calls, and the cookie that goes back with whatever is answered. */
export interface SignIn {
  readonly outcome: 'signed-in' | 'refused' | 'session-expired';
  readonly user?: UserRow;
  readonly refusal?: Refusal;
  readonly newSession?: string;
}

/** Logs a request in (foreman.md 1.2): a live cookie wins over all credentials, and it alone passes a locked address. */
export function signIn(server: ForemanServer, request: SandboxRequest): SignIn {
  const now = server.now().getTime();
  const cookie = sessionCookie(request);
  const session = server.sessions.lookUp(cookie, now);
  if (session.found === 'expired') return { outcome: 'session-expired' };
  if (session.found === 'live') {
    const user = server.store.users.get(session.userId);
    if (user !== undefined) return admitted(user, undefined);
  }
  return withCredentials(server, request, now, cookie !== undefined);
}

/** The cookie for a caller nobody asked who he is (`ping`); none for one whose session is live. */
export function anonymousSession(server: ForemanServer, request: SandboxRequest): string | undefined {
  const now = server.now().getTime();
  const isLive = server.sessions.lookUp(sessionCookie(request), now).found === 'live';
  return isLive ? undefined : server.sessions.open(undefined, now);
}

function sessionCookie(request: SandboxRequest): string | undefined {
  return cookieValue(request, '_session_id');
}

function withCredentials(
  server: ForemanServer,
  request: SandboxRequest,
  now: number,
  hadUnknownCookie: boolean,
): SignIn {
  if (server.guard.isLocked(request.clientAddress, now)) {
    return refused('Too many tries, please try again in a few minutes.');
  }
  const credentials = basicCredentials(request);
  if (credentials === 'undecodable') {
    return { outcome: 'refused', refusal: failure(500, 'source sequence is illegal/malformed utf-8') };
  }
  const user = authenticated(server, credentials.login, credentials.secret, now);
  if (user === undefined) {
    server.guard.countFailure(request.clientAddress, now);
    const answer = refused(`Unable to authenticate user ${credentials.login}`);
    return hadUnknownCookie ? { ...answer, newSession: server.sessions.open(undefined, now) } : answer;
  }
  user.lastLoginAt = now;
  return admitted(user, server.sessions.open(user.id, now));
}

function admitted(user: UserRow, newSession: string | undefined): SignIn {
  const cookie = newSession === undefined ? {} : { newSession };
  if (!user.disabled) return { outcome: 'signed-in', user, ...cookie };
  return { ...refused('User account is disabled, please contact your administrator'), ...cookie };
}

function refused(message: string): SignIn {
  return { outcome: 'refused', refusal: failure(401, message) };
}

/** Whatever is not `Basic` counts as no credentials. The server drops what is no base64 and decodes the rest. */
function basicCredentials(
  request: SandboxRequest,
): { readonly login: string; readonly secret: string } | 'undecodable' {
  const presented = presentedCredentials(request);
  if (presented.scheme !== 'basic') return { login: '', secret: '' };
  const text = strictUtf8(Buffer.from(presented.raw, 'base64'));
  if (text === undefined) return 'undecodable';
  const colon = text.indexOf(':');
  if (colon < 0) return { login: text, secret: '' };
  return { login: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function strictUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The secret is tried as an access token first, then as a password; only internal accounts have passwords. */
function authenticated(
  server: ForemanServer,
  login: string,
  secret: string,
  now: number,
): UserRow | undefined {
  const { store } = server;
  const user = store.userByLogin(login);
  if (user === undefined || secret === '') return undefined;
  const token = store.tokenByValue(secret);
  const isExpired = token?.expiresAt !== undefined && token.expiresAt <= now;
  if (token !== undefined && token.userId === user.id && !token.revoked && !isExpired) {
    token.lastUsedAt = now;
    token.updatedAt = now;
    return user;
  }
  const isInternal = store.authSources.get(user.authSourceId)?.type === 'AuthSourceInternal';
  return isInternal && user.password === secret ? user : undefined;
}
