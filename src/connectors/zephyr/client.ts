import type { ZodType } from 'zod';
import type { Call } from '#connectors/connector.ts';
import { onceEachId } from '#connectors/once-each.ts';
import { badAnswer, parseAnswer, parseRows } from '#http/answer.ts';
import type { Http, HttpAnswer } from '#http/http.ts';
import { readGroupGrid } from './group-grid.ts';
import type { GroupGrid } from './group-grid.ts';
import { requireJson } from './json-answer.ts';
import { restPath } from './rest-path.ts';
import { rowById } from './row-by-id.ts';
import type { RowById } from './row-by-id.ts';
import {
  applicationsSchema,
  idsSchema,
  isPositiveId,
  projectSchema,
  projectTeamSchema,
  projectsSchema,
  rolePermissionsSchema,
  rolesSchema,
  tokensSchema,
  userSchema,
} from './wire.ts';
import type { WireProject, WireRole, WireTeamRow, WireToken, WireUser } from './wire.ts';

/** Where each operation is documented; not to be tidied to one version (zephyr.md 1.2). */
const versionOf = {
  user: 'latest',
  ui: 'latest',
  project: 'latest',
  admin: 'latest',
  role: 'v3',
  usertoken: 'v3',
} as const;
type Resource = keyof typeof versionOf;

/** Lists of everything come in one answer. */
const maxListBytes = 64 * 1024 * 1024;

/** What is asked of a Zephyr server, in its own words. Users with ids below 1 never come out of here. */
export interface ZephyrClient {
  currentUser(call: Call): Promise<WireUser>;
  /** Each user once, made as they are taken: a list of many thousands is never in memory as a whole. */
  users(call: Call): Promise<IteratorObject<WireUser, void>>;
  user(call: Call, id: string): Promise<RowById<WireUser>>;
  roles(call: Call): Promise<readonly WireRole[]>;
  /** Numbers of the applications a role opens. */
  roleApplications(call: Call, roleId: string): Promise<string[]>;
  /** Names of applications by number. */
  applications(call: Call): Promise<ReadonlyMap<string, string>>;
  groups(call: Call): Promise<GroupGrid>;
  projects(call: Call, list: 'details' | 'lite'): Promise<readonly WireProject[]>;
  project(call: Call, id: string): Promise<RowById<WireProject>>;
  /** Rows may be of users whom no list shows, pseudo-users among them. */
  projectTeam(call: Call, projectId: string): Promise<WireTeamRow[]>;
  projectIdsOf(call: Call, userId: string): Promise<string[]>;
  tokens(call: Call): Promise<readonly WireToken[]>;
  /** Outside the REST API and not documented for current versions. */
  versionPage(call: Call): Promise<HttpAnswer>;
}

export function createZephyrClient(system: string, http: Http): ZephyrClient {
  const send = async (path: string, call: Call, query = '', maxBytes?: number): Promise<HttpAnswer> =>
    http.send({ path, query, maxBytes }, call);

  const parse = <T>(schema: ZodType<T>, answer: HttpAnswer): T =>
    parseAnswer(schema, requireJson(answer, system), system);

  const read = async <T>(schema: ZodType<T>, path: string, call: Call, query = ''): Promise<T> =>
    parse(schema, await send(path, call, query));

  const readList = async <T extends { readonly id: string }>(
    schema: ZodType<T[]>,
    path: string,
    call: Call,
    query = '',
  ): Promise<readonly T[]> => {
    const rows = parse(schema, await send(path, call, query, maxListBytes));
    return onceEachId(rows.filter((row) => isPositiveId(row.id)));
  };

  const readById = async <T extends { readonly id: string }>(
    schema: ZodType<T>,
    path: string,
    id: string,
    call: Call,
  ): Promise<RowById<T>> => rowById(await send(path, call), id, system, (answer) => parse(schema, answer));

  return {
    currentUser: async (call) => {
      const path = pathOf('user', 'current');
      const answer = await send(path, call);
      const user = parse(userSchema, answer);
      if (!isPositiveId(user.id)) throw badAnswer(answer, system, 'at id: expected the id of a person');
      return user;
    },
    users: async (call) => {
      const answer = requireJson(await send(pathOf('user'), call, '', maxListBytes), system);
      const seen = new Set<string>();
      return parseRows(userSchema, answer, system).filter(
        ({ id }) => isPositiveId(id) && !seen.has(id) && seen.add(id),
      );
    },
    user: async (call, id) => readById(userSchema, pathOf('user', id), id, call),
    roles: async (call) => readList(rolesSchema, pathOf('role'), call),
    roleApplications: async (call, roleId) => {
      const query = `roleid=${encodeURIComponent(roleId)}`;
      const rows = await read(rolePermissionsSchema, pathOf('role', 'permission'), call, query);
      return [...new Set(rows.map((row) => row.applicationName))];
    },
    applications: async (call) => {
      const rows = await read(applicationsSchema, pathOf('admin', 'app'), call);
      return new Map(rows.map((row) => [row.id, row.name]));
    },
    groups: async (call) =>
      readGroupGrid(system, async (schema, query) => read(schema, pathOf('ui', 'searchGroups'), call, query)),
    projects: async (call, list) => readList(projectsSchema, pathOf('project', list), call),
    project: async (call, id) => readById(projectSchema, pathOf('project', id), id, call),
    projectTeam: async (call, projectId) =>
      read(projectTeamSchema, pathOf('project', 'projectteam', projectId), call),
    projectIdsOf: async (call, userId) => {
      const ids = await read(idsSchema, pathOf('project', 'project', userId), call);
      return [...new Set(ids.filter(isPositiveId))];
    },
    // The collection is documented with a slash at the end (zephyr.md 4).
    tokens: async (call) => readList(tokensSchema, `${pathOf('usertoken')}/`, call),
    versionPage: async (call) => send('/flex/version', call, 'format=xml'),
  };
}

function pathOf(resource: Resource, ...segments: readonly string[]): string {
  return restPath(versionOf[resource], resource, ...segments);
}
