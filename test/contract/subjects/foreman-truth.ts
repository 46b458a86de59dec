import type {
  ForemanGroupSeed,
  ForemanSeed,
  ForemanTokenSeed,
  ForemanUserSeed,
} from '#sandbox/company/company.ts';
import { heldText, idOf, instant, joined, sortedOnce } from '../truth.ts';
import type { AccountTruth, EntityTruth, TokenTruth, Truth } from '../truth.ts';
import type { PlainHttp } from './simulated.ts';

type Ids = ReadonlyMap<string, string>;
interface Names {
  readonly roles: Ids;
  readonly groups: Ids;
}

const defaultRole = 'Default role';

/** The seed has no ids for roles and groups, so the server is asked which id goes with which name; nothing else. */
export async function foremanTruth(seed: ForemanSeed, upstream: PlainHttp): Promise<Truth> {
  const names = {
    roles: await idsByName(upstream, '/api/roles?per_page=1000'),
    groups: await idsByName(upstream, '/api/usergroups?per_page=1000'),
  };
  return {
    accounts: seed.users.map((user) => account(user, seed, names)),
    entities: {
      role: [
        { id: idOf(names.roles, defaultRole), name: defaultRole, isEverybodys: true },
        ...seed.roles.map(({ name, description, permissions = [] }) => ({
          id: idOf(names.roles, name),
          name,
          description,
          permissions: sortedOnce(permissions),
        })),
      ],
      group: seed.usergroups.map((group) => groupTruth(group, seed, names)),
    },
  };
}

async function idsByName(upstream: PlainHttp, path: string): Promise<Ids> {
  const { results } = (await upstream('GET', path)) as {
    readonly results: readonly { readonly id: number; readonly name: string }[];
  };
  return new Map(results.map(({ id, name }) => [name, String(id)]));
}

function groupTruth({ name, roles = [] }: ForemanGroupSeed, seed: ForemanSeed, names: Names): EntityTruth {
  const parents = seed.usergroups.filter((other) => other.groups?.includes(name) === true);
  return {
    id: idOf(names.groups, name),
    name,
    parents: sortedOnce(parents.map((parent) => idOf(names.groups, parent.name))),
    roles: sortedOnce(roles.map((role) => idOf(names.roles, role))),
  };
}

function account(user: ForemanUserSeed, seed: ForemanSeed, names: Names): AccountTruth {
  const { login, roles = [], usergroups = [], admin = false, disabled = false, tokens = [] } = user;
  const groups = withOuterGroups(usergroups, seed);
  const direct = roles.filter((name) => name !== defaultRole);
  return {
    id: String(user.id),
    login,
    firstName: user.firstname,
    lastName: user.lastname,
    displayName: joined(user.firstname, user.lastname) || login,
    email: user.mail,
    status: disabled ? 'DISABLED' : 'ACTIVE',
    isAdministrator: admin || groups.some((group) => group.admin === true),
    lastLoginAt: instant(user.lastLoginAt),
    holdings: {
      roles: sortedOnce([
        ...direct.map((name) => heldText({ thing: idOf(names.roles, name) })),
        ...groups.flatMap((group) => rolesThrough(group, names)),
      ]),
      groups: sortedOnce(usergroups.map((name) => heldText({ thing: idOf(names.groups, name) }))),
    },
    tokens: tokens.map(tokenTruth),
    secrets: tokens.flatMap(({ value }) => value ?? []),
  };
}

/** Whoever is in a group is in every group that holds it. */
function withOuterGroups(direct: readonly string[], seed: ForemanSeed): readonly ForemanGroupSeed[] {
  const names = new Set(direct);
  for (const inner of names) {
    for (const outer of seed.usergroups) if (outer.groups?.includes(inner) === true) names.add(outer.name);
  }
  return seed.usergroups.filter((group) => names.has(group.name));
}

function rolesThrough({ name, roles = [] }: ForemanGroupSeed, names: Names): string[] {
  const via = `group ${idOf(names.groups, name)}`;
  return roles.map((role) => heldText({ thing: idOf(names.roles, role), via }));
}

function tokenTruth(token: ForemanTokenSeed): TokenTruth {
  const expiresAt = instant(token.expiresAt);
  const lastUsedAt = instant(token.lastUsedAt);
  const isExpired = expiresAt !== undefined && expiresAt < Date.now();
  return {
    name: token.name,
    state: token.revoked === true ? 'REVOKED' : isExpired ? 'EXPIRED' : 'ACTIVE',
    expiry: expiresAt === undefined ? 'NEVER' : 'EXPIRES',
    expiresAt,
    createdAt: instant(token.createdAt),
    // A token of which the value is known is one that tests sign in with, which changes its last use.
    ...(token.value === undefined && { lastUsedAt, usage: lastUsedAt === undefined ? 'NEVER_USED' : 'USED' }),
  };
}
