/** What the simulated server stores. Times are epoch milliseconds. */

export interface ZephyrUser {
  readonly id: number;
  username: string;
  firstName: string;
  lastName: string;
  email: string | undefined;
  accountEnabled: boolean;
  accountExpired: boolean;
  credentialsExpired: boolean;
  isCustomizeUsername: boolean | undefined;
  userType: number;
  chargeableFlag: boolean;
  /** False: imported from a directory server. */
  isInternal: boolean;
  type: string | undefined;
  roleIds: readonly number[];
  groupIds: readonly number[];
  /** Title, location, address and the like, by field name. */
  profile: Readonly<Record<string, string>>;
  password: string;
  /** Failed logins since the last good one. */
  countAttempts: number;
  lastFailureAt: number | undefined;
  lastSuccessfulLogin: number | undefined;
}

export interface ZephyrRole {
  readonly id: number;
  name: string;
  description: string | undefined;
  readonly isProjectRole: boolean;
  applications: readonly number[];
  readonly createdOn: number;
}

export interface ZephyrGroup {
  readonly id: number;
  name: string;
  disabled: boolean;
  readonly createdOn: number;
}

export interface ZephyrProject {
  readonly id: number;
  version: number;
  name: string;
  description: string | undefined;
  active: boolean;
  startDate: number;
  readonly createdOn: number;
  members: readonly TeamRow[];
  groups: readonly ProjectGroup[];
}

/** One person on a project's team; `id` is the row's own, the person is `userId`. */
export interface TeamRow {
  readonly id: number;
  readonly version: number;
  readonly userId: number;
  readonly startDate: number;
  readonly roleId: number;
}

/** A group allocated to a project, with the role its members have there. */
export interface ProjectGroup {
  readonly groupId: number;
  readonly roleId: number;
}

export interface ZephyrToken {
  readonly id: number;
  readonly label: string;
  readonly value: string;
  readonly userId: number;
}
