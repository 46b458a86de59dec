import type { RouteHandler } from '../kernel/router.ts';
import { failure, middlewareReply, missingPermission, Refusal, serverError } from './answers.ts';
import type { Answer } from './answers.ts';
import { callerOf, may } from './caller.ts';
import type { Caller } from './caller.ts';
import type { Call, OpenCall } from './call.ts';
import { contextOf, taxonomiesOf } from './context.ts';
import { finished } from './finish.ts';
import { anonymousSession, signIn } from './sign-in.ts';
import { textReply } from '../kernel/exchange.ts';
import type { SandboxReply } from '../kernel/exchange.ts';

export interface Action {
  /** What the caller must hold; nothing where absent. */
  readonly permission?: string;
  /** Calls on one's own record need no permission (foreman.md 1.3). */
  readonly isOwnRecord?: (call: Pick<Call, 'path' | 'caller'>) => boolean;
  /** Creating what belongs to organizations trips over an unparsed body where there is only one of them (1.4). */
  readonly assignsTaxonomies?: boolean;
  readonly run: (call: Call) => Answer;
}

/**
 * Puts the checks that every action has in front of it, in the server's order: login and lock, disabled, permission,
 * context, media type (foreman.md 9); parent, record and body are the action's own.
 */
export function action(definition: Action): RouteHandler<OpenCall> {
  return (open) => {
    const { server, request } = open;
    const login = signIn(server, request);
    if (login.outcome === 'session-expired') return textReply(401, '');
    const cookie = login.newSession;
    if (login.user === undefined || login.refusal !== undefined) {
      const refusal = login.refusal ?? failure(401, 'Unable to authenticate user ');
      return finished(open, { ...refusal.answer, beforeAction: true }, {}, cookie);
    }
    return asCaller(open, definition, callerOf(server, login.user), cookie);
  };
}

/** An action that asks nobody who he is: it counts no failures and works for locked addresses (1.1). */
export function openAction(run: (call: OpenCall) => Answer): RouteHandler<OpenCall> {
  return (open) => finished(open, run(open), {}, anonymousSession(open.server, open.request));
}

function asCaller(
  open: OpenCall,
  definition: Action,
  caller: Caller,
  cookie: string | undefined,
): SandboxReply {
  const context = contextOf(open.server.store, caller, open.parameters);
  const refusal = permissionRefusal(open, definition, caller);
  // The context is looked at while logging in: when it refuses and the permission is missing, two answers collide (2.4).
  if (context instanceof Refusal && refusal !== undefined)
    return middlewareReply(500, 'Internal Server Error');
  if (context instanceof Refusal) return finished(open, context.answer, {}, cookie);
  if (refusal !== undefined) return finished(open, refusal.answer, {}, cookie);
  return finished(open, answered({ ...open, caller, context }, definition), context, cookie);
}

function permissionRefusal(open: OpenCall, definition: Action, caller: Caller): Refusal | undefined {
  const { permission, isOwnRecord } = definition;
  if (permission === undefined || may(open.server.store, caller, permission)) return undefined;
  const isExempt = isOwnRecord?.({ path: open.path, caller }) === true;
  return isExempt ? undefined : missingPermission(permission);
}

function answered(call: Call, definition: Action): Answer {
  try {
    checkMediaType(call, definition);
    return definition.run(call);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** Only POST and PUT are checked, and only `application/json` is right (1.4). */
function checkMediaType(call: Call, definition: Action): void {
  const { method, headers } = call.request;
  if (method !== 'POST' && method !== 'PUT') return;
  const given = headers['content-type'] ?? '';
  if (isJson(given)) return;
  const { store } = call.server;
  const isOnly = (kind: 'organization' | 'location'): boolean => taxonomiesOf(store, kind).length === 1;
  if (definition.assignsTaxonomies === true && (isOnly('organization') || isOnly('location'))) {
    throw serverError();
  }
  throw failure(
    415,
    `Media type in 'Content-Type: ${given}' is unsupported for POST and PUT requests. Please use 'application/json'.`,
  );
}

export function isJson(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === 'application/json';
}
