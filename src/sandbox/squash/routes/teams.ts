import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RouteParams } from '../../kernel/router.ts';
import { nothingToSay, squashJson } from '../answers.ts';
import { auditChange, auditOfCreation } from '../audit.ts';
import { adminOnly } from '../call.ts';
import type { SquashCall, SquashRouter } from '../call.ts';
import { readFields } from '../field-selection.ts';
import { listPage } from '../listing.ts';
import { findTeam, readId, readIds } from '../parameters.ts';
import type { TeamRecord } from '../records.ts';
import { nameTaken, notFound } from '../refusal.ts';
import { readEntity } from '../request-body.ts';
import { sortableTeam } from '../sort-properties.ts';
import { leave } from '../store.ts';
import type { SquashSwitches } from '../switches.ts';
import { readNewTeam, readTeamChanges } from '../team-fields.ts';
import { listedTeamType, teamType } from '../wire-team.ts';
import { toWire } from '../wire-type.ts';

/** Teams themselves: squash.md 3.1. */
export function addTeamRoutes(router: SquashRouter, switches: SquashSwitches): void {
  router.on('GET', '/teams', adminOnly(listTeams));
  router.on('POST', '/teams', adminOnly(postTeam));
  if (switches.adminPlugin && switches.teamByName) {
    router.on('GET', '/teams/name/:name', adminOnly(getTeamByName));
  }
  router.on('GET', '/teams/:id', adminOnly(getTeam));
  router.on('PATCH', '/teams/:id', adminOnly(patchTeam));
  router.on('DELETE', '/teams/:ids', adminOnly(removeTeams));
}

function listTeams(call: SquashCall): SandboxReply {
  const { teams } = call.store;
  const type = listedTeamType(call);
  return listPage(call, {
    rows: teams,
    type,
    keyOf: () => 'teams',
    path: 'teams',
    sortable: sortableTeam,
    documentsSort: true,
  });
}

function getTeam(call: SquashCall, { id }: RouteParams): SandboxReply {
  return teamReply(call, 200, findTeam(call, readId(id)));
}

function getTeamByName(call: SquashCall, { name = '' }: RouteParams): SandboxReply {
  const team = call.store.teams.named(name);
  if (team === undefined) throw notFound('team', 'name', name);
  return teamReply(call, 200, team);
}

function postTeam(call: SquashCall): SandboxReply {
  const { name, description } = readNewTeam(readEntity(call.request, 'team'), call.switches);
  const { store } = call;
  if (store.teams.isTaken(name)) throw nameTaken(name);
  const audit = auditOfCreation(call);
  const id = store.partyIds.next();
  const team: TeamRecord = { kind: 'team', id, name, description, audit, memberIds: new Set() };
  store.teams.add(team);
  return teamReply(call, 201, team);
}

function patchTeam(call: SquashCall, { id }: RouteParams): SandboxReply {
  const entity = readEntity(call.request, 'team');
  const team = findTeam(call, readId(id));
  const changes = readTeamChanges(entity, call.switches);
  // Its own present name counts as taken too (squash.md 3.1).
  if (changes.name !== undefined && call.store.teams.isTaken(changes.name)) throw nameTaken(changes.name);
  call.store.teams.update(team, (record) => Object.assign(record, changes));
  auditChange(call, team.audit);
  return teamReply(call, 200, team);
}

function removeTeams(call: SquashCall, { ids }: RouteParams): SandboxReply {
  const teams = readIds(ids).map((id) => findTeam(call, id));
  for (const team of teams) removeTeam(call, team);
  return nothingToSay(call.switches);
}

function removeTeam({ store }: SquashCall, team: TeamRecord): void {
  for (const id of team.memberIds) {
    const user = store.users.get(id);
    if (user !== undefined) leave(user, team);
  }
  store.grants.removeParty(team.id);
  store.teams.remove(team);
}

function teamReply(call: SquashCall, status: number, team: TeamRecord): SandboxReply {
  const selection = readFields(call.query, call.switches);
  return squashJson(call.switches, status, toWire(teamType, team, call, teamType.full, selection));
}
