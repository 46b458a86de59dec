import type { Instant } from './instant.ts';

/**
 * The things accounts hold: roles, groups, teams, projects. `isWhole` false marks a mention (a role inside an
 * account's answer, say) of which only some members are known; reading it by id fills in the rest.
 */
interface Entity {
  readonly nativeId: string;
  /** Absent in mentions that carry an id only. */
  readonly name?: string | undefined;
  readonly isWhole: boolean;
}

export interface Role extends Entity {
  readonly description?: string | undefined;
  /** What the role allows, in the upstream's words; absent where the upstream does not tell. */
  readonly permissions?: readonly string[] | undefined;
}

export interface Group extends Entity {
  readonly description?: string | undefined;
  /** Groups this one is directly inside of. */
  readonly parents?: readonly Group[] | undefined;
  readonly roles?: readonly Role[] | undefined;
}

export interface Team extends Entity {
  readonly description?: string | undefined;
  readonly createdAt?: Instant | undefined;
  readonly createdBy?: string | undefined;
  readonly updatedAt?: Instant | undefined;
  readonly updatedBy?: string | undefined;
}

export interface Project extends Entity {
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  readonly isActive?: boolean | undefined;
}

/** Kinds of entity that have a catalogue. */
export const entityKinds = ['role', 'group', 'team', 'project'] as const;
export type EntityKind = (typeof entityKinds)[number];
export interface EntityOfKind {
  role: Role;
  group: Group;
  team: Team;
  project: Project;
}
