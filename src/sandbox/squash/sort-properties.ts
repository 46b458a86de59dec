import type { ProjectRecord, TeamRecord, UserRecord } from './records.ts';
import type { SortProperties } from './sorting.ts';

export const sortableUser: SortProperties<UserRecord> = {
  id: (user) => user.id,
  login: (user) => user.login,
  firstName: (user) => user.firstName,
  lastName: (user) => user.lastName,
  email: (user) => user.email,
  active: (user) => user.active,
};

export const sortableTeam: SortProperties<TeamRecord> = {
  id: (team) => team.id,
  name: (team) => team.name,
  description: (team) => team.description,
};

export const sortableProject: SortProperties<ProjectRecord> = {
  id: (project) => project.id,
  name: (project) => project.name,
};
