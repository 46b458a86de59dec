import {
  cannotDisable,
  noPermissionToGrant,
  noPermissionToRevoke,
  noTeamToJoin,
  noTeamToLeave,
} from './instructions.ts';
import { ofKind } from './intents.ts';
import type { IntentOf, Placed } from './intents.ts';
import { together, unchanged, unsupported } from './planned.ts';
import type { Planned } from './planned.ts';
import type { Target } from './target.ts';

const instructions = {
  addTeam: noTeamToJoin,
  removeTeam: noTeamToLeave,
  grantPermission: noPermissionToGrant,
  revokePermission: noPermissionToRevoke,
} as const;

/** What TeamCity does not have: teams, permissions outside roles, and a disabled state. */
export function planForeign(target: Target, placed: readonly Placed[]): Planned {
  const kinds = Object.keys(instructions) as (keyof typeof instructions)[];
  return together([
    planStatus(target, ofKind(placed, 'setStatus')),
    ...kinds.map((kind) => ({
      steps: [],
      settled: unsupported(ofKind(placed, kind), target.names.login, instructions[kind]),
    })),
  ]);
}

/** Every account is active. */
function planStatus({ names }: Target, placed: readonly Placed<IntentOf<'setStatus'>>[]): Planned {
  const disables = placed.filter(({ intent }) => intent.status === 'DISABLED');
  const enables = placed.filter(({ intent }) => intent.status === 'ACTIVE');
  return {
    steps: [],
    settled: [...unchanged(enables, names.login), ...unsupported(disables, names.login, cannotDisable)],
  };
}
