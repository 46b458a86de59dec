import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RouteParams } from '../../kernel/router.ts';
import { nothingToSay } from '../answers.ts';
import { adminOnly } from '../call.ts';
import type { SquashCall, SquashHandler, SquashRouter } from '../call.ts';
import { listPage } from '../listing.ts';
import { findLogin, findUser, readId, readIdParameter, readListParameter } from '../parameters.ts';
import type { TeamRecord, UserRecord } from '../records.ts';
import { notFound } from '../refusal.ts';
import { sortableTeam } from '../sort-properties.ts';
import { join, leave } from '../store.ts';
import type { SquashSwitches } from '../switches.ts';
import { listedOnce } from '../table.ts';
import { subscribedTeamAttributes, teamType } from '../wire-team.ts';

type Change = (user: UserRecord, team: TeamRecord) => void;

/** Teams of one user, by login and by id (squash.md 2.8). */
export function addUserTeamRoutes(router: SquashRouter, switches: SquashSwitches): void {
  if (switches.adminPlugin) {
    router.on('GET', '/users/login/:login/teams', adminOnly(listTeamsOfLogin));
    router.on('POST', '/users/login/:login/teams', adminOnly(changeByName(join)));
    router.on('DELETE', '/users/login/:login/teams', adminOnly(changeByName(leave)));
  }
  if (switches.teamsByUserId) {
    router.on('GET', '/users/:id/teams', adminOnly(listTeamsOfId));
    router.on('POST', '/users/:id/teams', adminOnly(changeById(join)));
    router.on('DELETE', '/users/:id/teams', adminOnly(changeById(leave)));
  }
}

function listTeamsOfLogin(call: SquashCall, { login = '' }: RouteParams): SandboxReply {
  return listTeams(call, findLogin(call, login), `users/login/${encodeURIComponent(login)}/teams`);
}

function listTeamsOfId(call: SquashCall, { id }: RouteParams): SandboxReply {
  const user = findUser(call, readId(id));
  return listTeams(call, user, `users/${user.id}/teams`);
}

function listTeams(call: SquashCall, user: UserRecord, path: string): SandboxReply {
  const teams = [...user.teamIds].flatMap((id) => call.store.teams.get(id) ?? []);
  return listPage(call, {
    rows: listedOnce(teams),
    type: teamType,
    usual: subscribedTeamAttributes,
    keyOf: () => 'teams',
    path,
    sortable: sortableTeam,
    documentsSort: false,
  });
}

function changeByName(change: Change): SquashHandler {
  return (call, { login = '' }) => {
    const user = findLogin(call, login);
    const names = readListParameter(call, 'teamNames');
    const teams = names.flatMap((name) => namedTeam(call, name) ?? []);
    for (const team of teams) change(user, team);
    return nothingToSay(call.switches);
  };
}

function namedTeam({ store, switches }: SquashCall, name: string): TeamRecord | undefined {
  const team = store.teams.named(name);
  if (team === undefined && switches.unknownTeamName === 404) throw notFound('team', 'name', name);
  return team;
}

/** Ids that lead nowhere are passed over in silence. */
function changeById(change: Change): SquashHandler {
  return (call, { id }) => {
    const user = findUser(call, readId(id));
    const ids = readIdParameter(call, 'teamIds');
    for (const team of ids.flatMap((each) => call.store.teams.get(each) ?? [])) change(user, team);
    return nothingToSay(call.switches);
  };
}
