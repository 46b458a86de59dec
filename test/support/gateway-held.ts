import { roleText } from './gateway-account-facts.ts';
import type { HeldFacts } from './gateway-account-facts.ts';

/** Selects everything an account holds, by names. */
export const heldFragment = `
  fragment Held on User {
    roles { role { name } scope project { name } via { ... on Group { name } ... on Team { teamName: name } } }
    groups { group { name } }
    teams { team { name } }
    projectPermissions { permission project { name } }
  }`;

interface Named {
  readonly name: string;
}
interface HeldAnswer {
  readonly roles: readonly {
    readonly role: Named;
    readonly scope: string | null;
    readonly project: Named | null;
    readonly via: Named | null;
  }[];
  readonly groups: readonly { readonly group: Named }[];
  readonly teams: readonly { readonly team: Named }[];
  readonly projectPermissions: readonly { readonly permission: string; readonly project: Named }[];
}

/** The holdings of an answer as texts, repeats kept: an answer that says a thing twice must not pass. */
export function heldOf(user: HeldAnswer): HeldFacts {
  return {
    roles: user.roles
      .map(({ role, scope, project, via }) =>
        roleText(role.name, scope ?? undefined, project?.name, via?.name),
      )
      .sort(),
    groups: user.groups.map(({ group }) => group.name).sort(),
    teams: user.teams.map(({ team }) => team.name).sort(),
    projectPermissions: user.projectPermissions
      .map(({ permission, project }) => `${permission} on ${project.name}`)
      .sort(),
  };
}
