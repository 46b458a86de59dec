/** Rows of the simulated database. Times are milliseconds since 1970, ids are per table. */
export type TaxonomyKind = 'organization' | 'location';

/** An organization or a location; both share one table and so one row of ids. */
export interface TaxonomyRow {
  readonly id: number;
  readonly kind: TaxonomyKind;
  readonly name: string;
  /** Names from the topmost parent down, joined by slashes. */
  readonly title: string;
  readonly description: string | undefined;
  readonly parentId: number | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface AuthSourceRow {
  readonly id: number;
  readonly type: 'AuthSourceInternal' | 'AuthSourceExternal' | 'AuthSourceHidden' | 'AuthSourceLdap';
  readonly name: string;
  readonly organizationIds: ReadonlySet<number>;
  readonly locationIds: ReadonlySet<number>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface UserRow {
  readonly id: number;
  login: string;
  firstname: string | undefined;
  lastname: string | undefined;
  mail: string | undefined;
  mailEnabled: boolean;
  admin: boolean;
  disabled: boolean;
  authSourceId: number;
  timezone: string | undefined;
  locale: string | undefined;
  description: string | undefined;
  lastLoginAt: number | undefined;
  readonly createdAt: number;
  updatedAt: number;
  /** Without the Default role, which everybody has. */
  roleIds: ReadonlySet<number>;
  organizationIds: ReadonlySet<number>;
  locationIds: ReadonlySet<number>;
  defaultOrganizationId: number | undefined;
  defaultLocationId: number | undefined;
  /** In the clear: the simulator hashes only for show, in the answer to DELETE. */
  password: string | undefined;
}

export interface GroupRow {
  readonly id: number;
  name: string;
  admin: boolean;
  readonly createdAt: number;
  updatedAt: number;
  userIds: ReadonlySet<number>;
  groupIds: ReadonlySet<number>;
  roleIds: ReadonlySet<number>;
}

export interface ExternalGroupRow {
  readonly id: number;
  name: string;
  authSourceId: number;
  readonly groupId: number;
}

export interface RoleRow {
  readonly id: number;
  name: string;
  /** 2 marks the Default role. */
  readonly builtin: 0 | 2;
  description: string | undefined;
  /** Set on roles that come with the product: they are locked. */
  readonly origin: string | undefined;
  readonly clonedFromId: number | undefined;
  organizationIds: ReadonlySet<number>;
  locationIds: ReadonlySet<number>;
}

export interface PermissionRow {
  readonly id: number;
  readonly name: string;
  /** Undefined for the miscellaneous ones. */
  readonly resourceType: string | undefined;
}

export interface FilterRow {
  readonly id: number;
  readonly roleId: number;
  search: string | undefined;
  override: boolean;
  permissionIds: ReadonlySet<number>;
  organizationIds: ReadonlySet<number>;
  locationIds: ReadonlySet<number>;
  readonly createdAt: number;
  updatedAt: number;
}

export interface TokenRow {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly value: string;
  readonly expiresAt: number | undefined;
  lastUsedAt: number | undefined;
  revoked: boolean;
  readonly createdAt: number;
  updatedAt: number;
}
