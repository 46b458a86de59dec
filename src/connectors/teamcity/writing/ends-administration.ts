import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Intent } from '#domain/intents.ts';
import { succeeded } from '#domain/settled.ts';
import { loadGroupGraph } from '../group-graph.ts';
import { lineageOf } from '../lineage.ts';
import type { GroupGraph } from '../lineage.ts';
import { isAdministrator, standingOf } from '../standing.ts';
import type { Standing } from '../standing.ts';
import { ofKind } from './intents.ts';
import type { Placed } from './intents.ts';
import { readNow } from './look.ts';
import { fresh } from './parts.ts';
import type { WritingParts } from './parts.ts';
import { isAssignmentOf, scopeOf } from './scope.ts';

/**
 * Whether an administrator would be none any more, through groups included. Also true where reading does not tell:
 * hidden roles, a server that cannot be read.
 */
export async function endsAdministration(
  parts: WritingParts,
  call: Call,
  accountId: string,
  intents: readonly Intent[],
): Promise<boolean> {
  // Nothing else takes anything away: there is no disabled state.
  const takes = intents.filter(({ kind }) => ['delete', 'removeRole', 'removeGroup'].includes(kind));
  if (takes.length === 0) return false;
  try {
    const row = await readNow(parts, call, accountId);
    if (row === undefined) return true;
    const graph = await loadGroupGraph(parts.client, fresh(call));
    const before = standingOf(row, parts.system, graph);
    if (isAdministrator(before, parts.administratorRoles) === false) return false;
    if (intents.some(({ kind }) => kind === 'delete')) return true;
    return isAdministrator(after(before, intents, graph), parts.administratorRoles) !== true;
  } catch (error) {
    if (error instanceof RollcallError) return true;
    throw error;
  }
}

function after(before: Standing, intents: readonly Intent[], graph: GroupGraph | undefined): Standing {
  const placed = intents.map((intent) => ({ intent, place: { account: 0, intent: 0 } }));
  const roles = before.roles.ok ? succeeded(rolesAfter(before.roles.value, placed)) : before.roles;
  if (!before.groups.ok) return { ...before, roles };
  const groups = groupsAfter(before.groups.value, placed, graph);
  return { roles, groups: succeeded(groups), lineage: lineageOf(groups, graph) };
}

type RolesOf = Extract<Standing['roles'], { readonly ok: true }>['value'];
type GroupsOf = Extract<Standing['groups'], { readonly ok: true }>['value'];

function rolesAfter(roles: RolesOf, placed: readonly Placed[]): RolesOf {
  const removed = ofKind(placed, 'removeRole');
  const added = ofKind(placed, 'addRole').map(({ intent }) => ({
    roleId: intent.role.nativeId,
    scope: scopeOf(intent),
  }));
  return [...roles, ...added].filter((held) => !removed.some(({ intent }) => isAssignmentOf(held, intent)));
}

function groupsAfter(groups: GroupsOf, placed: readonly Placed[], graph: GroupGraph | undefined): GroupsOf {
  const removed = new Set(ofKind(placed, 'removeGroup').map(({ intent }) => intent.group.nativeId));
  const added = ofKind(placed, 'addGroup').map(({ intent: { group } }) => ({ key: group.nativeId }));
  return [...groups, ...added]
    .map((group) => graph?.get(group.key) ?? group)
    .filter((group) => !removed.has(group.key));
}
