import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { readRoleList } from '../roles.ts';
import { isPositiveId } from '../wire.ts';
import type { LiveProject, WritableZephyr } from './live.ts';
import { liveCall } from './live.ts';
import type { TeamRole } from './team-changes.ts';

interface KnownRole extends TeamRole {
  /** One to hold inside a project. */
  readonly isOfProjects: boolean;
}

/**
 * The role that a permission names, by name or id: among the roles of the server and those held on the projects in
 * question, for no call lists what may be held there. Names are compared to the last blank (zephyr.md 2.4).
 */
export async function readPermissionRoles(
  zephyr: WritableZephyr,
  call: Call,
  projects: readonly LiveProject[],
): Promise<(permission: string) => TeamRole> {
  const { rows } = await readRoleList(zephyr, liveCall(call));
  const roles = new Map<string, KnownRole>();
  for (const role of projects.flatMap(rolesHeld)) roles.set(role.id, role);
  for (const { id, name, isProjectAppRole } of rows) {
    if (isPositiveId(id))
      roles.set(id, { id, name: name ?? undefined, isOfProjects: isProjectAppRole === true });
  }
  return (permission) => findRole(zephyr.system, [...roles.values()], permission);
}

function rolesHeld({ members }: LiveProject): readonly KnownRole[] {
  return members.flatMap(({ roleId, roleName }) =>
    roleId === undefined || !isPositiveId(roleId) ? [] : [{ id: roleId, name: roleName, isOfProjects: true }],
  );
}

function findRole(system: string, roles: readonly KnownRole[], permission: string): TeamRole {
  const named = roles.filter(({ name }) => name === permission);
  const ofProjects = named.filter(({ isOfProjects }) => isOfProjects);
  const candidates = ofProjects.length > 0 ? ofProjects : named;
  const [found] = candidates.length > 0 ? candidates : roles.filter(({ id }) => id === permission);
  if (found !== undefined && candidates.length < 2) return found;
  const ids = candidates.map(({ id }) => id).join(', ');
  throw candidates.length > 1
    ? new RollcallError(
        'AMBIGUOUS',
        `${system}: several roles are called ${permission}: name one by its id (${ids}).`,
        { system, field: ['permission'] },
      )
    : new RollcallError(
        'NOT_FOUND',
        `${system}: expected the name or id of a role to hold on a project, such as ${someOf(roles)}; got ${permission}.`,
        { system, field: ['permission'] },
      );
}

function someOf(roles: readonly KnownRole[]): string {
  const names = roles.toSorted((one, other) => Number(other.isOfProjects) - Number(one.isOfProjects));
  return names
    .slice(0, 5)
    .map(({ id, name }) => name ?? id)
    .join(', ');
}
