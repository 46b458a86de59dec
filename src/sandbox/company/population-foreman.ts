import type { ForemanGroupSeed, ForemanSeed, ForemanTokenSeed, ForemanUserSeed } from './company.ts';
import type { MadeUpPerson } from './made-up-people.ts';
import type { PopulationPlan } from './population-plan.ts';
import { chance, listPool, numbered, serviceAccount, timePool } from './population-pools.ts';

/** Tokens in every state; the lists are shared, the values are made up by the simulator. */
const tokenLists: readonly (readonly ForemanTokenSeed[])[] = [
  [{ name: 'script', createdAt: '2025-01-07T08:00:00Z', lastUsedAt: '2026-02-01T08:00:00Z' }],
  [{ name: 'never used', createdAt: '2025-04-01T08:00:00Z', expiresAt: '2031-04-01T08:00:00Z' }],
  [{ name: 'expired', createdAt: '2022-01-01T08:00:00Z', expiresAt: '2023-01-01T08:00:00Z' }],
  [
    { name: 'old', createdAt: '2021-01-01T08:00:00Z', lastUsedAt: '2022-05-01T08:00:00Z', revoked: true },
    { name: 'new', createdAt: '2024-01-01T08:00:00Z' },
  ],
];

/** Foreman's part: logins as in Zephyr; every twentieth account has no e-mail address. */
export function foremanPopulation(plan: PopulationPlan): ForemanSeed {
  const { company, random } = plan;
  const { organizations, locations, roles } = company.foreman;
  const roleNames = roles.map((role) => role.name);
  const usergroups = nestedGroups(numbered('group', plan.groups), roleNames, plan);
  const roleLists = listPool(roleNames, 3, random);
  const groupLists = listPool(
    usergroups.map((group) => group.name),
    2,
    random,
  );
  const organizationLists = listPool(organizations, 2, random, 12);
  const locationLists = listPool(locations, 2, random, 12);
  const logins = timePool(2024, 2026, random);
  const births = timePool(2018, 2024, random);
  const account = (person: MadeUpPerson): ForemanUserSeed => ({
    login: person.dotted,
    firstname: person.first,
    lastname: person.last,
    mail: chance(5, random) ? undefined : person.email,
    admin: chance(1, random),
    disabled: chance(8, random),
    lastLoginAt: chance(85, random) ? random.pick(logins) : undefined,
    createdAt: random.pick(births),
    organizations: random.pick(organizationLists),
    locations: random.pick(locationLists),
    roles: random.pick(roleLists),
    usergroups: chance(70, random) ? random.pick(groupLists) : undefined,
    tokens: chance(10, random) ? random.pick(tokenLists) : undefined,
  });
  return {
    organizations,
    locations,
    roles,
    usergroups,
    users: [
      serviceAccount(company.foreman.users, (user) => user.login === 'rollcall'),
      ...plan.everywhere.map(account),
      ...plan.here.map(account),
    ],
  };
}

/** Every fifth group holds the one after it; none gives administrator rights, or thousands would have them. */
function nestedGroups(
  names: readonly string[],
  roleNames: readonly string[],
  { random }: PopulationPlan,
): ForemanGroupSeed[] {
  return names.map((name, index) => {
    const inner = names[index + 1];
    return {
      name,
      roles: [random.pick(roleNames)],
      groups: index % 5 === 0 && inner !== undefined ? [inner] : undefined,
    };
  });
}
