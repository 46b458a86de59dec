import type { AccessToken } from '#domain/access-token.ts';
import type { Account } from '#domain/account.ts';
import type { CircuitState } from '#domain/circuit.ts';
import type { EntityKind, EntityOfKind, Project } from '#domain/entities.ts';
import type { Problem } from '#domain/errors.ts';
import type { Carrier, HeldGroup, HeldPermission, HeldRole, HeldTeam } from '#domain/holdings.ts';
import type { Instant } from '#domain/instant.ts';
import type { ConnectedSystem } from './landscape.ts';

/** What use cases return: domain objects together with the system they are in. */

export interface EntityModel<K extends EntityKind = EntityKind> {
  readonly kind: K;
  readonly system: ConnectedSystem;
  readonly entity: EntityOfKind[K];
}
export type RoleModel = EntityModel<'role'>;
export type GroupModel = EntityModel<'group'>;
export type TeamModel = EntityModel<'team'>;
export type ProjectModel = EntityModel<'project'>;

/** An account as a list or a read gives it. */
export interface AccountModel {
  readonly kind: 'account';
  readonly system: ConnectedSystem;
  readonly account: Account;
}

export interface TokenModel {
  readonly kind: 'token';
  readonly system: ConnectedSystem;
  readonly token: AccessToken;
}

/** Whoever holds something: the account where it was read, else enough to read it. */
export type Holder = Account | { readonly nativeId: string };

interface Grant<K extends string, H> {
  readonly kind: K;
  readonly system: ConnectedSystem;
  readonly holder: Holder;
  readonly held: H;
}
export type RoleGrant = Grant<'roleAssignment', HeldRole>;
export type GroupGrant = Grant<'groupMembership', HeldGroup>;
export type TeamGrant = Grant<'teamMembership', HeldTeam>;
export type PermissionGrant = Grant<'projectPermission', HeldPermission>;
export type GrantModel = RoleGrant | GroupGrant | TeamGrant | PermissionGrant;

export function projectOf(grant: GrantModel): Project | undefined {
  return grant.kind === 'roleAssignment' || grant.kind === 'projectPermission'
    ? grant.held.project
    : undefined;
}

export function carrierOf(grant: GrantModel): Carrier | undefined {
  return grant.held.via;
}

export type SourceState = 'FRESH' | 'PARTIAL' | 'STALE' | 'FAILED' | 'UNSUPPORTED' | 'SKIPPED';

export interface SourceModel {
  readonly system: ConnectedSystem;
  readonly state: SourceState;
  /** Counts on demand: counting a filtered list of twenty thousand is not free. */
  readonly count: () => number | undefined;
  readonly asOf?: Instant | undefined;
  readonly problem?: Problem | undefined;
}

export interface EdgeOf<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface ConnectionOf<T> {
  readonly edges: readonly EdgeOf<T>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly sources: readonly SourceModel[];
}

export interface HealthModel {
  readonly status: 'UP' | 'DEGRADED' | 'DOWN' | 'UNKNOWN';
  readonly checkedAt?: Instant | undefined;
  readonly latencyMs?: number | undefined;
  readonly problem?: Problem | undefined;
  readonly circuit: CircuitState;
}

const completeStates: ReadonlySet<SourceState> = new Set(['FRESH', 'STALE', 'UNSUPPORTED']);

export function isComplete(sources: readonly SourceModel[]): boolean {
  return sources.every((source) => completeStates.has(source.state));
}

/** Over all systems asked; undefined when one of them could not be counted. */
export function totalCount(sources: readonly SourceModel[]): number | undefined {
  let total = 0;
  for (const source of sources) {
    const isWhole = completeStates.has(source.state);
    const count = isWhole ? source.count() : undefined;
    if (count === undefined) return undefined;
    total += count;
  }
  return total;
}

export type UserConnectionModel = ConnectionOf<AccountModel>;
export type RoleConnectionModel = ConnectionOf<RoleModel>;
export type GroupConnectionModel = ConnectionOf<GroupModel>;
export type TeamConnectionModel = ConnectionOf<TeamModel>;
export type ProjectConnectionModel = ConnectionOf<ProjectModel>;
export type AccessTokenConnectionModel = ConnectionOf<TokenModel>;
export type UserEdgeModel = EdgeOf<AccountModel>;
export type RoleEdgeModel = EdgeOf<RoleModel>;
export type GroupEdgeModel = EdgeOf<GroupModel>;
export type TeamEdgeModel = EdgeOf<TeamModel>;
export type ProjectEdgeModel = EdgeOf<ProjectModel>;
export type AccessTokenEdgeModel = EdgeOf<TokenModel>;
export type NodeModel = AccountModel | EntityModel | TokenModel | GrantModel | SystemModel;
export type CarrierModel = GroupModel | TeamModel;

export interface SystemModel {
  readonly kind: 'system';
  readonly system: ConnectedSystem;
}
