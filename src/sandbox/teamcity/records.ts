/** What the server keeps. Times are milliseconds since 1970. */

/** Super user and guest have no account among the registered ones. */
export type AccountKind = 'registered' | 'super user' | 'guest';

/** A role held by a user or a group; without a project it is global. */
export interface RoleAssignment {
  readonly roleId: string;
  /** External id. The project may have gone: such an assignment is kept but shown nowhere (TW-34203). */
  readonly projectId?: string | undefined;
}

/** One permission a token is limited to; without a project it is meant globally. */
export interface TokenRestriction {
  readonly permissionId: string;
  readonly projectId?: string | undefined;
}

export interface TokenRecord {
  readonly name: string;
  readonly value: string;
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
  readonly restrictions?: readonly TokenRestriction[] | undefined;
}

export interface UserRecord {
  readonly id: number;
  /** Lower case. */
  username: string;
  name?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
  readonly lastLoginAt?: number | undefined;
  readonly enabled2FA: boolean;
  readonly properties: Map<string, string>;
  roles: RoleAssignment[];
  /** Keys of the direct groups, `ALL_USERS_GROUP` among them for everyone registered. */
  readonly groups: Set<string>;
  tokens: TokenRecord[];
}

export interface GroupRecord {
  readonly key: string;
  readonly name: string;
  readonly description?: string | undefined;
  parents: string[];
  roles: RoleAssignment[];
  readonly properties: Map<string, string>;
}

/** A role definition. */
export interface RoleRecord {
  readonly id: string;
  readonly name: string;
  readonly permissions: Set<string>;
  readonly includes: Set<string>;
}

export interface ProjectRecord {
  /** External id. */
  readonly id: string;
  readonly internalId: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** External id; undefined for `_Root` alone. */
  readonly parentId?: string | undefined;
  readonly archived: boolean;
}
