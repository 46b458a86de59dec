import type { ZephyrSeed, ZephyrUserSeed } from './company.ts';
import type { MadeUpPerson } from './made-up-people.ts';
import type { PopulationPlan } from './population-plan.ts';
import { chance, grantPool, listPool, numbered, serviceAccount, timePool } from './population-pools.ts';

/** Zephyr's part: logins are `first.last`, the e-mail address is always there. */
export function zephyrPopulation(plan: PopulationPlan): ZephyrSeed {
  const { company, random } = plan;
  const groups = numbered('Group', plan.groups).map((name, index) => ({ id: index + 1, name }));
  const groupNames = groups.map((group) => group.name);
  const projects = numbered('Project', plan.projects).map((name, index) => ({
    id: 101 + index,
    name,
    groups: index % 4 === 0 ? [{ group: random.pick(groupNames), role: 'tester' }] : undefined,
  }));
  const roleLists = listPool(['lead', 'tester', ...company.zephyr.roles.map((role) => role.name)], 3, random);
  const groupLists = listPool(groupNames, 2, random);
  const grants = grantPool(
    projects.map((project) => project.name),
    ['lead', 'tester', 'Project admin'],
    3,
    random,
  );
  const logins = timePool(2024, 2026, random);
  const tokens = [{ label: 'script' }];
  const dashboardOnly = ['dashboard'];
  const account = (person: MadeUpPerson): ZephyrUserSeed => {
    const isDashboard = chance(4, random);
    return {
      username: person.dotted,
      firstName: person.first,
      lastName: person.last,
      email: person.email,
      enabled: !chance(8, random),
      accountExpired: chance(1, random),
      credentialsExpired: chance(5, random),
      userType: isDashboard ? 2 : 0,
      isInternal: !chance(10, random),
      lastLoginAt: chance(85, random) ? random.pick(logins) : undefined,
      roles: isDashboard ? dashboardOnly : random.pick(roleLists),
      groups: chance(70, random) ? random.pick(groupLists) : undefined,
      projects: chance(80, random) ? random.pick(grants) : undefined,
      tokens: chance(10, random) ? tokens : undefined,
    };
  };
  return {
    roles: company.zephyr.roles,
    groups,
    projects,
    users: [
      serviceAccount(company.zephyr.users, (user) => user.username === 'rollcall'),
      ...plan.everywhere.map(account),
      ...plan.here.map(account),
    ],
  };
}
