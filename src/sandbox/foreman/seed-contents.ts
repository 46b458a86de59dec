import type { ForemanGroupSeed, ForemanSeed, ForemanUserSeed } from '../company/company.ts';
import type { Random } from '../kernel/random.ts';
import { permissionCatalogue } from './permission-catalogue.ts';
import type {
  AuthSourceRow,
  FilterRow,
  GroupRow,
  PermissionRow,
  RoleRow,
  TaxonomyRow,
  TokenRow,
  UserRow,
} from './rows.ts';
import { hiddenAccountIds } from './store.ts';
import type { StoreContents } from './store.ts';

/** The day the simulated server was installed: the time of everything whose seed names none. */
const installedAt = Date.parse('2026-01-05T10:00:00Z');

const defaultRoleName = 'Default role';

/** The rows of a company's server: names become ids, every role gets filters that hold its permissions. */
export function contentsOfSeed(seed: ForemanSeed, random: Random): StoreContents {
  const taxonomies = taxonomyRows(seed);
  const permissions = permissionRows(seed);
  const roles = roleRows(seed);
  const names = {
    organization: idsByName(taxonomies.filter((row) => row.kind === 'organization')),
    location: idsByName(taxonomies.filter((row) => row.kind === 'location')),
    role: idsByName(roles),
    group: new Map(seed.usergroups.map((group, index) => [group.name, index + 1])),
  };
  const users = userRows(seed, names);
  return {
    taxonomies,
    authSources: authSourceRows(taxonomies),
    users,
    groups: groupRows(seed, names, users),
    roles,
    permissions,
    filters: filterRows(seed, names.role, permissions),
    tokens: tokenRows(seed.users, users, random),
  };
}

type Ids = ReadonlyMap<string, number>;
interface Names {
  readonly organization: Ids;
  readonly location: Ids;
  readonly role: Ids;
  readonly group: Ids;
}

function idsByName(rows: readonly { readonly id: number; readonly name: string }[]): Ids {
  return new Map(rows.map((row) => [row.name, row.id]));
}

/** Seeds are written by hand: a name that refers to nothing is a mistake there, not something to pass over. */
function idOf(ids: Ids, kind: string, name: string): number {
  const id = ids.get(name);
  if (id === undefined)
    throw new Error(`The Foreman seed names the ${kind} "${name}", which it does not have.`);
  return id;
}

function idsOf(ids: Ids, kind: string, names: readonly string[] | undefined): ReadonlySet<number> {
  return new Set((names ?? []).map((name) => idOf(ids, kind, name)));
}

