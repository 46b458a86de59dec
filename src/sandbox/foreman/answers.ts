import type { SandboxReply } from '../kernel/exchange.ts';
import { emptyReply, htmlReply, jsonReply } from '../kernel/exchange.ts';

/** What an action answers; the headers every action's answer bears are added later. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answered before the action ran: without the `Foreman_…` headers (foreman.md 1.1). */
  readonly beforeAction?: boolean;
}

/** Ends an action with an answer of one of the error shapes (foreman.md 1.5). */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(message: string, answer: Answer) {
    super(message);
    this.name = 'Refusal';
    this.answer = answer;
  }
}

export type ErrorsByAttribute = Readonly<Record<string, readonly string[]>>;

/** E1. */
export function failure(status: number, message: string): Refusal {
  return new Refusal(message, { status, body: { error: { message } } });
}

/** E1 with the words the server has for defects of its own. */
export function serverError(): Refusal {
  return failure(
    500,
    'Internal Server Error: the server was unable to finish the request. This may be caused by a wrong call.',
  );
}

/** E1, 404 for a record. */
export function notFound(resource: string, id: string): Refusal {
  return failure(404, `Resource ${resource} not found by id '${id}'`);
}

/** E1, 422 for an id in body or path that refers to nothing. */
export function danglingReference(model: string, id: number | string): Refusal {
  return failure(422, `Couldn't find ${model} with 'id'=${typeof id === 'string' ? JSON.stringify(id) : id}`);
}

/** E2. */
export function missingPermission(permission: string): Refusal {
  const details = `Missing one of the required permissions: ${permission}`;
  return new Refusal(details, {
    status: 403,
    body: { error: { message: 'Access denied', details, missing_permissions: [permission] } },
    beforeAction: true,
  });
}

/** E2 as the attempt to delete oneself gets it: no permission is named. */
export function selfDelete(): Refusal {
  const details = 'You are trying to delete your own account';
  return new Refusal(details, {
    status: 403,
    body: { error: { message: 'Access denied', details, missing_permissions: null } },
  });
}

/** E3; `id` is undefined on create. */
export function invalid(id: number | undefined, errors: ErrorsByAttribute): Refusal {
  const fullMessages = Object.entries(errors).flatMap(([attribute, messages]) =>
    messages.map((message) => (attribute === 'base' ? message : `${humanized(attribute)} ${message}`)),
  );
  return new Refusal(fullMessages.join('; '), {
    status: 422,
    body: { error: { id: id ?? null, errors, full_messages: fullMessages } },
  });
}

/** E4, for a parent in a nested path. */
export function parentNotFound(model: string, id: string): Refusal {
  const message = `${model} not found by id '${id}'`;
  return new Refusal(message, { status: 404, body: { message } });
}

/** E4, for the context parameters: met while logging in. */
export function contextNotFound(model: string, id: string): Refusal {
  const message = `${model} with id ${id} not found`;
  return new Refusal(message, { status: 404, body: { message }, beforeAction: true });
}

/** E5. */
export function unsupportedQuery(message: string): Refusal {
  return new Refusal(message, {
    status: 400,
    body: { error: { message, class: 'ScopedSearch::QueryNotSupported' } },
  });
}

/** E6, from the middleware. */
export function middlewareReply(status: number, error: string): SandboxReply {
  return jsonReply(status, { status, error });
}

/** E8 for an unknown path, version or method. */
export function htmlNotFound(): SandboxReply {
  return htmlReply(404, '<!DOCTYPE html><html><body><h1>The page does not exist (404)</h1></body></html>');
}

/** E8 for bytes that decode to nothing. */
export function emptyBadRequest(): SandboxReply {
  return emptyReply(400, { 'content-type': 'text/html; charset=utf-8' });
}

function humanized(attribute: string): string {
  const words = attribute.replace(/_id$/u, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
