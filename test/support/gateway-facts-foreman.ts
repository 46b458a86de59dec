import type { ForemanGroupSeed, ForemanSeed, ForemanUserSeed } from '#sandbox/company/company.ts';
import { instantText, roleText, sortedOnce, textOrNull } from './gateway-account-facts.ts';
import type { AccountFacts } from './gateway-account-facts.ts';

export function foremanFacts(seed: ForemanSeed): AccountFacts[] {
  return seed.users.map((user) => factsOf(user, seed));
}

function factsOf(user: ForemanUserSeed, seed: ForemanSeed): AccountFacts {
  const lineage = withOuterGroups(user.usergroups ?? [], seed);
  const name = [user.firstname, user.lastname].filter((part) => part !== undefined && part !== '').join(' ');
  return {
    system: 'foreman',
    login: user.login,
    firstName: textOrNull(user.firstname),
    lastName: textOrNull(user.lastname),
    displayName: name === '' ? user.login : name,
    email: textOrNull(user.mail),
    status: user.disabled === true ? 'DISABLED' : 'ACTIVE',
    isAdministrator: user.admin === true || lineage.some((group) => group.admin === true),
    lastLoginAt: instantText(user.lastLoginAt),
    hasLoggedIn: user.lastLoginAt !== undefined,
    held: {
      roles: sortedOnce([
        ...(user.roles ?? []).map((role) => roleText(role)),
        ...lineage.flatMap(({ name: via, roles = [] }) =>
          roles.map((role) => roleText(role, undefined, undefined, via)),
        ),
      ]),
      groups: sortedOnce(user.usergroups ?? []),
      teams: [],
      projectPermissions: [],
    },
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
