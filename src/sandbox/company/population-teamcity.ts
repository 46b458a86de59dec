import type { TeamCityGroupSeed, TeamCityProjectSeed, TeamCitySeed, TeamCityUserSeed } from './company.ts';
import type { MadeUpPerson } from './made-up-people.ts';
import type { PopulationPlan } from './population-plan.ts';
import { chance, listPool, serviceAccount, timePool } from './population-pools.ts';

/** TeamCity's part: logins as in Zephyr, projects and groups in two levels. */
export function teamcityPopulation(plan: PopulationPlan): TeamCitySeed {
  const { company, random } = plan;
  const projects = Array.from({ length: plan.projects }, (_, index) => project(index));
  const held = ['PROJECT_VIEWER', 'PROJECT_DEVELOPER', 'PROJECT_ADMIN', 'RELEASE_MANAGER'].flatMap((role) =>
    projects.map((each) => ({ role, project: each.id })),
  );
  const groups = Array.from({ length: plan.groups }, (_, index) => group(index, random.pick(held)));
  const roleLists = listPool([...held, { role: 'PROJECT_VIEWER' }], 3, random);
  const groupLists = listPool(
    groups.map((each) => each.key),
    2,
    random,
  );
  const logins = timePool(2024, 2026, random);
  const tokens = [{ name: 'script', createdAt: '2025-01-07T08:00:00Z' }];
  const account = (person: MadeUpPerson): TeamCityUserSeed => ({
    username: person.dotted,
    name: `${person.first} ${person.last}`,
    email: person.email,
    lastLoginAt: chance(85, random) ? random.pick(logins) : undefined,
    roles: random.pick(roleLists),
    groups: chance(70, random) ? random.pick(groupLists) : undefined,
    tokens: chance(10, random) ? tokens : undefined,
  });
  return {
    projects,
    roles: company.teamcity.roles,
    groups,
    users: [
      serviceAccount(company.teamcity.users, (user) => user.username === 'rollcall'),
      ...plan.everywhere.map(account),
      ...plan.here.map(account),
    ],
  };
}

/** Every fifth project stands at the top and the four after it below it. */
function project(index: number): TeamCityProjectSeed {
  const top = Math.floor(index / 5);
  return index % 5 === 0
    ? { id: `Product${top}`, name: `Product ${top}` }
    : { id: `Product${top}_Part${index % 5}`, name: `Part ${index % 5}`, parent: `Product${top}` };
}

function group(index: number, role: { readonly role: string; readonly project: string }): TeamCityGroupSeed {
  return {
    key: `GROUP_${index + 1}`,
    name: `Group ${index + 1}`,
    parents: index % 3 === 0 ? undefined : [`GROUP_${index - (index % 3) + 1}`],
    roles: [role],
  };
}
