import type { Call } from '#connectors/connector.ts';
import type { AccountWork, SystemPlan, WritingAbility } from '#connectors/writing.ts';
import type { Intent } from '#domain/intents.ts';
import { live } from './parts.ts';
import type { WritingParts } from './parts.ts';
import { planCreation } from './plan-creation.ts';
import { planDeletion } from './plan-deletion.ts';
import { planGrants } from './plan-grants.ts';
import { planPassword } from './plan-password.ts';
import { planProfile } from './plan-profile.ts';
import { planRevocations } from './plan-revocations.ts';
import { stateText } from './plan-state.ts';
import { planStatus } from './plan-status.ts';
import { planTeams } from './plan-teams.ts';
import { planTokens } from './plan-tokens.ts';
import { targetGroup } from './plan-user-group.ts';
import { unchanged } from './planned.ts';
import type { Planned } from './planned.ts';
import { readSubjects } from './read-subjects.ts';
import { settleRoles } from './settle-roles.ts';
import { wishesOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { readTeamNames } from './team-names.ts';
import { teamPathByLogin } from './team-path.ts';

/** The writing half: what becomes of accounts in one Squash TM. */
export function createWriting(parts: WritingParts): WritingAbility {
  return {
    plan: async (given, work) => plan(parts, live(given), work),
    endsAdministration: async (_call, _account, intents) => endsAdministration(intents),
    // A user name and password are no token; which of the owner's tokens a token is, nothing tells.
    maySignInWithToken: ({ identity }) => /^bearer /iu.test(identity.authorization),
  };
}

async function plan(parts: WritingParts, call: Call, work: readonly AccountWork[]): Promise<SystemPlan> {
  const subjects = await readSubjects(parts, call, work);
  const { present, gone } = subjects;
  const wantTeams = present.filter((one) => wishesOf(one, 'addTeam', 'removeTeam').length > 0);
  const names = wantTeams.length === 0 ? undefined : await readTeamNames(parts.teamRows, call);
  const planned: Planned[] = [];
  const settled = gone.flatMap(({ wishes, login }) =>
    wishes.map((wish) => unchanged(wish, `Delete ${login}`)),
  );
  for (const subject of present) settled.push(...settleRoles(subject));

  const forEach = async (planOne: (subject: Subject) => Planned | Promise<Planned>): Promise<void> => {
    for (const subject of present) planned.push(await planOne(subject));
  };
  const teamWays = new Map<number, string | undefined>();
  for (const one of wantTeams) teamWays.set(one.account, await teamPathByLogin(parts, call, one));
  const waysOf = ({ account }: Subject) =>
    names === undefined ? undefined : { names, byLogin: teamWays.get(account) };

  await forEach((one) => planCreation(parts, one));
  await forEach((one) => planProfile(parts, one));
  await forEach((one) => planPassword(parts, one));
  await forEach((one) => planTeams(parts, one, waysOf(one), 'add'));
  await forEach(async (one) => planGrants(parts, one, call));
  await forEach(async (one) => planTokens(parts, one, call));
  await forEach((one) => planTeams(parts, one, waysOf(one), 'remove'));
  await forEach((one) => planRevocations(parts, one));
  await forEach((one) => planStatus(parts, one));
  return {
    steps: [...planned.flatMap(({ steps }) => steps), ...planDeletion(parts, present)],
    settled: [...settled, ...planned.flatMap((one) => one.settled)],
    state: stateText(subjects, names),
  };
}

/** An administrator is who is active and in the group of administrators; there is no other way to be one. */
function endsAdministration(intents: readonly Intent[]): boolean {
  const group = targetGroup(intents);
  const status = intents.findLast((intent) => intent.kind === 'setStatus');
  const isDeleted = intents.some(({ kind }) => kind === 'delete');
  return isDeleted || status?.status === 'DISABLED' || (group !== undefined && group !== 'Admin');
}
