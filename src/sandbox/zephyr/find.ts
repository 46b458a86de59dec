import type { ZephyrContext } from './context.ts';
import type { ZephyrProject, ZephyrUser } from './entities.ts';
import { readInteger } from './query.ts';
import { unknownId } from './refusal.ts';

/** The user a path names. Throws what a by-id read of nobody answers. */
export function findUser({ state, switches }: ZephyrContext, text: string | undefined): ZephyrUser {
  const id = readInteger(text ?? '', switches);
  const user = state.users.get(id);
  if (user === undefined) throw unknownId(switches, 'User', id);
  return user;
}

/** The project a path names. Throws what a by-id read of nothing answers. */
export function findProject({ state, switches }: ZephyrContext, text: string | undefined): ZephyrProject {
  const id = readInteger(text ?? '', switches);
  const project = state.projects.get(id);
  if (project === undefined) throw unknownId(switches, 'Project', id);
  return project;
}
