import type {
  AuthSourceRow,
  ExternalGroupRow,
  FilterRow,
  GroupRow,
  PermissionRow,
  RoleRow,
  TaxonomyRow,
  TokenRow,
  UserRow,
} from './rows.ts';

export type TableName = 'users' | 'groups' | 'externalGroups' | 'roles' | 'filters' | 'tokens';

/** Rows to start from; ids are already given. `nextIds` where the tables have had rows that are gone. */
export interface StoreContents {
  readonly taxonomies: readonly TaxonomyRow[];
  readonly authSources: readonly AuthSourceRow[];
  readonly users: readonly UserRow[];
  readonly groups: readonly GroupRow[];
  readonly roles: readonly RoleRow[];
  readonly permissions: readonly PermissionRow[];
  readonly filters: readonly FilterRow[];
  readonly tokens: readonly TokenRow[];
  readonly nextIds?: Partial<Record<TableName, number>>;
}

/** The hidden accounts of every installation (foreman.md 2.5); their ids are taken, their rows never shown. */
export const hiddenAccountIds: readonly number[] = [1, 2, 3];

/**
 * The simulated database: tables by id, the indexes that lookups need, and the id counters. What has an index is
 * written through a method; everything else is changed on the row.
 */
export class ForemanStore {
  readonly taxonomies: ReadonlyMap<number, TaxonomyRow>;
  readonly authSources: ReadonlyMap<number, AuthSourceRow>;
  readonly permissions: ReadonlyMap<number, PermissionRow>;
  readonly permissionsByName: ReadonlyMap<string, PermissionRow>;
  readonly users = new Map<number, UserRow>();
  readonly groups = new Map<number, GroupRow>();
  readonly externalGroups = new Map<number, ExternalGroupRow>();
  readonly roles = new Map<number, RoleRow>();
  readonly filters = new Map<number, FilterRow>();
  readonly #userByLogin = new Map<string, UserRow>();
  readonly #tokenByValue = new Map<string, TokenRow>();
  readonly #tokensByUser = new Map<number, TokenRow[]>();
  readonly #filtersByRole = new Map<number, FilterRow[]>();
  readonly #nextIds: Record<TableName, number>;
  #groupsByUser: Map<number, GroupRow[]> | undefined;
  readonly #groupClosures = new Map<number, readonly GroupRow[]>();

