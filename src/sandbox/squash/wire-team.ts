import type { SquashServer } from './call.ts';
import type { TeamRecord } from './records.ts';
import { wireDate } from './wire-date.ts';
import { memberReferences } from './wire-references.ts';
import type { WireType } from './wire-type.ts';

const fullBesideMembers = [
  'name',
  'description',
  'created_by',
  'created_on',
  'last_modified_by',
  'last_modified_on',
];

/** A team (squash.md 3.1). */
export const teamType: WireType<TeamRecord> = {
  typeOf: () => 'team',
  collection: 'teams',
  attributes: {
    name: (team) => team.name,
    description: (team) => team.description,
    members: (team, server, nested) => memberReferences(server, team.memberIds, nested),
    created_by: (team) => team.audit.createdBy,
    created_on: (team, { switches }) => wireDate(team.audit.createdOn, switches),
    last_modified_by: (team) => team.audit.modifiedBy,
    last_modified_on: (team, { switches }) => wireDate(team.audit.modifiedOn, switches),
  },
  slim: new Set(['name']),
  full: new Set([...fullBesideMembers, 'members']),
};

/** What the list of one user's teams shows: more than a list of all teams, less than a team alone (squash.md 2.8). */
export const subscribedTeamAttributes: ReadonlySet<string> = new Set(fullBesideMembers);

/** The same as rows of a list: a server need not show members there, even when asked. */
export function listedTeamType({ switches }: SquashServer): WireType<TeamRecord> {
  return switches.listMembersHonoured ? teamType : withoutMembers;
}

const withoutMembers: WireType<TeamRecord> = {
  ...teamType,
  attributes: { ...teamType.attributes, members: () => undefined },
};
