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

export async function groupIntents(
  kind: 'addGroup' | 'removeGroup',
  names: readonly string[],
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  const intents: Intent[] = [];
  for (const [index, name] of names.entries()) {
    const group = await desk.entity('group', system, name, [...field, String(index)]);
    if (group !== undefined) intents.push({ kind, group });
  }
  return once(intents);
}

export async function teamIntents(
  kind: 'addTeam' | 'removeTeam',
  names: readonly string[],
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  const intents: Intent[] = [];
  for (const [index, name] of names.entries()) {
    const team = await desk.entity('team', system, name, [...field, String(index)]);
    if (team !== undefined) intents.push({ kind, team });
  }
  return once(intents);
}

export async function grantIntents(
  { permission, projects }: PermissionChoice,
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  const intents: Intent[] = [];
  for (const [index, name] of projects.entries()) {
    const project = await desk.entity('project', system, name, [...field, 'projects', String(index)]);
    if (project !== undefined) intents.push({ kind: 'grantPermission', permission, project });
  }
  return once(intents);
}

export async function revokePermissionIntents(
  projects: readonly string[],
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): Promise<Intent[]> {
  const intents: Intent[] = [];
  for (const [index, name] of projects.entries()) {
    const project = await desk.entity('project', system, name, [...field, String(index)]);
    if (project !== undefined) intents.push({ kind: 'revokePermission', project });
  }
  return once(intents);
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
