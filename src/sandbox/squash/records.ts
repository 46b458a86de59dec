export type GroupName = 'Admin' | 'User' | 'TestAutomationServer';
export type TokenPermissions = 'READ' | 'READ_WRITE';

/** Who and when, as plain text: names do not follow a later rename (squash.md 2.1). Times are ISO 8601 in UTC. */
export interface Audit {
  createdBy: string;
  createdOn: string;
  modifiedBy: string;
  modifiedOn: string;
}

export interface UserRecord {
  readonly kind: 'user';
  readonly id: number;
  login: string;
  firstName: string;
  lastName: string;
  email: string;
  active: boolean;
  group: GroupName;
  canDeleteFromFront: boolean;
  password: string;
  readonly lastConnectedOn: string | undefined;
  readonly ownsMilestone: boolean;
  readonly audit: Audit;
  readonly teamIds: Set<number>;
}

export interface TeamRecord {
  readonly kind: 'team';
  readonly id: number;
  name: string;
  /** HTML. */
  description: string;
  readonly audit: Audit;
  readonly memberIds: Set<number>;
}

/** Holds profiles on projects. Users and teams share one id space (squash.md 2.1). */
export type PartyRecord = UserRecord | TeamRecord;

export interface ProjectRecord {
  readonly id: number;
  readonly name: string;
  readonly label: string;
  /** HTML. */
  readonly description: string;
  readonly active: boolean;
  readonly isTemplate: boolean;
}

export interface TokenRecord {
  readonly id: number;
  readonly userId: number;
  readonly uuid: string;
  readonly name: string;
  readonly permissions: TokenPermissions;
  /** The JWT itself. */
  readonly value: string;
  readonly createdBy: string;
  readonly createdOn: string;
  /** `YYYY-MM-DD`, the last day on which it opens anything. */
  readonly expiryDate: string;
  lastUsage: string | undefined;
}
