import { cookieValue, decodeBasic, presentedCredentials } from '../kernel/credentials.ts';
import type { SandboxRequest } from '../kernel/exchange.ts';
import type { SimulatorSurroundings } from '../kernel/simulator.ts';
import type { ZephyrUser } from './entities.ts';
import { Refusal } from './refusal.ts';
import type { ZephyrState } from './store.ts';
import type { ZephyrSwitches } from './switches.ts';

export const sessionCookie = 'JSESSIONID';

const attemptsAllowed = 10;
const lockMilliseconds = 60 * 60 * 1000;
/** Clients without a cookie jar open a session with every call; the oldest go first. */
const sessionsKept = 1000;

interface Authenticated {
  readonly caller: ZephyrUser;
  readonly session: string;
  /** True: the cookie has to be handed out. */
  readonly isNewSession: boolean;
}

export interface AuthenticationSurroundings extends SimulatorSurroundings {
  readonly state: ZephyrState;
  readonly switches: ZephyrSwitches;
}

/**
 * Who is calling (zephyr.md 1.3): a live session first, whatever the header says (it may outlive the credential that
 * opened it, and the enabling of its user); else a token, else login and password. Throws 401.
 */
export function authenticate(around: AuthenticationSurroundings, request: SandboxRequest): Authenticated {
  const { state } = around;
  const cookie = cookieValue(request, sessionCookie);
  const owner = cookie === undefined ? undefined : state.users.get(state.sessions.get(cookie) ?? 0);
  if (cookie !== undefined && owner !== undefined)
    return { caller: owner, session: cookie, isNewSession: false };
  const caller = fromHeader(around, request);
  return { caller, session: openSession(around, caller), isNewSession: true };
}

function fromHeader(around: AuthenticationSurroundings, request: SandboxRequest): ZephyrUser {
  const presented = presentedCredentials(request, { ignoreCase: true });
  if (presented.scheme === 'bearer') return tokenOwner(around, presented.token);
  if (presented.scheme === 'basic') return passwordOwner(around, presented.raw);
  throw new Refusal(401, 'Full authentication is required to access this resource');
}

function tokenOwner({ state, switches }: AuthenticationSurroundings, value: string): ZephyrUser {
  const token = state.tokenByValue.get(value);
  const owner = token === undefined ? undefined : state.users.get(token.userId);
  if (owner === undefined) throw new Refusal(401, 'Invalid access token');
  if (switches.disabledUserTokens === 'stop working' && (!owner.accountEnabled || owner.accountExpired)) {
    throw new Refusal(401, 'User is disabled');
  }
  return owner;
}

function passwordOwner(around: AuthenticationSurroundings, raw: string): ZephyrUser {
  const { state, now } = around;
  const decoded = decodeBasic(raw, 'latin1');
  // Only ASCII logins and passwords can sign in this way; others need a token.
  if (decoded === undefined || !isAscii(decoded.login + decoded.secret)) throw badCredentials();
  const user = state.users.get(state.userIdByLogin.get(decoded.login.toLowerCase()) ?? 0);
  if (user === undefined) throw badCredentials();
  if (isLocked(around, user)) throw new Refusal(401, 'User account is locked');
  if (user.password !== decoded.secret) {
    noteFailure(around, user);
    throw badCredentials();
  }
  if (!user.accountEnabled) throw new Refusal(401, 'User is disabled');
  if (user.accountExpired) throw new Refusal(401, 'User account has expired');
  if (user.credentialsExpired) throw new Refusal(401, 'User credentials have expired');
  user.countAttempts = 0;
  user.lastFailureAt = undefined;
  user.lastSuccessfulLogin = now().getTime();
  return user;
}

function isLocked({ switches, now }: AuthenticationSurroundings, user: ZephyrUser): boolean {
  if (switches.loginLimit === 'off' || user.countAttempts < attemptsAllowed) return false;
  if (now().getTime() - (user.lastFailureAt ?? 0) < lockMilliseconds) return true;
  user.countAttempts = 0;
  return false;
}

function noteFailure({ switches, now }: AuthenticationSurroundings, user: ZephyrUser): void {
  if (switches.loginLimit === 'off') return;
  user.countAttempts += 1;
  user.lastFailureAt = now().getTime();
}

function openSession({ state, random }: AuthenticationSurroundings, user: ZephyrUser): string {
  const value = random.hex(32).toUpperCase();
  state.sessions.set(value, user.id);
  if (state.sessions.size > sessionsKept) {
    const [oldest] = state.sessions.keys();
    if (oldest !== undefined) state.sessions.delete(oldest);
  }
  return value;
}

function badCredentials(): Refusal {
  return new Refusal(401, 'Bad credentials');
}

function isAscii(text: string): boolean {
  return /^[\u0020-\u007E]*$/u.test(text);
}
