import type { SquashSeed, SquashUserSeed } from '#sandbox/company/company.ts';
import { heldText, idOf, instant, joined, sortedOnce } from '../truth.ts';
import type { AccountTruth, EntityTruth, Truth } from '../truth.ts';

type Ids = ReadonlyMap<string, string>;

/** The three of every server; an account is in exactly one (squash.md 2.9). */
const groups = ['Admin', 'User', 'TestAutomationServer'];

export function squashTruth(seed: SquashSeed): Truth {
  const teams = idsByName(seed.teams);
  const projects = idsByName(seed.projects);
  const accounts = seed.users.map((user) => account(user, teams, projects));
  return {
    accounts,
    entities: {
      group: groups.map((name) => ({ id: name, name })),
      team: seed.teams.map(({ id, name, description = '' }) => ({
        id: String(id),
        name,
        description: description === '' ? undefined : description,
      })),
      project: projectTruths(seed, accounts, teams),
    },
  };
}

function idsByName(things: readonly { readonly id?: number; readonly name: string }[]): Ids {
  return new Map(things.map(({ id, name }) => [name, String(id)]));
}

function account(user: SquashUserSeed, teams: Ids, projects: Ids): AccountTruth {
  const { login, firstName = '', lastName, email = '', active = true, group = 'User' } = user;
  return {
    id: String(user.id),
    login,
    firstName: firstName === '' ? undefined : firstName,
    lastName,
    displayName: joined(firstName, lastName) || login,
    email: email === '' ? undefined : email,
    status: active ? 'ACTIVE' : 'DISABLED',
    isAdministrator: group === 'Admin',
    lastLoginAt: instant(user.lastConnectedAt),
    holdings: {
      groups: [heldText({ thing: group })],
      teams: sortedOnce((user.teams ?? []).map((name) => heldText({ thing: idOf(teams, name) }))),
      // An account shows what it holds itself; what its teams hold is shown by the project (squash.md 2.10).
      projectPermissions: sortedOnce(
        Object.entries(user.projects ?? {}).map(([project, permission]) =>
          heldText({ thing: permission, projectId: idOf(projects, project) }),
        ),
      ),
    },
    secrets: (user.tokens ?? []).flatMap(({ value }) => value ?? []),
  };
}

function projectTruths(seed: SquashSeed, accounts: readonly AccountTruth[], teams: Ids): EntityTruth[] {
  return seed.projects.map(({ id, name, label, description, active = true }) => {
    const own = accounts.flatMap((held) =>
      (held.holdings.projectPermissions ?? [])
        .filter((text) => text.endsWith(`on project ${id}`))
        .map((text) => `${held.id}: ${text}`),
    );
    return {
      id: String(id),
      name,
      label,
      description,
      isActive: active,
      grants: sortedOnce([...own, ...throughTeams(seed, teams, { id: String(id), name })]),
    };
  });
}

function throughTeams(
  seed: SquashSeed,
  teams: Ids,
  project: { readonly id: string; readonly name: string },
): string[] {
  return seed.teams.flatMap((team) => {
    const permission = team.projects?.[project.name];
    if (permission === undefined) return [];
    const text = heldText({
      thing: permission,
      projectId: project.id,
      via: `team ${idOf(teams, team.name)}`,
    });
    return seed.users
      .filter((user) => user.teams?.includes(team.name) === true)
      .map((user) => `${user.id}: ${text}`);
  });
}
