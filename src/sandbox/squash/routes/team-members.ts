import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RouteParams } from '../../kernel/router.ts';
import { nothingToSay } from '../answers.ts';
import { adminOnly } from '../call.ts';
import type { SquashCall, SquashHandler, SquashRouter } from '../call.ts';
import { listPage } from '../listing.ts';
import { findTeam, readId, readIdParameter } from '../parameters.ts';
import type { TeamRecord, UserRecord } from '../records.ts';
import { sortableUser } from '../sort-properties.ts';
import { join, leave } from '../store.ts';
import { listedOnce } from '../table.ts';
import { listedUserType } from '../wire-user.ts';

/** Members of a team, under the key `members` (squash.md 3.1). */
export function addTeamMemberRoutes(router: SquashRouter): void {
  router.on('GET', '/teams/:id/members', adminOnly(listMembers));
  router.on('POST', '/teams/:id/members', adminOnly(changeMembers(join)));
  router.on('DELETE', '/teams/:id/members', adminOnly(changeMembers(leave)));
}

function listMembers(call: SquashCall, { id }: RouteParams): SandboxReply {
  const team = findTeam(call, readId(id));
  const members = [...team.memberIds].flatMap((each) => call.store.users.get(each) ?? []);
  return listPage(call, {
    rows: listedOnce(members),
    type: listedUserType(call),
    keyOf: () => 'members',
    path: `teams/${team.id}/members`,
    sortable: sortableUser,
    documentsSort: true,
  });
}

/** Ids of nobody, of teams, of members already there or not there are passed over in silence. */
function changeMembers(change: (user: UserRecord, team: TeamRecord) => void): SquashHandler {
  return (call, { id }) => {
    const team = findTeam(call, readId(id));
    const ids = readIdParameter(call, 'userIds');
    for (const user of ids.flatMap((each) => call.store.users.get(each) ?? [])) change(user, team);
    return nothingToSay(call.switches);
  };
}
