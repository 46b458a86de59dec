import pMap from 'p-map';
import type { Call, ProjectGrant, ProjectsAbility } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { Account } from '#domain/account.ts';
import type { Team } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import { settle, unwrap } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { fewAtOnce, isNativeId } from './client.ts';
import type { Contents } from './contents.ts';
import { toParties } from './mapping.ts';
import type { Party } from './mapping.ts';
import type { UserRows } from './user-rows.ts';

type Holder = Pick<Account, 'nativeId' | 'login'>;

/**
 * Who holds what on projects: users directly, and the members of teams through the team. One call per project, and
 * one per team met on any of them.
 */
export function createProjectGrants(
  system: string,
  contents: Contents,
  userRows: UserRows,
): NonNullable<ProjectsAbility['permissions']> {
  const partiesOf = async (call: Call, projectId: string): Promise<readonly Party[]> => {
    const content = isNativeId(projectId) ? await contents.ofProject(call, projectId) : undefined;
    if (content === undefined) throw noSuch(system, 'project', projectId);
    return toParties(content);
  };

  const membersOf = async (call: Call, teamId: string): Promise<readonly Holder[]> => {
    const members: Holder[] = [];
    for await (const rows of userRows.members(call, teamId)) {
      for (const { id, login } of rows) members.push({ nativeId: id, login });
    }
    return members;
  };

  return async (call, projectIds) => {
    const read = async (id: string) => [id, await settle(partiesOf(call, id), system)] as const;
    const alone = contents.isUncertain(call, 'projects') ? projectIds.slice(0, 1) : [];
    const parties = new Map([
      ...(await pMap(alone, read, fewAtOnce)),
      ...(await pMap(projectIds.slice(alone.length), read, fewAtOnce)),
    ]);
    const teamIds = new Set(
      [...parties.values()].flatMap((settled) => (settled.ok ? teamsAmong(settled.value) : [])),
    );
    const members = new Map(
      await pMap(
        [...teamIds],
        async (id) => [id, await settle(membersOf(call, id), system)] as const,
        fewAtOnce,
      ),
    );
    const entries = [...parties].map(
      async ([id, settled]) =>
        [id, await settle((async () => grantsOn(id, unwrap(settled), members, system))(), system)] as const,
    );
    return new Map(await Promise.all(entries));
  };
}

function teamsAmong(parties: readonly Party[]): readonly string[] {
  return parties.filter(({ type }) => type === 'team').map(({ id }) => id);
}

/** Throws where the members of one of its teams could not be read: half a list would read as all of it. */
function grantsOn(
  projectId: string,
  parties: readonly Party[],
  members: ReadonlyMap<string, Settled<readonly Holder[]>>,
  system: string,
): readonly ProjectGrant[] {
  const project = { nativeId: projectId, isWhole: false };
  return parties.flatMap((party): readonly ProjectGrant[] => {
    const { permission } = party;
    if (party.type === 'user') {
      if (party.name === undefined) throw namelessUser(system, projectId, party.id);
      return [{ account: { nativeId: party.id, login: party.name }, permission: { permission, project } }];
    }
    const settled = members.get(party.id);
    // A team that is gone since holds nothing.
    if (settled === undefined || (!settled.ok && settled.error.code === 'NOT_FOUND')) return [];
    const team: Team = {
      nativeId: party.id,
      ...(party.name === undefined ? {} : { name: party.name }),
      isWhole: false,
    };
    const via = { type: 'team', team } as const;
    return unwrap(settled).map((account) => ({ account, permission: { permission, project, via } }));
  });
}

function namelessUser(system: string, projectId: string, id: string): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: among those who hold something on project ${projectId}, the user with id ${id} has no login.`,
    { system },
  );
}
