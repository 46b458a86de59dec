import type { ZephyrUser } from './entities.ts';
import type { ZephyrState } from './store.ts';

/** Ids of the projects the user is allocated to, in person or through a group, in order. */
export function allocatedProjectIds(state: ZephyrState, user: ZephyrUser): number[] {
  state.projectIdsByUser ??= indexTeams(state);
  const ids = new Set(state.projectIdsByUser.get(user.id));
  for (const project of state.projects.values()) {
    if (project.groups.some(({ groupId }) => user.groupIds.includes(groupId))) ids.add(project.id);
  }
  return [...ids].sort((a, b) => a - b);
}

function indexTeams(state: ZephyrState): Map<number, number[]> {
  const index = new Map<number, number[]>();
  for (const { id, members } of state.projects.values()) {
    for (const { userId } of members) {
      const known = index.get(userId);
      if (known === undefined) index.set(userId, [id]);
      else known.push(id);
    }
  }
  return index;
}