function instant(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

function taxonomyRows(seed: ForemanSeed): readonly TaxonomyRow[] {
  const all = [
    ...seed.organizations.map((name) => ({ name, kind: 'organization' as const })),
    ...seed.locations.map((name) => ({ name, kind: 'location' as const })),
  ];
  return all.map(({ name, kind }, index) => ({
    id: index + 1,
    kind,
    name,
    title: name,
    description: undefined,
    parentId: undefined,
    createdAt: installedAt,
    updatedAt: installedAt,
  }));
}

/** A fresh installation has these three, with these ids (foreman.md 5). */
function authSourceRows(taxonomies: readonly TaxonomyRow[]): readonly AuthSourceRow[] {
  const first = (kind: TaxonomyRow['kind']): ReadonlySet<number> =>
    new Set(
      taxonomies
        .filter((row) => row.kind === kind)
        .slice(0, 1)
        .map((row) => row.id),
    );
  const row = (id: number, type: AuthSourceRow['type'], name: string): AuthSourceRow => ({
    id,
    type,
    name,
    organizationIds: first('organization'),
    locationIds: first('location'),
    createdAt: installedAt,
    updatedAt: installedAt,
  });
  return [
    row(1, 'AuthSourceInternal', 'Internal'),
    row(2, 'AuthSourceHidden', 'Hidden'),
    row(3, 'AuthSourceExternal', 'External'),
  ];
}

function permissionRows(seed: ForemanSeed): readonly PermissionRow[] {
  const known = Object.entries(permissionCatalogue).flatMap(([resourceType, names]) =>
    names.map((name) => ({ name, resourceType: resourceType === '' ? undefined : resourceType })),
  );
  const listed = new Set(known.map((permission) => permission.name));
  const others = new Set(
    seed.roles.flatMap((role) => role.permissions ?? []).filter((name) => !listed.has(name)),
  );
  const all = [...known, ...[...others].map((name) => ({ name, resourceType: undefined }))];
  return all.map((permission, index) => ({ id: index + 1, ...permission }));
}

function roleRows(seed: ForemanSeed): readonly RoleRow[] {
  const described = seed.roles.find((role) => role.name === defaultRoleName)?.description;
  const row = (id: number, name: string): RoleRow => ({
    id,
    name,
    builtin: 0,
    description: undefined,
    origin: undefined,
    clonedFromId: undefined,
    organizationIds: new Set(),
    locationIds: new Set(),
  });
  const others = seed.roles.filter((role) => role.name !== defaultRoleName);
  return [
    {
      ...row(1, defaultRoleName),
      builtin: 2,
      description: described ?? 'Role that is automatically assigned to every user in the system',
    },
    ...others.map((role, index) => ({
      ...row(index + 2, role.name),
      description: role.description,
      origin: role.isSeeded === true ? 'foreman' : undefined,
    })),
  ];
}

/** One filter per role and resource type, without a search. */
function filterRows(
  seed: ForemanSeed,
  roleIds: Ids,
  permissions: readonly PermissionRow[],
): readonly FilterRow[] {
  const byName = new Map(permissions.map((permission) => [permission.name, permission]));
  const groups = seed.roles.flatMap((role) => {
    const held = (role.permissions ?? []).flatMap((name) => byName.get(name) ?? []);
    const byType = Map.groupBy(held, (permission) => permission.resourceType);
    return [...byType.values()].map((members) => ({ roleId: idOf(roleIds, 'role', role.name), members }));
  });
  return groups.map(({ roleId, members }, index) => ({
    id: index + 1,
    roleId,
    search: undefined,
    override: false,
    permissionIds: new Set(members.map((permission) => permission.id)),
    organizationIds: new Set(),
    locationIds: new Set(),
    createdAt: installedAt,
    updatedAt: installedAt,
  }));
}

function userRows(seed: ForemanSeed, names: Names): readonly UserRow[] {
  const taken = new Set([...hiddenAccountIds, ...seed.users.flatMap((user) => user.id ?? [])]);
  let next = 1;
  return seed.users.map((user) => {
    while (taken.has(next)) next += 1;
    const id = user.id ?? next;
    taken.add(id);
    return userRow(user, id, names);
  });
}

function userRow(user: ForemanUserSeed, id: number, names: Names): UserRow {
  const createdAt = instant(user.createdAt) ?? installedAt;
  const { defaultOrganization, defaultLocation } = user;
  return {
    id,
    login: user.login,
    firstname: user.firstname,
    lastname: user.lastname,
    mail: user.mail,
    mailEnabled: user.mailEnabled ?? false,
    admin: user.admin ?? false,
    disabled: user.disabled ?? false,
    authSourceId: user.authSource === 'External' ? 3 : 1,
    timezone: user.timezone,
    locale: user.locale,
    description: user.description,
    lastLoginAt: instant(user.lastLoginAt),
    createdAt,
    updatedAt: instant(user.updatedAt) ?? createdAt,
    roleIds: idsOf(
      names.role,
      'role',
      user.roles?.filter((name) => name !== defaultRoleName),
    ),
    organizationIds: idsOf(names.organization, 'organization', user.organizations),
    locationIds: idsOf(names.location, 'location', user.locations),
    defaultOrganizationId:
      defaultOrganization === undefined
        ? undefined
        : idOf(names.organization, 'organization', defaultOrganization),
    defaultLocationId:
      defaultLocation === undefined ? undefined : idOf(names.location, 'location', defaultLocation),
    password: user.password ?? 'sandbox',
  };
}

function groupRows(seed: ForemanSeed, names: Names, users: readonly UserRow[]): readonly GroupRow[] {
  const members = new Map<number, Set<number>>();
  seed.users.forEach((user, index) => {
    for (const groupId of idsOf(names.group, 'user group', user.usergroups)) {
      const known = members.get(groupId) ?? new Set();
      members.set(groupId, known.add((users[index] as UserRow).id));
    }
  });
  const row = (group: ForemanGroupSeed, id: number): GroupRow => ({
    id,
    name: group.name,
    admin: group.admin ?? false,
    createdAt: installedAt,
    updatedAt: installedAt,
    userIds: members.get(id) ?? new Set(),
    groupIds: idsOf(names.group, 'user group', group.groups),
    roleIds: idsOf(names.role, 'role', group.roles),
  });
  return seed.usergroups.map((group, index) => row(group, index + 1));
}

function tokenRows(
  seeds: readonly ForemanUserSeed[],
  users: readonly UserRow[],
  random: Random,
): readonly TokenRow[] {
  const all = seeds.flatMap((user, index) =>
    (user.tokens ?? []).map((token) => ({ token, userId: (users[index] as UserRow).id })),
  );
  return all.map(({ token, userId }, index) => {
    const createdAt = instant(token.createdAt) ?? installedAt;
    return {
      id: index + 1,
      userId,
      name: token.name,
      value: token.value ?? random.base64url(22),
      expiresAt: instant(token.expiresAt),
      lastUsedAt: instant(token.lastUsedAt),
      revoked: token.revoked ?? false,
      createdAt,
      updatedAt: instant(token.lastUsedAt) ?? createdAt,
    };
  });
}
