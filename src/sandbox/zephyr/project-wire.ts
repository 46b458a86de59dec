import type { ProjectGroup, TeamRow, ZephyrProject } from './entities.ts';
import { roleName } from './role-wire.ts';
import type { ZephyrState } from './store.ts';
import type { ZephyrSwitches } from './switches.ts';
import { dateText } from './user-wire.ts';

/** A project with its team, as `GET /project/{id}` sends it. */
export function projectWire(project: ZephyrProject, state: ZephyrState, switches: ZephyrSwitches): object {
  return {
    ...listedProjectWire(project),
    members: project.members.map((row) => teamRowWire(row, state, switches)),
    projectGroups: project.groups.map((group) => projectGroupWire(group, state, switches)),
  };
}

/** In lists the team is empty, whoever is on it (zephyr.md 3.3). */
export function listedProjectWire(project: ZephyrProject): object {
  return {
    id: project.id,
    version: project.version,
    name: project.name,
    description: project.description,
    startDate: project.startDate,
    projectStartDate: dateText(project.startDate),
    status: project.active ? '2' : '1',
    members: [],
    projectGroups: [],
    sharedProjects: [],
    isolationLevel: 0,
    dashboardSecured: false,
    dashboardRestricted: false,
    createdOn: project.createdOn,
    shared: false,
    active: project.active,
    customProperties: {},
    globalProject: false,
  };
}

export function teamRowWire(row: TeamRow, state: ZephyrState, switches: ZephyrSwitches): object {
  const { id, version, userId, startDate, roleId } = row;
  return { id, version, userId, startDate, role: roleReference(roleId, state, switches) };
}

function projectGroupWire(group: ProjectGroup, state: ZephyrState, switches: ZephyrSwitches): object {
  return {
    id: group.groupId,
    name: state.groups.get(group.groupId)?.name,
    role: roleReference(group.roleId, state, switches),
  };
}

function roleReference(id: number, state: ZephyrState, switches: ZephyrSwitches): object {
  const role = state.roles.get(id);
  return { id, name: role === undefined ? undefined : roleName(role, switches) };
}
