import type { ZephyrSeed, ZephyrUserSeed } from '#sandbox/company/company.ts';
import { heldText, idOf, instant, joined, sortedOnce } from '../truth.ts';
import type { AccountTruth, EntityTruth, Truth } from '../truth.ts';

type Ids = ReadonlyMap<string, string>;
interface Names {
  readonly roles: Ids;
  readonly groups: Ids;
  readonly projects: Ids;
}

/** Every server has these (zephyr.md 3.1). */
const builtInRoles = ['manager', 'lead', 'tester', 'defect user', 'dashboard'];

export function zephyrTruth(seed: ZephyrSeed): Truth {
  const roles: EntityTruth[] = [
    ...builtInRoles.map((name, index) => ({ id: String(index + 1), name })),
    ...seed.roles.map(({ id, name }) => ({ id: String(id), name })),
  ];
  const groups: EntityTruth[] = seed.groups.map(({ id, name }) => ({ id: String(id), name }));
  const names = { roles: idsByName(roles), groups: idsByName(groups), projects: idsByName(seed.projects) };
  const accounts = seed.users.map((user) => account(user, names));
  return { accounts, entities: { role: roles, group: groups, project: projects(seed, accounts) } };
}

function idsByName(things: readonly { readonly id: string | number; readonly name: string }[]): Ids {
  return new Map(things.map(({ id, name }) => [name, String(id)]));
}

function account(user: ZephyrUserSeed, names: Names): AccountTruth {
  const roles = (user.roles ?? []).map((name) => heldText({ thing: idOf(names.roles, name) }));
  return {
    id: String(user.id),
    login: user.username,
    firstName: user.firstName,
    lastName: user.lastName,
    displayName: joined(user.firstName, user.lastName),
    email: user.email,
    status: statusOf(user),
    isAdministrator: user.roles?.includes('manager') ?? false,
    lastLoginAt: instant(user.lastLoginAt),
    holdings: {
      roles: sortedOnce(roles),
      groups: sortedOnce((user.groups ?? []).map((name) => heldText({ thing: idOf(names.groups, name) }))),
      // The role on a project's team is the permission, by its name.
      projectPermissions: sortedOnce(
        Object.entries(user.projects ?? {}).map(([project, role]) =>
          heldText({ thing: role, projectId: idOf(names.projects, project) }),
        ),
      ),
    },
    tokens: (user.tokens ?? []).map(({ label }) => ({
      name: label,
      state: 'ACTIVE',
      expiry: 'NEVER',
      usage: 'UNKNOWN',
    })),
    secrets: (user.tokens ?? []).flatMap(({ value }) => value ?? []),
  };
}

function statusOf({ accountExpired, enabled }: ZephyrUserSeed): AccountTruth['status'] {
  if (accountExpired === true) return 'EXPIRED';
  return enabled === false ? 'DISABLED' : 'ACTIVE';
}

function projects(seed: ZephyrSeed, accounts: readonly AccountTruth[]): EntityTruth[] {
  return seed.projects.map(({ id, name, description, active = true }) => ({
    id: String(id),
    name,
    description,
    isActive: active,
    grants: sortedOnce(
      accounts.flatMap((held) =>
        (held.holdings.projectPermissions ?? [])
          .filter((text) => text.endsWith(`on project ${id}`))
          .map((text) => `${held.id}: ${text}`),
      ),
    ),
  }));
}
