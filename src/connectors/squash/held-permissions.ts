import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { HeldPermission } from '#domain/holdings.ts';
import { settle, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { fewAtOnce } from './client.ts';
import type { Contents } from './contents.ts';
import type { FactsMemory } from './facts.ts';
import { toHeldPermissions, toParties, toProject } from './mapping.ts';
import type { Party } from './mapping.ts';
import type { ProjectRows } from './project-rows.ts';
import type { ProjectRow } from './wire.ts';

type PermissionsById = ReadonlyMap<string, Settled<readonly HeldPermission[]>>;

/** Direct project permissions by the account's id. */
export type ReadHeldPermissions = (call: Call, accountIds: readonly string[]) => Promise<PermissionsById>;

/** Few enough that finding out how many projects there are would not pay. */
const few = 2;

/**
 * One call per account, or one per project turned round, whichever is less (squash.md 5); per project in any case
 * where users would not show everything. Both ways give direct permissions only, as a user's own listing does (2.10):
 * teams on a project are left out here, and shown with their members by the project's own `permissions`.
 */
export function createReadHeldPermissions(
  system: string,
  contents: Contents,
  projectRows: ProjectRows,
  memory: FactsMemory,
): ReadHeldPermissions {
  const askForOne = async (call: Call, id: string): Promise<readonly HeldPermission[]> => {
    const content = await contents.ofUser(call, id);
    if (content === undefined) throw notServed(system, `of the account with id ${id}`);
    return toHeldPermissions(content);
  };

  const askEach = async (call: Call, ids: readonly string[]): Promise<PermissionsById> => {
    const ask = async (id: string) => [id, await settle(askForOne(call, id), system)] as const;
    // The first one finds out which form the server has; the others need not.
    const alone = contents.isUncertain(call, 'users') ? ids.slice(0, 1) : [];
    const first = await pMap(alone, ask, fewAtOnce);
    const rest = await pMap(ids.slice(alone.length), ask, fewAtOnce);
    return new Map([...first, ...rest]);
  };

  /** Where users show permissions, and nobody asked a project yet, asks one: it tells how much users show. */
  const lookAtOneProject = async (call: Call): Promise<void> => {
    if (contents.isUncertain(call, 'users') || !contents.isUncertain(call, 'projects')) return;
    for await (const [project] of projectRows.list(call)) {
      if (project !== undefined) await contents.ofProject(call, project.id);
      return;
    }
  };

  const askProjects = async (
    call: Call,
    projects: readonly ProjectRow[],
  ): Promise<readonly ProjectAnswer[]> => {
    const ask = async (project: ProjectRow): Promise<ProjectAnswer> => {
      const content = await contents.ofProject(call, project.id);
      return { project, parties: content === undefined ? undefined : toParties(content) };
    };
    const alone = contents.isUncertain(call, 'projects') ? projects.slice(0, 1) : [];
    const first = await pMap(alone, ask, fewAtOnce);
    return [...first, ...(await pMap(projects.slice(alone.length), ask, fewAtOnce))];
  };

  /** From the projects' side; undefined where there are more than `atMost`, or where they do not show everything. */
  const turnRound = async (
    call: Call,
    ids: readonly string[],
    atMost: number,
  ): Promise<PermissionsById | undefined> => {
    const projects: ProjectRow[] = [];
    for await (const page of projectRows.list(call)) projects.push(...page);
    if (projects.length > atMost) return undefined;
    const answers = await askProjects(call, projects);
    const silent = answers.filter(({ parties }) => parties === undefined);
    // One that is silent is gone since it was listed. All of them, or a template: that is not served there at all.
    if (projects.length > 0 && silent.length === projects.length) throw notServed(system, 'of projects');
    if (silent.some(({ project }) => project._type === 'project-template')) {
      memory.of(call).templatePermissions = 'refused';
      return undefined;
    }
    return new Map([...byHolder(answers, ids)].map(([id, held]) => [id, succeeded(held)]));
  };

  const askAccounts = async (call: Call, ids: readonly string[]): Promise<PermissionsById> => {
    const asked = await askEach(call, ids);
    await settle(lookAtOneProject(call), system);
    const isUnserved = [...asked.values()].every((one) => !one.ok && one.error.code === 'NOT_FOUND');
    if (!isUnserved && !contents.mayUsersLackProfiles(call)) return asked;
    const turned = await settle(turnRound(call, ids, Number.POSITIVE_INFINITY), system);
    return turned.ok && turned.value !== undefined ? turned.value : asked;
  };

  return async (call, ids) => {
    if (ids.length === 0) return new Map();
    const { projectCount = 0, templatePermissions } = memory.of(call);
    if (templatePermissions === 'refused') return askEach(call, ids);
    const mustTurnRound = contents.mayUsersLackProfiles(call);
    const isFew = ids.length <= Math.max(few, projectCount + 1);
    if (isFew && !mustTurnRound) return askAccounts(call, ids);
    const turned = await settle(
      turnRound(call, ids, mustTurnRound ? Number.POSITIVE_INFINITY : ids.length),
      system,
    );
    if (!turned.ok && !mayAskAccounts.has(turned.error.code)) return new Map(ids.map((id) => [id, turned]));
    return turned.ok && turned.value !== undefined ? turned.value : askAccounts(call, ids);
  };
}

interface ProjectAnswer {
  readonly project: ProjectRow;
  /** Undefined where the server knows nothing of the project. */
  readonly parties: readonly Party[] | undefined;
}

/** Refusals of the projects' side that say nothing about the accounts' side. */
const mayAskAccounts: ReadonlySet<ErrorCode> = new Set([
  'NOT_FOUND',
  'UPSTREAM_FORBIDDEN',
  'UPSTREAM_REJECTED',
  'UPSTREAM_BAD_RESPONSE',
]);

function byHolder(
  answers: readonly ProjectAnswer[],
  ids: readonly string[],
): ReadonlyMap<string, readonly HeldPermission[]> {
  const held = new Map<string, HeldPermission[]>(ids.map((id) => [id, []]));
  for (const { project, parties = [] } of answers) {
    const mention = toProject(project);
    for (const { type, id, permission } of parties) {
      if (type === 'user') held.get(id)?.push({ permission, project: mention });
    }
  }
  return held;
}

function notServed(system: string, whose: string): RollcallError {
  return new RollcallError(
    'NOT_FOUND',
    `${system}: neither clearances nor permissions ${whose} are there; it may be gone, or the API REST plugin is older than 4.0.`,
    { system },
  );
}
