import type { SquashServer } from './call.ts';
import type { UserRecord } from './records.ts';
import { isAtLeast } from './switches.ts';
import { wireDate } from './wire-date.ts';
import { teamReferences } from './wire-references.ts';
import type { WireType } from './wire-type.ts';

type Attributes = WireType<UserRecord>['attributes'];

/** In the order of the documented answers. */
const attributes: Attributes = {
  first_name: (user) => user.firstName,
  last_name: (user) => user.lastName,
  login: (user) => user.login,
  email: (user) => user.email,
  active: (user) => user.active,
  group: (user) => user.group,
  // Since 5.0.
  can_delete_from_front: (user, { switches }) =>
    isAtLeast(switches, 5) ? user.canDeleteFromFront : undefined,
  teams: (user, server, nested) => teamReferences(server, user.teamIds, nested),
  last_connected_on: lastConnectedOn,
  created_by: (user) => user.audit.createdBy,
  created_on: (user, { switches }) => wireDate(user.audit.createdOn, switches),
  last_modified_by: (user) => user.audit.modifiedBy,
  last_modified_on: (user, { switches }) => wireDate(user.audit.modifiedOn, switches),
};

/** A user (squash.md 2.1): slim in lists, full alone. */
export const userType: WireType<UserRecord> = {
  typeOf: () => 'user',
  collection: 'users',
  attributes,
  slim: new Set(['login', 'active', 'group']),
  full: new Set(Object.keys(attributes)),
};

/** The same as rows of a list: a server need not show teams there, even when asked. */
export function listedUserType({ switches }: SquashServer): WireType<UserRecord> {
  return switches.listTeamsHonoured ? userType : withoutTeams;
}

const withoutTeams: WireType<UserRecord> = {
  ...userType,
  attributes: { ...attributes, teams: () => undefined },
};

function lastConnectedOn(user: UserRecord, { switches }: SquashServer): string | null | undefined {
  if (user.lastConnectedOn !== undefined) return wireDate(user.lastConnectedOn, switches);
  return switches.neverConnected === 'null' ? null : undefined;
}
