import type { ZephyrSeed, ZephyrUserSeed } from '#sandbox/company/company.ts';
import { instantText, roleText, sortedOnce, textOrNull } from './gateway-account-facts.ts';
import type { AccountFacts } from './gateway-account-facts.ts';

export function zephyrFacts(seed: ZephyrSeed): AccountFacts[] {
  return seed.users.map((user) => ({
    system: 'zephyr',
    login: user.username,
    firstName: textOrNull(user.firstName),
    lastName: textOrNull(user.lastName),
    displayName: `${user.firstName} ${user.lastName}`,
    email: textOrNull(user.email),
    status: statusOf(user),
    isAdministrator: user.roles?.includes('manager') ?? false,
    lastLoginAt: instantText(user.lastLoginAt),
    hasLoggedIn: user.lastLoginAt === undefined ? null : true,
    held: {
      roles: sortedOnce((user.roles ?? []).map((role) => roleText(role))),
      groups: sortedOnce(user.groups ?? []),
      teams: [],
      projectPermissions: sortedOnce(
        Object.entries(user.projects ?? {}).map(([project, role]) => `${role} on ${project}`),
      ),
    },
  }));
}

function statusOf({ accountExpired, enabled }: ZephyrUserSeed): AccountFacts['status'] {
  if (accountExpired === true) return 'EXPIRED';
  return enabled === false ? 'DISABLED' : 'ACTIVE';
}
