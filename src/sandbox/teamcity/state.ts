import type { Permission } from './permissions/permission-catalogue.ts';
import type { GroupRecord, ProjectRecord, RoleRecord, TokenRecord, UserRecord } from './records.ts';

export const allUsersGroup = 'ALL_USERS_GROUP';
export const rootProject = '_Root';

/** Everything the server keeps, with the indexes that make 20,000 users quick. */
export interface TeamCityState {
  readonly users: Map<number, UserRecord>;
  /** By lower-cased user name. */
  readonly usersByName: Map<string, UserRecord>;
  /** In server order. */
  readonly orderedUsers: UserRecord[];
  /** Compares two users by server order. */
  readonly compareUsers: (one: UserRecord, other: UserRecord) => number;
  readonly tokens: Map<string, { readonly user: UserRecord; readonly token: TokenRecord }>;
  readonly groups: Map<string, GroupRecord>;
  /** Direct members by group key. */
  readonly members: Map<string, Set<UserRecord>>;
  readonly roles: Map<string, RoleRecord>;
  /** By external id, parents before children as in the seed. */
  readonly projects: Map<string, ProjectRecord>;
  readonly permissions: Map<string, Permission>;
  nextUserId: number;
}
