import type { Call } from '#connectors/connector.ts';
import { isJavaLong } from '#connectors/java-long.ts';
import type { IntentPlace, Look, Progress, Sent, Step } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Operation } from '#domain/operations.ts';
import type { HttpAnswer } from '#http/http.ts';
import type { WritingParts } from './parts.ts';
import type { Stage, StagedStep } from './planned.ts';
import { unlessUnreadable } from './look.ts';
import { sendWrite } from './send-write.ts';
import type { WriteRequest } from './send-write.ts';
import type { Target } from './target.ts';

/** One write below an account. */
export interface AccountWrite extends Omit<WriteRequest, 'path'> {
  readonly stage: Exclude<Stage, 'create'>;
  readonly operation: Operation;
  readonly summary: string;
  readonly places: readonly IntentPlace[];
  /** `/roles/PROJECT_VIEWER/g`; empty for the account itself. */
  readonly below: string;
  readonly isDestructive?: boolean;
  readonly replaced?: readonly string[];
  /** True unless said: roles, memberships, fields and deletions are. */
  readonly isIdempotent?: boolean;
  /** What a success tells; nothing unless said. */
  readonly read?: (answer: HttpAnswer, accountId: string) => Sent;
  /** Another way where the server refused this one; undefined where there is none. */
  readonly afterRefusal?: (error: RollcallError, call: Call, accountId: string) => Promise<Sent | undefined>;
  readonly look: (call: Call, accountId: string) => Promise<Look>;
}

const idToCome = '{id}';

/** Only ever writes through `id:<n>`: other locators take the first account that fits (teamcity.md 2.1). */
export function accountStep(parts: WritingParts, target: Target, write: AccountWrite): StagedStep {
  const requestFor = (id: string): WriteRequest => ({ ...write, path: `${pathOf(id)}${write.below}` });
  const planned = requestFor(target.id ?? idToCome);
  const step: Step = {
    operation: write.operation,
    summary: write.summary,
    isDestructive: write.isDestructive ?? false,
    replaced: write.replaced ?? [],
    places: write.places,
    isIdempotent: write.isIdempotent ?? true,
    request: {
      method: planned.method,
      path: planned.path,
      ...(planned.query === undefined ? {} : { query: planned.query }),
    },
    send: async (call, progress) => {
      const id = accountIdOf(parts.system, target, progress);
      try {
        const answer = await sendWrite(parts, requestFor(id), call);
        return write.read?.(answer, id) ?? {};
      } catch (error) {
        const sent = await recovered(write, error, call, id);
        if (sent === undefined) throw error;
        return sent;
      }
    },
    look: async (call, progress) =>
      unlessUnreadable(async () => write.look(call, accountIdOf(parts.system, target, progress))),
  };
  return { stage: write.stage, step };
}

function pathOf(id: string): string {
  return `/app/rest/users/id:${id}`;
}

function accountIdOf(system: string, target: Target, progress: Progress): string {
  const id = target.id ?? progress.accountIds.get(target.index);
  if (id !== undefined && isJavaLong(id)) return id;
  throw new RollcallError(
    'CONFLICT',
    `${system}: the account ${target.names.login} that this write is for was not made.`,
    { system },
  );
}

/**
 * What is to be taken away and is not there was taken away: a 404 counts as done where looking shows it so. Else it
 * was about something else, an unknown role for instance, and stands.
 */
async function recovered(
  write: AccountWrite,
  error: unknown,
  call: Call,
  id: string,
): Promise<Sent | undefined> {
  if (!(error instanceof RollcallError)) return undefined;
  if (write.afterRefusal !== undefined) return write.afterRefusal(error, call, id);
  if (write.method !== 'DELETE' || error.code !== 'NOT_FOUND') return undefined;
  const look = await unlessUnreadable(async () => write.look(call, id));
  return look.verdict === 'landed' ? {} : undefined;
}
