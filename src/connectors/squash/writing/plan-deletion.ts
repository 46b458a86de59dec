import type { Call } from '#connectors/connector.ts';
import type { Sent, Step } from '#connectors/writing.ts';
import { settle } from '#domain/settled.ts';
import type { HttpAnswer } from '#http/http.ts';
import { inChunks } from './in-chunks.ts';
import type { WritingParts } from './parts.ts';
import { listed } from './planned.ts';
import { createStep, readBack } from './step.ts';
import { wishesOf } from './subject.ts';
import type { Subject, WishOf } from './subject.ts';
import { restated } from './write-refusal.ts';

interface Doomed {
  readonly id: string;
  readonly login: string;
  readonly wishes: readonly WishOf<'delete'>[];
}

/**
 * All accounts in one call, or in as few as `maxBulkDelete` allows. One call is all or nothing: the caller's own
 * account, the owner of a milestone or an unknown id among them and none is deleted (squash.md 2.7).
 */
export function planDeletion(parts: WritingParts, subjects: readonly Subject[]): readonly Step[] {
  const doomed = new Map<string, Doomed>();
  for (const subject of subjects) {
    const { id, login } = subject;
    const wishes = wishesOf(subject, 'delete');
    if (id === undefined || wishes.length === 0) continue;
    doomed.set(id, { id, login, wishes: [...(doomed.get(id)?.wishes ?? []), ...wishes] });
  }
  return inChunks([...doomed.values()], parts.maxBulkDelete).map((chunk) => deletionStep(parts, chunk));
}

function deletionStep(parts: WritingParts, doomed: readonly Doomed[]): Step {
  const { system } = parts;

  const stillThere = async (call: Call): Promise<ReadonlySet<string>> => {
    const ids = doomed.map(({ id }) => id);
    const { found, failed } = await parts.locate(call, { ids, logins: [] }, false);
    if (failed[0] !== undefined) throw failed[0].error;
    return new Set(found.map(({ row }) => row.id));
  };
  const sent = async (call: Call, _id: string, answer: HttpAnswer): Promise<Sent> => {
    const left = await settle(stillThere(call), system);
    // A 204 is proof enough. Before 5.0.0 a DELETE that went nowhere could be answered with 200 (squash.md 6.5).
    if (!left.ok && answer.status === 204) return {};
    const ids = left.ok ? left.value : await readBack(system, Promise.reject(left.error));
    return {
      missing: doomed
        .filter(({ id }) => ids.has(id))
        .flatMap(({ login, wishes }) =>
          wishes.map(({ place }) => ({
            place,
            message: `${system}: the server said yes, but ${login} is still there.`,
          })),
        ),
    };
  };

  return createStep(parts, undefined, {
    operation: 'DELETE_USER',
    summary: `Delete ${listed(doomed.map(({ login }) => login))}`,
    places: doomed.flatMap(({ wishes }) => wishes.map(({ place }) => place)),
    isDestructive: true,
    method: 'DELETE',
    path: `/users/${doomed.map(({ id }) => id).join(',')}`,
    // Again, it would be refused, as nobody is there; but nothing more is lost.
    isIdempotent: true,
    sent,
    look: async (call) => ({ verdict: (await stillThere(call)).size === 0 ? 'landed' : 'missing' }),
    refused: async (call, error, answer) => {
      if (answer.status >= 500) throw error;
      const left = await settle(stillThere(call), system);
      if (!left.ok) throw error;
      // Somebody else was faster.
      if (left.value.size === 0) return {};
      throw doomed.length === 1 ? error : restated(error, { advice: whoIsLeft(doomed, left.value) });
    },
  });
}

function whoIsLeft(doomed: readonly Doomed[], left: ReadonlySet<string>): string {
  const gone = doomed.filter(({ id }) => !left.has(id)).map(({ login }) => login);
  if (gone.length > 0) return `${listed(gone)} had gone before; the others are still there.`;
  return `None of the ${doomed.length} accounts was deleted: one of them may own a milestone or a chart, or be the one in use.`;
}
