import type { SquashSeed, SquashUserSeed } from './company.ts';
import type { MadeUpPerson } from './made-up-people.ts';
import type { PopulationPlan } from './population-plan.ts';
import { chance, grantPool, listPool, numbered, serviceAccount, timePool } from './population-pools.ts';

const permissionGroups = ['project_viewer', 'test_runner', 'test_designer', 'advanced_tester', 'validator'];

/**
 * Squash's part: logins are `flast`, so the e-mail address ties them to the others; one in ten has an address of
 * another domain, and then the login is the one used elsewhere.
 */
export function squashPopulation(plan: PopulationPlan): SquashSeed {
  const { company, random } = plan;
  const projects = numbered('Project', plan.projects).map((name) => ({
    name,
    description: `<p>${name}</p>`,
  }));
  const projectNames = projects.map((project) => project.name);
  const grants = grantPool(projectNames, permissionGroups, 3, random);
  const teams = numbered('Team', plan.groups).map((name) => ({
    name,
    description: `<p><b>${name}</b></p>`,
    createdAt: '2023-01-09T08:00:00Z',
    createdBy: 'admin',
    projects: random.pick(grants),
  }));
  const teamLists = listPool(
    teams.map((team) => team.name),
    2,
    random,
  );
  const logins = timePool(2024, 2026, random);
  const births = timePool(2018, 2024, random);
  const account = (person: MadeUpPerson): SquashUserSeed => {
    const usesOtherAddress = chance(10, random);
    return {
      login: usesOtherAddress ? person.dotted : person.short,
      firstName: person.first,
      lastName: person.last,
      email: usesOtherAddress ? `${person.short}@mail.example` : person.email,
      active: !chance(8, random),
      group: chance(2, random) ? 'Admin' : 'User',
      lastConnectedAt: chance(80, random) ? random.pick(logins) : undefined,
      createdAt: random.pick(births),
      createdBy: 'admin',
      teams: chance(70, random) ? random.pick(teamLists) : undefined,
      projects: chance(80, random) ? random.pick(grants) : undefined,
    };
  };
  return {
    projects,
    teams,
    users: [
      serviceAccount(company.squash.users, (user) => user.login === 'rollcall'),
      ...plan.everywhere.map(account),
      ...plan.here.map(account),
    ],
  };
}
