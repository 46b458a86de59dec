import type { Company } from '#sandbox/company/company.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { allUsersGroup } from './gateway-facts-teamcity.ts';

export const entityLists = ['roles', 'groups', 'teams', 'projects'] as const;
export type EntityList = (typeof entityLists)[number];

/** Names of what each system has, as its seed says and the product adds; absent where the kind has no such thing. */
export function entityNames(
  company: Company,
): Record<SandboxSystem, Partial<Record<EntityList, readonly string[]>>> {
  const { zephyr, foreman, squash, teamcity } = company;
  return {
    zephyr: {
      roles: ['manager', 'lead', 'tester', 'defect user', 'dashboard', ...namesOf(zephyr.roles)],
      groups: namesOf(zephyr.groups),
      projects: namesOf(zephyr.projects),
    },
    foreman: { roles: ['Default role', ...namesOf(foreman.roles)], groups: namesOf(foreman.usergroups) },
    squash: {
      groups: ['Admin', 'User', 'TestAutomationServer'],
      teams: namesOf(squash.teams),
      projects: namesOf(squash.projects),
    },
    teamcity: {
      roles: namesOf(teamcity.roles),
      groups: [allUsersGroup.name, ...namesOf(teamcity.groups)],
      projects: ['<Root project>', ...namesOf(teamcity.projects)],
    },
  };
}

function namesOf(things: readonly { readonly name: string }[]): string[] {
  return things.map(({ name }) => name);
}
