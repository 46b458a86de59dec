import type { CompanyFile } from './company-file.ts';

/** Names that every installation has without being told. */
const builtIn = {
  zephyrRoles: ['manager', 'lead', 'tester', 'defect user', 'dashboard'],
  foremanRoles: ['Default role'],
  teamcityGroups: ['ALL_USERS_GROUP'],
  teamcityProjects: ['_Root'],
  squashPermissions: [
    'test_editor',
    'project_viewer',
    'project_manager',
    'test_runner',
    'test_designer',
    'advanced_tester',
    'validator',
    'automated_test_writer',
  ],
};

type Names = ReadonlySet<string>;

/** A line for every name that refers to nothing and every login taken twice; empty when all is well. */
export function brokenReferences(file: CompanyFile): string[] {
  const lines: string[] = [];
  checkZephyr(file, lines);
  checkForeman(file, lines);
  checkSquash(file, lines);
  checkTeamCity(file, lines);
  return lines;
}

function checkZephyr({ zephyr, people }: CompanyFile, lines: string[]): void {
  const roles = new Set([...builtIn.zephyrRoles, ...zephyr.roles.map((role) => role.name)]);
  const groups = new Set(zephyr.groups.map((group) => group.name));
  const projects = new Set(zephyr.projects.map((project) => project.name));
  for (const project of zephyr.projects) {
    const who = `zephyr project ${project.name}`;
    need(
      lines,
      who,
      'group',
      project.groups?.map((each) => each.group),
      groups,
    );
    need(
      lines,
      who,
      'role',
      project.groups?.map((each) => each.role),
      roles,
    );
  }
  const logins = new Map<string, string>();
  for (const person of people) {
    for (const account of person.zephyr ?? []) {
      const who = `${person.name}: zephyr ${account.username}`;
      need(lines, who, 'role', account.roles, roles);
      need(lines, who, 'group', account.groups, groups);
      need(lines, who, 'project', Object.keys(account.projects ?? {}), projects);
      need(lines, who, 'role', Object.values(account.projects ?? {}), roles);
      claim(lines, logins, who, account.username);
    }
  }
}

function checkForeman({ foreman, people }: CompanyFile, lines: string[]): void {
  const roles = new Set([...builtIn.foremanRoles, ...foreman.roles.map((role) => role.name)]);
  const groups = new Set(foreman.usergroups.map((group) => group.name));
  const organizations = new Set(foreman.organizations);
  const locations = new Set(foreman.locations);
  const logins = new Map<string, string>();
  for (const group of foreman.usergroups) {
    const who = `foreman user group ${group.name}`;
    need(lines, who, 'role', group.roles, roles);
    need(lines, who, 'user group', group.groups, groups);
    // Foreman refuses a login that is also the name of a user group (foreman.md 2.6).
    claim(lines, logins, who, group.name);
  }
  for (const person of people) {
    for (const account of person.foreman ?? []) {
      const who = `${person.name}: foreman ${account.login}`;
      need(lines, who, 'role', account.roles, roles);
      need(lines, who, 'user group', account.usergroups, groups);
      need(lines, who, 'organization', account.organizations, organizations);
      need(lines, who, 'location', account.locations, locations);
      need(lines, who, 'organization', only(account.defaultOrganization), organizations);
      need(lines, who, 'location', only(account.defaultLocation), locations);
      claim(lines, logins, who, account.login);
    }
  }
}

function checkSquash({ squash, people }: CompanyFile, lines: string[]): void {
  const teams = new Set(squash.teams.map((team) => team.name));
  const projects = new Set(squash.projects.map((project) => project.name));
  const permissions = new Set([...builtIn.squashPermissions, ...(squash.profiles ?? [])]);
  const checkProjects = (who: string, held: Readonly<Record<string, string>> = {}): void => {
    need(lines, who, 'project', Object.keys(held), projects);
    need(lines, who, 'permission group', Object.values(held), permissions);
  };
  for (const team of squash.teams) checkProjects(`squash team ${team.name}`, team.projects);
  const logins = new Map<string, string>();
  for (const person of people) {
    for (const account of person.squash ?? []) {
      const who = `${person.name}: squash ${account.login}`;
      need(lines, who, 'team', account.teams, teams);
      checkProjects(who, account.projects);
      claim(lines, logins, who, account.login);
    }
  }
}

function checkTeamCity({ teamcity, people }: CompanyFile, lines: string[]): void {
  const roles = new Set(teamcity.roles.map((role) => role.id));
  const groups = new Set([...builtIn.teamcityGroups, ...teamcity.groups.map((group) => group.key)]);
  const projects = new Set([...builtIn.teamcityProjects, ...teamcity.projects.map((project) => project.id)]);
  const checkRoles = (
    who: string,
    held: readonly { role: string; project?: string | undefined }[] = [],
  ): void => {
    need(
      lines,
      who,
      'role',
      held.map((each) => each.role),
      roles,
    );
    need(
      lines,
      who,
      'project',
      held.flatMap((each) => only(each.project)),
      projects,
    );
  };
  for (const role of teamcity.roles) need(lines, `teamcity role ${role.id}`, 'role', role.includes, roles);
  for (const project of teamcity.projects) {
    need(lines, `teamcity project ${project.id}`, 'project', only(project.parent), projects);
  }
  for (const group of teamcity.groups) {
    const who = `teamcity group ${group.key}`;
    need(lines, who, 'group', group.parents, groups);
    checkRoles(who, group.roles);
  }
  const logins = new Map<string, string>();
  for (const person of people) {
    for (const account of person.teamcity ?? []) {
      const who = `${person.name}: teamcity ${account.username}`;
      need(lines, who, 'group', account.groups, groups);
      checkRoles(who, account.roles);
      claim(lines, logins, who, account.username);
    }
  }
}

function need(
  lines: string[],
  who: string,
  what: string,
  asked: readonly string[] | undefined,
  known: Names,
): void {
  for (const name of asked ?? []) {
    if (known.has(name)) continue;
    lines.push(
      `${who}: there is no ${what} "${name}", only ${[...known].map((each) => `"${each}"`).join(', ')}`,
    );
  }
}

/** Every system compares logins without regard to case, so two that differ only in case are one. */
function claim(lines: string[], taken: Map<string, string>, who: string, login: string): void {
  const key = login.toLowerCase();
  const holder = taken.get(key);
  if (holder !== undefined) lines.push(`${who}: the login is taken already, by ${holder}`);
  taken.set(key, who);
}

function only(name: string | undefined): string[] {
  return name === undefined ? [] : [name];
}
