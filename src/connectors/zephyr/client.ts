import type { ZodType } from 'zod';
import type { Call } from '#connectors/connector.ts';
import type { RollcallError } from '#domain/errors.ts';
import { onceEachId } from '#connectors/once-each.ts';
import { badAnswer, firstSign, isMarkup, isSuccess, parseAnswer, parseRows } from '#http/answer.ts';
import type { Http, HttpAnswer } from '#http/http.ts';
import { readGroupGrid } from './group-grid.ts';
import type { GroupGrid } from './group-grid.ts';
import { refusalOf } from './refusals.ts';
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
import type { WireMention, WireProject, WireTeamRow, WireToken, WireUser } from './wire.ts';

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

/**
 * A row, or the status that may mean that there is none: an unknown id is answered with 500, 404 or 204, and so may
 * be a known one. Only the list tells (zephyr.md 8.2).
 */
export type RowById<T> =
  { readonly isTold: true; readonly row: T } | { readonly isTold: false; readonly error: RollcallError };

/** What is asked of a Zephyr server, in its own words. Users with ids below 1 never come out of here. */
export interface ZephyrClient {
  currentUser(call: Call): Promise<WireUser>;
  /** Each user once, made as they are taken: a list of many thousands is never in memory as a whole. */
  users(call: Call): Promise<IteratorObject<WireUser, void>>;
  user(call: Call, id: string): Promise<RowById<WireUser>>;
  roles(call: Call): Promise<readonly WireMention[]>;
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

  const requireJson = (answer: HttpAnswer): HttpAnswer => {
    if (!isSuccess(answer)) throw refusalOf(answer, system);
    const instead = somethingElseThanJson(answer);
    if (instead === undefined) return answer;
    throw badAnswer(
      answer,
      system,
      `expected JSON, got ${instead}; the configured url must be the root of the server, such as https://acme.yourzephyr.com, with no login page before it`,
    );
  };

  const parse = <T>(schema: ZodType<T>, answer: HttpAnswer): T =>
    parseAnswer(schema, requireJson(answer), system);

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
  ): Promise<RowById<T>> => {
    const answer = await send(path, call);
    if (answer.status === 500) return { isTold: false, error: refusalOf(answer, system) };
    if (answer.status === 404 || answer.status === 204) {
      const error = badAnswer(answer, system, `${answer.status} for what the list of all shows`);
      return { isTold: false, error };
    }
    const row = parse(schema, answer);
    if (row.id !== id) throw badAnswer(answer, system, `at id: expected ${id}, got ${row.id}`);
    return { isTold: true, row };
  };

  return {
    currentUser: async (call) => {
      const path = pathOf('user', 'current');
      const answer = await send(path, call);
      const user = parse(userSchema, answer);
      if (!isPositiveId(user.id)) throw badAnswer(answer, system, 'at id: expected the id of a person');
      return user;
    },
    users: async (call) => {
      const answer = requireJson(await send(pathOf('user'), call, '', maxListBytes));
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
  const encoded = segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
  return `/flex/services/rest/${versionOf[resource]}/${resource}${encoded}`;
}

/** A wrong root is answered with 200 and a page or nothing, not with an error (zephyr.md 1.1). */
function somethingElseThanJson(answer: HttpAnswer): string | undefined {
  if (firstSign(answer) === undefined) return 'an empty body';
  return isMarkup(answer) ? 'a page' : undefined;
}
