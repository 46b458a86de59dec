/**
 * The company that the sandbox simulates, as four seeds: what an administrator would find on each server.
 * `company.yaml` tells it person by person; `read-company.ts` turns that into this, and `population.ts` makes
 * larger ones of the same shape. Names (not ids) tie the parts of one seed together.
 *
 * Times are ISO 8601 in UTC.
 */
export interface Company {
  readonly name: string;
  readonly zephyr: ZephyrSeed;
  readonly foreman: ForemanSeed;
  readonly squash: SquashSeed;
  readonly teamcity: TeamCitySeed;
}

// ── Zephyr Enterprise ────────────────────────────────────────────────────────

export interface ZephyrSeed {
  /** Built-in roles 1 to 5 need not be listed; custom ones have ids above 100. A name may end in a blank. */
  readonly roles: readonly ZephyrRoleSeed[];
  readonly groups: readonly ZephyrGroupSeed[];
  readonly projects: readonly ZephyrProjectSeed[];
  readonly users: readonly ZephyrUserSeed[];
}
export interface ZephyrRoleSeed {
  readonly id: number;
  readonly name: string;
  readonly description?: string;
  /** True: a role to hold inside a project; false: a system role. */
  readonly isProjectRole?: boolean;
  /** Ids of the applications it opens. */
  readonly applications?: readonly number[];
}
export interface ZephyrGroupSeed {
  readonly id: number;
  readonly name: string;
  readonly disabled?: boolean;
}
export interface ZephyrProjectSeed {
  readonly id: number;
  readonly name: string;
  readonly description?: string;
  readonly active?: boolean;
  /** Groups allocated to the project, each with the role its members have there. */
  readonly groups?: readonly { readonly group: string; readonly role: string }[];
}
export interface ZephyrUserSeed {
  /** Made up in order of appearance where absent. */
  readonly id?: number;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  readonly enabled?: boolean;
  readonly accountExpired?: boolean;
  readonly credentialsExpired?: boolean;
  readonly userType?: number;
  readonly type?: string;
  readonly isInternal?: boolean;
  readonly failedLogins?: number;
  readonly lastLoginAt?: string;
  readonly title?: string;
  readonly location?: string;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  /** Project name → role name on that project's team. */
  readonly projects?: Readonly<Record<string, string>>;
  readonly password?: string;
  readonly tokens?: readonly { readonly label: string; readonly value?: string }[];
}

// ── Foreman ──────────────────────────────────────────────────────────────────

export interface ForemanSeed {
  readonly organizations: readonly string[];
  readonly locations: readonly string[];
  readonly roles: readonly ForemanRoleSeed[];
  readonly usergroups: readonly ForemanGroupSeed[];
  readonly users: readonly ForemanUserSeed[];
}
export interface ForemanRoleSeed {
  readonly name: string;
  readonly description?: string;
  /** True for roles that come with the product and cannot be edited (`origin: foreman`). */
  readonly isSeeded?: boolean;
  readonly permissions?: readonly string[];
}
export interface ForemanGroupSeed {
  readonly name: string;
  readonly admin?: boolean;
  readonly roles?: readonly string[];
  /** Names of the groups directly inside this one. */
  readonly groups?: readonly string[];
}
export interface ForemanUserSeed {
  readonly id?: number;
  readonly login: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly mail?: string;
  readonly mailEnabled?: boolean;
  readonly admin?: boolean;
  readonly disabled?: boolean;
  readonly authSource?: 'Internal' | 'External';
  readonly timezone?: string;
  readonly locale?: string;
  readonly description?: string;
  readonly lastLoginAt?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly organizations?: readonly string[];
  readonly locations?: readonly string[];
  readonly defaultOrganization?: string;
  readonly defaultLocation?: string;
  readonly roles?: readonly string[];
  readonly usergroups?: readonly string[];
  readonly password?: string;
  readonly tokens?: readonly ForemanTokenSeed[];
}
export interface ForemanTokenSeed {
  readonly name: string;
  readonly value?: string;
  readonly createdAt?: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
  readonly revoked?: boolean;
}

// ── Squash TM ────────────────────────────────────────────────────────────────

export interface SquashSeed {
  readonly teams: readonly SquashTeamSeed[];
  readonly projects: readonly SquashProjectSeed[];
  /** Custom profiles (8.0 and later) beside the built-in ones. */
  readonly profiles?: readonly string[];
  readonly users: readonly SquashUserSeed[];
}
export interface SquashTeamSeed {
  readonly id?: number;
  readonly name: string;
  /** HTML. */
  readonly description?: string;
  readonly createdAt?: string;
  readonly createdBy?: string;
  readonly updatedAt?: string;
  readonly updatedBy?: string;
  /** Project name → permission group that the whole team holds there. */
  readonly projects?: Readonly<Record<string, string>>;
}
export interface SquashProjectSeed {
  readonly id?: number;
  readonly name: string;
  readonly label?: string;
  /** HTML. */
  readonly description?: string;
  readonly active?: boolean;
  readonly isTemplate?: boolean;
}
export interface SquashUserSeed {
  readonly id?: number;
  readonly login: string;
  readonly firstName?: string;
  readonly lastName: string;
  readonly email?: string;
  readonly active?: boolean;
  readonly group?: 'Admin' | 'User' | 'TestAutomationServer';
  readonly canDeleteFromFront?: boolean;
  readonly lastConnectedAt?: string;
  readonly createdAt?: string;
  readonly createdBy?: string;
  readonly updatedAt?: string;
  readonly updatedBy?: string;
  readonly teams?: readonly string[];
  /** Project name → permission group. */
  readonly projects?: Readonly<Record<string, string>>;
  /** Owns a milestone: cannot be deleted. */
  readonly ownsMilestone?: boolean;
  readonly password?: string;
  readonly tokens?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly permissions?: 'READ' | 'READ_WRITE';
    readonly expiresOn?: string;
  }[];
}

// ── TeamCity ─────────────────────────────────────────────────────────────────

export interface TeamCitySeed {
  readonly projects: readonly TeamCityProjectSeed[];
  readonly roles: readonly TeamCityRoleSeed[];
  readonly groups: readonly TeamCityGroupSeed[];
  readonly users: readonly TeamCityUserSeed[];
}
export interface TeamCityProjectSeed {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** External id of the parent; `_Root` where absent. */
  readonly parent?: string;
  readonly archived?: boolean;
}
export interface TeamCityRoleSeed {
  readonly id: string;
  readonly name: string;
  readonly permissions?: readonly string[];
  readonly includes?: readonly string[];
}
export interface TeamCityRoleAssignmentSeed {
  readonly role: string;
  /** External project id; absent means global. */
  readonly project?: string;
}
export interface TeamCityGroupSeed {
  readonly key: string;
  readonly name: string;
  readonly description?: string;
  readonly parents?: readonly string[];
  readonly roles?: readonly TeamCityRoleAssignmentSeed[];
}
export interface TeamCityUserSeed {
  readonly id?: number;
  readonly username: string;
  readonly name?: string;
  readonly email?: string;
  readonly lastLoginAt?: string;
  readonly hasPassword?: boolean;
  readonly enabled2FA?: boolean;
  readonly properties?: Readonly<Record<string, string>>;
  readonly roles?: readonly TeamCityRoleAssignmentSeed[];
  /** Group keys; everybody is in `ALL_USERS_GROUP` without saying so. */
  readonly groups?: readonly string[];
  readonly password?: string;
  readonly tokens?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly createdAt?: string;
    readonly expiresAt?: string;
  }[];
}
