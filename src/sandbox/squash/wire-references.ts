import { arranged } from './call.ts';
import type { SquashServer } from './call.ts';
import type { FieldSelection } from './field-selection.ts';
import type { PartyRecord, TeamRecord, UserRecord } from './records.ts';
import { toWire } from './wire-type.ts';
import type { WireType } from './wire-type.ts';

const login: ReadonlySet<string> = new Set(['login']);
const name: ReadonlySet<string> = new Set(['name']);

/** A user inside another entity: `_type`, `id`, `login`, `_links` (squash.md 2.11). */
const userReference: WireType<UserRecord> = {
  typeOf: () => 'user',
  collection: 'users',
  attributes: {
    login: (user) => user.login,
    first_name: (user) => user.firstName,
    last_name: (user) => user.lastName,
    email: (user) => user.email,
    active: (user) => user.active,
    group: (user) => user.group,
  },
  slim: login,
  full: login,
};

/** A team inside another entity: `_type`, `id`, `name`, `_links`. */
const teamReference: WireType<TeamRecord> = {
  typeOf: () => 'team',
  collection: 'teams',
  attributes: { name: (team) => team.name, description: (team) => team.description },
  slim: name,
  full: name,
};

export function partyReference(
  server: SquashServer,
  party: PartyRecord,
  selection?: FieldSelection,
): Record<string, unknown> {
  return party.kind === 'user'
    ? toWire(userReference, party, server, login, selection)
    : toWire(teamReference, party, server, name, selection);
}

export function teamReferences(
  server: SquashServer,
  ids: ReadonlySet<number>,
  selection: FieldSelection | undefined,
): Record<string, unknown>[] {
  const teams = [...ids].flatMap((id) => server.store.teams.get(id) ?? []);
  return arranged(server, teams).map((team) => partyReference(server, team, selection));
}

export function memberReferences(
  server: SquashServer,
  ids: ReadonlySet<number>,
  selection: FieldSelection | undefined,
): Record<string, unknown>[] {
  const users = [...ids].flatMap((id) => server.store.users.get(id) ?? []);
  return arranged(server, users).map((user) => partyReference(server, user, selection));
}
