import { filled } from '#connectors/known.ts';
import type { IntentPlace, Step } from '#connectors/writing.ts';
import type { UserShow } from '../wire.ts';
import { addStep, settleUnchanged } from './draft.ts';
import type { Planning } from './draft.ts';
import { looking, verdictOf } from './look.ts';
import { acceptDeletion } from './rejection.ts';
import { idOf } from './target.ts';
import type { Target } from './target.ts';

/** Deletes an account, with its roles, memberships and tokens (foreman.md 2.8). */
export function planDelete(planning: Planning, target: Target, place: IntentPlace): void {
  if (target.show === undefined) {
    settleUnchanged(planning, place, 'DELETE_USER', `Delete ${target.login}`);
  } else addStep(planning, 'delete', deleteStep(planning, target, target.show, place));
}

function deleteStep({ client, query }: Planning, target: Target, show: UserShow, place: IntentPlace): Step {
  const { path } = target;
  return {
    operation: 'DELETE_USER',
    summary: `Delete ${target.login}`,
    isDestructive: true,
    replaced: held(show),
    places: [place],
    request: { method: 'DELETE', path, query },
    isIdempotent: true,
    send: async (call) => {
      const request = { method: 'DELETE' as const, path, query };
      acceptDeletion(await client.write(call, request), client.system, 'account');
      return {};
    },
    look: async (call, progress) =>
      looking(async () => {
        const id = idOf(target, progress, client.system);
        return verdictOf((await client.user({ ...call, isFresh: true }, id)) === undefined);
      }),
  };
}

/** What goes with the account. */
function held(show: UserShow): readonly string[] {
  return [
    ...(show.roles ?? []).map((role) => `role ${filled(role.name) ?? role.id}`),
    ...(show.usergroups ?? []).map((group) => `group ${filled(group.name) ?? group.id}`),
  ];
}
