import { managerRole } from './built-in-roles.ts';
import type { ZephyrProject, ZephyrUser } from './entities.ts';
import { projectSetup } from './applications.ts';
import { forbidden } from './refusal.ts';
import type { ZephyrState } from './store.ts';

/** Whether one of the user's roles opens the application; a manager may everything. */
export function mayUse(state: ZephyrState, user: ZephyrUser, application: number): boolean {
  return user.roleIds.some(
    (id) => id === managerRole || state.roles.get(id)?.applications.includes(application) === true,
  );
}

/** Reads are open to everybody who can log in; writes need the application they belong to (zephyr.md 1.6, 2.2). */
export function requireApplication(state: ZephyrState, user: ZephyrUser, application: number): void {
  if (!mayUse(state, user, application)) throw forbidden();
}

/**
 * A single project and its team are shown to those who set projects up and to those on it, in person or through a
 * group; to others 403, although the lists name every project (zephyr.md 1.6).
 */
export function requireSight(state: ZephyrState, user: ZephyrUser, project: ZephyrProject): void {
  if (!mayUse(state, user, projectSetup) && !isOnProject(user, project)) throw forbidden();
}

function isOnProject(user: ZephyrUser, project: ZephyrProject): boolean {
  return (
    project.members.some((row) => row.userId === user.id) ||
    project.groups.some(({ groupId }) => user.groupIds.includes(groupId))
  );
}
