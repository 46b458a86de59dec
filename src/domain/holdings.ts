import type { Group, Project, Role, Team } from './entities.ts';

/** Group or team through which something is held. */
export type Carrier =
  { readonly type: 'group'; readonly group: Group } | { readonly type: 'team'; readonly team: Team };

export interface HeldRole {
  readonly role: Role;
  /** The upstream's own scope, e.g. `g` or `p:Payments`; absent where roles have no scope. */
  readonly scope?: string | undefined;
  readonly project?: Project | undefined;
  readonly via?: Carrier | undefined;
}
export interface HeldGroup {
  readonly group: Group;
  /** True where everybody is in it and nobody can leave: no part of what is chosen. */
  readonly isFixed?: boolean | undefined;
  readonly via?: Carrier | undefined;
}
export interface HeldTeam {
  readonly team: Team;
  readonly via?: Carrier | undefined;
}
export interface HeldPermission {
  /** The upstream's name for it. */
  readonly permission: string;
  readonly project: Project;
  readonly via?: Carrier | undefined;
}

export interface HoldingOfKind {
  roles: readonly HeldRole[];
  groups: readonly HeldGroup[];
  teams: readonly HeldTeam[];
  projectPermissions: readonly HeldPermission[];
}
export const holdingKinds = ['roles', 'groups', 'teams', 'projectPermissions'] as const;
export type HoldingKind = (typeof holdingKinds)[number];

/** Parts of an account beyond the light fields that a read may be asked for. */
export type Facet = HoldingKind | 'details';

/** Which facets a query selects: a read answers those and need not answer others. */
export type Projection = ReadonlySet<Facet>;
