import type { EntityOfKind } from '#domain/entities.ts';
import type { Intent } from '#domain/intents.ts';
import type { ConnectedSystem } from '../landscape.ts';
import type { Desk, FieldPath } from './desk.ts';

export interface RoleChoice {
  readonly role: string;
  readonly project?: string | null | undefined;
}
export interface PermissionChoice {
  readonly permission: string;
  readonly projects: readonly string[];
}

/** Intents for choices of roles; what is chosen twice is meant once. */
export async function roleIntents(
  kind: 'addRole' | 'removeRole',
  choices: readonly RoleChoice[],
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  const intents: Intent[] = [];
  for (const [index, choice] of choices.entries()) {
    const at = [...field, String(index)];
    const role = await desk.entity('role', system, choice.role, [...at, 'role']);
    const wantsProject = choice.project !== undefined && choice.project !== null;
    const project = wantsProject
      ? await desk.entity('project', system, choice.project ?? '', [...at, 'project'])
      : undefined;
    if (role === undefined || (wantsProject && project === undefined)) continue;
    intents.push({ kind, role, ...(project === undefined ? {} : { project }) });
  }
  return once(intents);
}

/** One intent for each thing that is named; a name that fits nothing is noted at the desk. */
async function intentsFor<K extends 'group' | 'team' | 'project'>(
  kind: K,
  names: readonly string[],
  { system, field, desk }: Surroundings,
  intentOf: (entity: EntityOfKind[K]) => Intent,
): Promise<Intent[]> {
  const intents: Intent[] = [];
  for (const [index, name] of names.entries()) {
    const entity = await desk.entity(kind, system, name, [...field, String(index)]);
    if (entity !== undefined) intents.push(intentOf(entity));
  }
  return once(intents);
}

interface Surroundings {
  readonly system: ConnectedSystem;
  readonly field: FieldPath;
  readonly desk: Desk;
}

export async function groupIntents(
  kind: 'addGroup' | 'removeGroup',
  names: readonly string[],
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  return intentsFor('group', names, { system, field, desk }, (group) => ({ kind, group }));
}

export async function teamIntents(
  kind: 'addTeam' | 'removeTeam',
  names: readonly string[],
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  return intentsFor('team', names, { system, field, desk }, (team) => ({ kind, team }));
}

export async function grantIntents(
  { permission, projects }: PermissionChoice,
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  const at = { system, field: [...field, 'projects'], desk };
  return intentsFor('project', projects, at, (project) => ({ kind: 'grantPermission', permission, project }));
}

export async function revokePermissionIntents(
  projects: readonly string[],
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  const at = { system, field, desk };
  return intentsFor('project', projects, at, (project) => ({ kind: 'revokePermission', project }));
}

/** A list may name the same thing twice, by id and by name; it is meant once. */
function once(intents: readonly Intent[]): Intent[] {
  return [...new Map(intents.map((intent) => [intentKey(intent), intent])).values()];
}

function intentKey(intent: Intent): string {
  switch (intent.kind) {
    case 'addRole':
    case 'removeRole':
      return JSON.stringify([intent.kind, intent.role.nativeId, intent.project?.nativeId]);
    case 'addGroup':
    case 'removeGroup':
      return JSON.stringify([intent.kind, intent.group.nativeId]);
    case 'addTeam':
    case 'removeTeam':
      return JSON.stringify([intent.kind, intent.team.nativeId]);
    case 'grantPermission':
    case 'revokePermission':
      return JSON.stringify([intent.kind, intent.project.nativeId]);
    default:
      return JSON.stringify(intent);
  }
}
