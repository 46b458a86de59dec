import type { SquashSeed, SquashUserSeed } from '#sandbox/company/company.ts';
import { instantText, sortedOnce, textOrNull } from './gateway-account-facts.ts';
import type { AccountFacts } from './gateway-account-facts.ts';

export function squashFacts(seed: SquashSeed): AccountFacts[] {
  return seed.users.map(factsOf);
}

function factsOf(user: SquashUserSeed): AccountFacts {
  const name = [user.firstName, user.lastName].filter((part) => part !== undefined && part !== '').join(' ');
  return {
    system: 'squash',
    login: user.login,
    firstName: textOrNull(user.firstName),
    lastName: textOrNull(user.lastName),
    displayName: name === '' ? user.login : name,
    email: textOrNull(user.email),
    status: user.active === false ? 'DISABLED' : 'ACTIVE',
    isAdministrator: user.group === 'Admin',
    lastLoginAt: instantText(user.lastConnectedAt),
    hasLoggedIn: user.lastConnectedAt !== undefined,
    held: {
      roles: [],
      groups: [user.group ?? 'User'],
      teams: sortedOnce(user.teams ?? []),
      // What is held through teams shows on the projects, not on the accounts (squash.md 2.10).
      projectPermissions: sortedOnce(
        Object.entries(user.projects ?? {}).map(([project, permission]) => `${permission} on ${project}`),
      ),
    },
  };
}
