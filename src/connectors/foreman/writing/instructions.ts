/** What Foreman cannot do, and what a person can do instead: in capabilities and in plans alike. */

export const noTeams = 'Foreman has no teams: put the account into a user group instead.';

export const noProjects =
  'Foreman has no projects: limit a role to organizations or locations by its filters, and make the account a member of these.';

export const noRolesOnProjects =
  'Roles in Foreman hold everywhere: give a role whose filters are limited to organizations or locations.';

export const defaultRoleStays =
  'Foreman gives everybody its Default role: take permissions out of that role, or disable the account.';

export const noDisplayName =
  'Foreman makes the display name of the first and the last name: change those instead.';

export const passwordElsewhere =
  'The password is kept by the external auth source of the account: change it there.';

export const ownPassword =
  'Foreman changes the password of the account in use only where the old one is given: do it at "My account" in Foreman.';

export const administratorByGroup =
  'A user group makes the account an administrator: take the account out of it, or its Admin flag away.';

/** An account of a directory is put back, or dropped, whenever its group is synchronised (foreman.md 4.1). */
export function memberByDirectory(names: string): string {
  return `Members of external groups come from there: change the membership in ${names}, then refresh the user group.`;
}

export function roleByGroups(names: string): string {
  return `The role comes with the user group ${names}: take the account out of it, or the role off the group.`;
}
