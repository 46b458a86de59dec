import type { Subject } from './subject.ts';
import type { Subjects } from './read-subjects.ts';
import type { TeamNames } from './team-names.ts';
import { wishesOf } from './subject.ts';

/** What a plan was made from, as text; equal states give equal texts. No secret is among what is read. */
export function stateText({ present, gone }: Subjects, names: TeamNames | undefined): string {
  return JSON.stringify({
    accounts: present.map((subject) => [subject.account, accountState(subject, names)]),
    gone: gone.map(({ account, id }) => [account, id]),
  });
}

function accountState(subject: Subject, names: TeamNames | undefined) {
  const { id, login, row, teams, permissions } = subject;
  if (row === undefined) return { login, isNew: true };
  const { active, group, first_name, last_name, email, can_delete_from_front } = row;
  const wantedTeams = wishesOf(subject, 'addTeam', 'removeTeam').map(({ intent }) => intent.team.nativeId);
  return {
    id,
    login,
    row: [active, group, first_name, last_name, email, can_delete_from_front].map((value) => value ?? null),
    teams: teams.map(({ team }) => team.nativeId).toSorted(),
    teamNames: wantedTeams.map((team) => [team, names?.get(team) ?? null]),
    permissions: permissions.map(({ permission, project }) => `${project.nativeId} ${permission}`).toSorted(),
  };
}