  constructor(contents: StoreContents) {
    this.taxonomies = byId(contents.taxonomies);
    this.authSources = byId(contents.authSources);
    this.permissions = byId(contents.permissions);
    this.permissionsByName = new Map(contents.permissions.map((row) => [row.name, row]));
    for (const user of contents.users) this.addUser(user);
    for (const group of contents.groups) this.groups.set(group.id, group);
    for (const role of contents.roles) this.roles.set(role.id, role);
    for (const filter of contents.filters) this.addFilter(filter);
    for (const token of contents.tokens) this.addToken(token);
    this.#nextIds = {
      users: nextAfter(contents.users, Math.max(...hiddenAccountIds)),
      groups: nextAfter(contents.groups),
      externalGroups: 1,
      roles: nextAfter(contents.roles),
      filters: nextAfter(contents.filters),
      tokens: nextAfter(contents.tokens),
      ...contents.nextIds,
    };
  }

  /** Takes the next id of a table; one that is then not used is lost, as in a real database. */
  nextId(table: TableName): number {
    const id = this.#nextIds[table];
    this.#nextIds[table] = id + 1;
    return id;
  }

  /** By login, ignoring case: there is never more than one. */
  userByLogin(login: string): UserRow | undefined {
    return this.#userByLogin.get(login.toLowerCase());
  }

  addUser(user: UserRow): void {
    this.users.set(user.id, user);
    this.#userByLogin.set(user.login.toLowerCase(), user);
  }

  renameUser(user: UserRow, login: string): void {
    this.#userByLogin.delete(user.login.toLowerCase());
    user.login = login;
    this.#userByLogin.set(login.toLowerCase(), user);
  }

  /** Memberships, roles and tokens go with the account. */
  removeUser(user: UserRow): void {
    this.users.delete(user.id);
    this.#userByLogin.delete(user.login.toLowerCase());
    for (const token of this.tokensOf(user.id)) this.#tokenByValue.delete(token.value);
    this.#tokensByUser.delete(user.id);
    for (const group of this.groupsOf(user.id)) group.userIds = without(group.userIds, user.id);
    this.membershipsChanged();
  }

  /** To be called after any change to groups, their members or their children. */
  membershipsChanged(): void {
    this.#groupsByUser = undefined;
    this.#groupClosures.clear();
  }

  /** Groups the user is a direct member of. */
  groupsOf(userId: number): readonly GroupRow[] {
    this.#groupsByUser ??= indexMembers(this.groups.values());
    return this.#groupsByUser.get(userId) ?? [];
  }

  /** Direct and inherited groups of the user, without repeats (2.2 `cached_usergroups`). */
  allGroupsOf(userId: number): readonly GroupRow[] {
    const direct = this.groupsOf(userId);
    if (direct.length === 0) return direct;
    return [...new Set(direct.flatMap((group) => this.#withParents(group)))];
  }

  isAdmin(user: UserRow): boolean {
    return user.admin || this.allGroupsOf(user.id).some((group) => group.admin);
  }

  #withParents(group: GroupRow): readonly GroupRow[] {
    const known = this.#groupClosures.get(group.id);
    if (known !== undefined) return known;
    const found = new Set([group]);
    for (const child of found) {
      for (const candidate of this.groups.values())
        if (candidate.groupIds.has(child.id)) found.add(candidate);
    }
    this.#groupClosures.set(group.id, [...found]);
    return [...found];
  }

  removeGroup(group: GroupRow): void {
    this.groups.delete(group.id);
    for (const other of this.groups.values()) {
      if (other.groupIds.has(group.id)) other.groupIds = without(other.groupIds, group.id);
    }
    for (const row of this.externalGroups.values()) {
      if (row.groupId === group.id) this.externalGroups.delete(row.id);
    }
    this.membershipsChanged();
  }

  /** Holders, groups and filters lose the role. */
  removeRole(role: RoleRow): void {
    this.roles.delete(role.id);
    for (const filter of this.filtersOf(role.id)) this.filters.delete(filter.id);
    this.#filtersByRole.delete(role.id);
    for (const holder of [...this.users.values(), ...this.groups.values()]) {
      if (holder.roleIds.has(role.id)) holder.roleIds = without(holder.roleIds, role.id);
    }
  }

  filtersOf(roleId: number): readonly FilterRow[] {
    return this.#filtersByRole.get(roleId) ?? [];
  }

  addFilter(filter: FilterRow): void {
    this.filters.set(filter.id, filter);
    this.#filtersByRole.set(filter.roleId, [...this.filtersOf(filter.roleId), filter]);
  }

  removeFilter(filter: FilterRow): void {
    this.filters.delete(filter.id);
    const others = this.filtersOf(filter.roleId).filter((each) => each !== filter);
    this.#filtersByRole.set(filter.roleId, others);
  }

  tokensOf(userId: number): readonly TokenRow[] {
    return this.#tokensByUser.get(userId) ?? [];
  }

  tokenByValue(value: string): TokenRow | undefined {
    return this.#tokenByValue.get(value);
  }

  addToken(token: TokenRow): void {
    this.#tokenByValue.set(token.value, token);
    const others = this.#tokensByUser.get(token.userId);
    if (others === undefined) this.#tokensByUser.set(token.userId, [token]);
    else others.push(token);
  }
}

function byId<Row extends { readonly id: number }>(rows: readonly Row[]): ReadonlyMap<number, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function nextAfter(rows: readonly { readonly id: number }[], taken = 0): number {
  return rows.reduce((highest, row) => Math.max(highest, row.id), taken) + 1;
}

function without(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  return new Set([...ids].filter((each) => each !== id));
}

function indexMembers(groups: Iterable<GroupRow>): Map<number, GroupRow[]> {
  const index = new Map<number, GroupRow[]>();
  for (const group of groups) {
    for (const userId of group.userIds) {
      const known = index.get(userId);
      if (known === undefined) index.set(userId, [group]);
      else known.push(group);
    }
  }
  return index;
}
