import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, Progress, Sent, Step } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { Operation } from '#domain/operations.ts';
import { settle } from '#domain/settled.ts';
import { badAnswer, isMarkup, isSuccess } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { apiRoot } from '../client.ts';
import { live } from './parts.ts';
import type { WritingParts } from './parts.ts';
import type { Subject } from './subject.ts';
import { writeRefusal } from './write-refusal.ts';

/** A step but for what all steps have in common. */
export interface StepDraft {
  readonly operation: Operation;
  readonly summary: string;
  readonly places: readonly IntentPlace[];
  readonly isDestructive?: boolean;
  readonly replaced?: readonly string[];
  readonly isIdempotent: boolean;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `apiRoot`, encoded, like the query; `{id}` in either stands for the id of an account not made yet. */
  readonly path: string;
  readonly query?: string;
  readonly json?: Readonly<Record<string, unknown>>;
  /** What of the body must not come back in a message. */
  readonly secret?: string | undefined;
  /** What the accepted write brought, after comparing with what is there now; `id` is the account's. */
  sent(call: Call, id: string, answer: HttpAnswer): Promise<Sent>;
  look(call: Call, id: string): Promise<Look>;
  /** Looks into a refusal: throws it, told more exactly, or finds that what was wanted is so all the same. */
  refused?(call: Call, error: RollcallError, answer: HttpAnswer): Promise<Sent>;
}

/** `owner` is the account it writes to; undefined where it makes one, or is about several. */
export function createStep(parts: WritingParts, owner: Subject | undefined, draft: StepDraft): Step {
  const { system, client } = parts;
  const { operation, summary, places, isIdempotent, method, query } = draft;
  const path = `${apiRoot}${draft.path}`;

  const ownerId = (progress: Progress): string => {
    if (owner === undefined) return '';
    const id = owner.id ?? progress.accountIds.get(owner.account);
    if (id === undefined) throw notMade(system, owner.login);
    return id;
  };

  const send: Step['send'] = async (call, progress) => {
    const id = ownerId(progress);
    const answer = await client.write(call, {
      method,
      path: path.replaceAll('{id}', id),
      query: query?.replaceAll('{id}', id),
      json: draft.json,
    });
    if (!isSuccess(answer)) {
      const error = writeRefusal(answer, system, call, draft.secret);
      if (draft.refused === undefined) throw error;
      return draft.refused(live(call), error, answer);
    }
    // A login page stands before the server: it never saw the write, or answers of it are never seen.
    if (isMarkup(answer)) throw badAnswer(answer, system, 'a page in HTML, not an answer of the API');
    return draft.sent(live(call), id, answer);
  };

  return {
    operation,
    summary,
    places,
    isIdempotent,
    isDestructive: draft.isDestructive ?? false,
    replaced: draft.replaced ?? [],
    request: query === undefined ? { method, path } : { method, path, query },
    send,
    look: async (call, progress) => {
      const look = await settle((async () => draft.look(live(call), ownerId(progress)))(), system);
      return look.ok ? look.value : { verdict: 'unclear' };
    },
  };
}

/** Failures after which nobody knows whether a write landed. */
const leavesOpen: ReadonlySet<ErrorCode> = new Set([
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BAD_RESPONSE',
]);

/**
 * Reads back what an accepted write left. Where that fails the failure must not look like a refusal of the write:
 * it was accepted.
 */
export async function readBack<T>(system: string, reading: Promise<T>): Promise<T> {
  const settled = await settle(reading, system);
  if (settled.ok) return settled.value;
  const { error } = settled;
  if (leavesOpen.has(error.code)) throw error;
  throw new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the write was accepted, but what it left could not be read: ${error.message}`,
    { system, httpStatus: error.httpStatus, cause: error },
  );
}

function notMade(system: string, login: string): RollcallError {
  return new RollcallError(
    'CONFLICT',
    `${system}: the account ${login} was not made, so nothing can be written to it.`,
    {
      system,
    },
  );
}
