import type { AuthSourceRow, FilterRow, TaxonomyKind, TaxonomyRow } from './rows.ts';
import type { StoreContents } from './store.ts';

interface PopulationTaxonomy {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly parent_id: number | null;
}

/** A whole server written down, as `population.json` of the recordings does. Times look like `2026-11-21 19:44:33 UTC`. */
export interface ForemanPopulation {
  readonly server: {
    readonly version: string;
    readonly entries_per_page: number;
    readonly failed_login_attempts_limit: number;
    readonly failed_login_window_seconds: number;
    readonly next_ids: {
      readonly users: number;
      readonly usergroups: number;
      readonly roles: number;
      readonly filters: number;
      readonly personal_access_tokens: number;
    };
  };
  readonly organizations: readonly PopulationTaxonomy[];
  readonly locations: readonly PopulationTaxonomy[];
  readonly auth_sources: readonly {
    readonly id: number;
    readonly type: string;
    readonly name: string;
  }[];
  readonly users: readonly {
    readonly id: number;
    readonly login: string;
    readonly password: string;
    readonly firstname: string | null;
    readonly lastname: string | null;
    readonly mail: string | null;
    readonly mail_enabled: boolean;
    readonly admin: boolean;
    readonly disabled: boolean;
    readonly auth_source_id: number;
    readonly timezone: string | null;
    readonly locale: string | null;
    readonly description: string | null;
    readonly last_login_on: string | null;
    readonly created_at: string;
    readonly updated_at: string;
    readonly role_ids: readonly number[];
    readonly organization_ids: readonly number[];
    readonly location_ids: readonly number[];
    readonly default_organization_id: number | null;
    readonly default_location_id: number | null;
  }[];
  readonly usergroups: readonly {
    readonly id: number;
    readonly name: string;
    readonly admin: boolean;
    readonly created_at: string;
    readonly updated_at: string;
    readonly user_ids: readonly number[];
    readonly usergroup_ids: readonly number[];
    readonly role_ids: readonly number[];
  }[];
  readonly roles: readonly {
    readonly id: number;
    readonly name: string;
    readonly builtin: number;
    readonly description: string | null;
    readonly origin: string | null;
    readonly cloned_from_id: number | null;
    readonly organization_ids: readonly number[];
    readonly location_ids: readonly number[];
  }[];
  readonly filters: readonly {
    readonly id: number;
    readonly role_id: number;
    readonly search: string | null;
    readonly override: boolean;
    readonly permission_ids: readonly number[];
    readonly created_at: string;
    readonly updated_at: string;
  }[];
  readonly permissions: readonly {
    readonly id: number;
    readonly name: string;
    readonly resource_type: string | null;
  }[];
  readonly personal_access_tokens: readonly {
    readonly id: number;
    readonly user_id: number;
    readonly name: string;
    readonly token_value: string;
    readonly expires_at: string | null;
    readonly last_used_at: string | null;
    readonly created_at: string;
    readonly updated_at: string;
    readonly revoked: boolean;
  }[];
}

/** The rows of a written-down server. Organizations, locations and auth sources bear no times there: `since` stands in. */
export function contentsOfPopulation(population: ForemanPopulation, since: number): StoreContents {
  const { next_ids: next } = population.server;
  return {
    taxonomies: [
      ...taxonomyRows(population.organizations, 'organization', since),
      ...taxonomyRows(population.locations, 'location', since),
    ],
    authSources: authSourceRows(population, since),
    users: population.users.map(userRow),
    groups: population.usergroups.map(groupRow),
    roles: population.roles.map(roleRow),
    permissions: population.permissions.map((row) => ({
      id: row.id,
      name: row.name,
      resourceType: row.resource_type ?? undefined,
    })),
    filters: population.filters.map(filterRow),
    tokens: population.personal_access_tokens.map(tokenRow),
    nextIds: {
      users: next.users,
      groups: next.usergroups,
      roles: next.roles,
      filters: next.filters,
      tokens: next.personal_access_tokens,
    },
  };
}

/** Milliseconds of `2026-11-21 19:44:33 UTC`. */
function instant(text: string): number {
  return Date.parse(text.replace(' UTC', 'Z').replace(' ', 'T'));
}

function instantOrNone(text: string | null): number | undefined {
  return text === null ? undefined : instant(text);
}

function taxonomyRows(
  rows: readonly PopulationTaxonomy[],
  kind: TaxonomyKind,
  since: number,
): readonly TaxonomyRow[] {
  return rows.map((row) => ({
    id: row.id,
    kind,
    name: row.name,
    title: row.title,
    description: row.description ?? undefined,
    parentId: row.parent_id ?? undefined,
    createdAt: since,
    updatedAt: since,
  }));
}

/** The installer puts its auth sources into the organization and location it makes, which are the first ones. */
function authSourceRows(population: ForemanPopulation, since: number): readonly AuthSourceRow[] {
  return population.auth_sources.map((row) => ({
    id: row.id,
    type: row.type as AuthSourceRow['type'],
    name: row.name,
    organizationIds: new Set(population.organizations.slice(0, 1).map((each) => each.id)),
    locationIds: new Set(population.locations.slice(0, 1).map((each) => each.id)),
    createdAt: since,
    updatedAt: since,
  }));
}

function userRow(row: ForemanPopulation['users'][number]): StoreContents['users'][number] {
  return {
    id: row.id,
    login: row.login,
    firstname: row.firstname ?? undefined,
    lastname: row.lastname ?? undefined,
    mail: row.mail ?? undefined,
    mailEnabled: row.mail_enabled,
    admin: row.admin,
    disabled: row.disabled,
    authSourceId: row.auth_source_id,
    timezone: row.timezone ?? undefined,
    locale: row.locale ?? undefined,
    description: row.description ?? undefined,
    lastLoginAt: instantOrNone(row.last_login_on),
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    roleIds: new Set(row.role_ids),
    organizationIds: new Set(row.organization_ids),
    locationIds: new Set(row.location_ids),
    defaultOrganizationId: row.default_organization_id ?? undefined,
    defaultLocationId: row.default_location_id ?? undefined,
    password: row.password,
  };
}

function groupRow(row: ForemanPopulation['usergroups'][number]): StoreContents['groups'][number] {
  return {
    id: row.id,
    name: row.name,
    admin: row.admin,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    userIds: new Set(row.user_ids),
    groupIds: new Set(row.usergroup_ids),
    roleIds: new Set(row.role_ids),
  };
}

function roleRow(row: ForemanPopulation['roles'][number]): StoreContents['roles'][number] {
  return {
    id: row.id,
    name: row.name,
    builtin: row.builtin === 2 ? 2 : 0,
    description: row.description ?? undefined,
    origin: row.origin ?? undefined,
    clonedFromId: row.cloned_from_id ?? undefined,
    organizationIds: new Set(row.organization_ids),
    locationIds: new Set(row.location_ids),
  };
}

function filterRow(row: ForemanPopulation['filters'][number]): FilterRow {
  return {
    id: row.id,
    roleId: row.role_id,
    search: row.search ?? undefined,
    override: row.override,
    permissionIds: new Set(row.permission_ids),
    organizationIds: new Set(),
    locationIds: new Set(),
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  };
}

function tokenRow(row: ForemanPopulation['personal_access_tokens'][number]): StoreContents['tokens'][number] {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    value: row.token_value,
    expiresAt: instantOrNone(row.expires_at),
    lastUsedAt: instantOrNone(row.last_used_at),
    revoked: row.revoked,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  };
}
