import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import { squashConnector } from '#connectors/squash/index.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';

/** A Squash TM of a few dozen lines, for one test at a time: what it serves, ignores and lacks are options. */
export interface SmallSquash {
  users?: readonly SmallUser[];
  teams?: readonly SmallTeam[];
  projects?: readonly SmallProject[];
  /** Whether `fields` changes what list rows show. */
  honoursFields?: boolean;
  honoursTeams?: boolean;
  honoursMembers?: boolean;
  /** Whether the admin plugin is there. */
  hasLoginService?: boolean;
  ignoresCase?: boolean;
  clearances?: 'none' | 'projects' | 'both';
  largestPage?: number;
  /** Answers instead of the server, where it returns something. */
  instead?: (asked: Asked) => Reply | undefined;
}
export interface SmallUser {
  readonly id: number;
  readonly login: string;
  readonly group?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}
export interface SmallTeam {
  readonly id: number;
  readonly name: string;
  readonly members: readonly number[];
}
export interface SmallProject {
  readonly id: number;
  readonly name: string;
  readonly isTemplate?: boolean;
  /** Ids of users and teams by permission. */
  readonly permissions: Readonly<Record<string, readonly number[]>>;
  /** The same for custom profiles, which only clearances show. */
  readonly customProfiles?: Readonly<Record<string, readonly number[]>>;
}
export interface Asked {
  /** Below `/squash/api/rest/latest`, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** How many calls came before. */
  readonly earlier: number;
}
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly type?: string;
}

export interface RunningSquash {
  readonly connector: Connector;
  readonly call: Call;
  /** Paths asked for, in order, with the query where there is one. */
  readonly calls: string[];
  /** Requests as received, for headers. */
  readonly headers: Readonly<Record<string, unknown>>[];
}

export const htmlPage: Reply = { status: 404, body: '<html><h1>Not Found</h1></html>', type: 'text/html' };
export const noSuchThing: Reply = {
  status: 404,
  body: { exception: 'javax.persistence.EntityNotFoundException', message: 'There is none' },
};

export interface Running {
  readonly settings?: { readonly basicCharset?: 'latin1' | 'utf8'; readonly pageSize?: number };
  readonly authorization?: string;
  /** Appended to the address of the server; `/squash` unless said. */
  readonly context?: string;
}

/** Starts the server and a connector to it; both end with the test. */
export async function startSquash(squash: SmallSquash, running: Running = {}): Promise<RunningSquash> {
  const calls: string[] = [];
  const headers: Record<string, unknown>[] = [];
  const server = createServer((message, response) => {
    const [path = '', query = ''] = (message.url ?? '').split('?');
    const below = path.replace('/squash/api/rest/latest', '');
    headers.push(message.headers);
    const asked = { path: below, query: new URLSearchParams(query), earlier: calls.length };
    calls.push(query === '' ? below : `${below}?${query}`);
    const reply = squash.instead?.(asked) ?? answer(squash, asked);
    response.writeHead(reply.status, { 'content-type': reply.type ?? 'application/json' });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const pasted = new URL(`http://127.0.0.1:${port}${running.context ?? '/squash'}`);
  const url = squashConnector.normalizeUrl?.(pasted) ?? pasted;
  const http = createHttp({
    ...singleAttempts,
    system: 'squash',
    url,
    timeoutMs: 5000,
    maxConcurrency: 8,
    maxBytes: 1_000_000,
  });
  onTestFinished(async () => {
    http.close();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const settings = squashConnector.settings.parse(running.settings ?? {});
  const connector = squashConnector.create({ system: 'squash', url, settings, http, now: Date.now });
  const call: Call = {
    identity: createIdentity(running.authorization ?? 'Bearer a.b.c', false),
    signal: AbortSignal.timeout(10_000),
    requestId: 'test',
    isBulk: false,
    isFresh: false,
  };
  return { connector, call, calls, headers };
}

/** Users from id 1 on, named `user1`, `user2` and so on. */
export function manyUsers(count: number): readonly SmallUser[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, login: `user${index + 1}` }));
}

/** Teams from id 10001 on; each user is in the one whose place is its id modulo their number. */
export function manyTeams(count: number, users: readonly SmallUser[]): readonly SmallTeam[] {
  return Array.from({ length: count }, (_, index) => ({
    id: 10_001 + index,
    name: `Team ${index + 1}`,
    members: users.filter(({ id }) => id % count === index).map(({ id }) => id),
  }));
}

/** Projects from id 501 on, with users spread over them as over teams. */
export function manyProjects(count: number, users: readonly SmallUser[]): readonly SmallProject[] {
  return Array.from({ length: count }, (_, index) => ({
    id: 501 + index,
    name: `Project ${index + 1}`,
    permissions: { validator: users.filter(({ id }) => id % count === index).map(({ id }) => id) },
  }));
}

/** Everything in the pages; throws where the connector lacks the ability they would come from. */
export async function collect<T>(pages: AsyncIterable<readonly T[]> | undefined): Promise<readonly T[]> {
  if (pages === undefined) throw new Error('the connector lacks an ability');
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

function answer(squash: SmallSquash, asked: Asked): Reply {
  const { users = [], teams = [], projects = [], hasLoginService = true } = squash;
  const [kind = '', id = '', part = '', rest = ''] = asked.path.split('/').slice(1);
  const wantsFields = squash.honoursFields !== false && asked.query.has('fields');
  const row = (user: SmallUser) => listedUser(squash, user, wantsFields ? asked.query.get('fields') : null);
  if (kind === 'users' && id === '') return page(squash, asked, { users: users.map(row) });
  if (kind === 'teams' && id === '')
    return page(squash, asked, { teams: teams.map((team) => listedTeam(squash, asked, team)) });
  if (kind === 'projects' && id === '') return projectPage(squash, asked);
  if (kind === 'users' && id === 'login') {
    if (!hasLoginService) return htmlPage;
    const user = users.find(({ login }) => isSame(squash, login, decodeURIComponent(part)));
    if (user === undefined) return noSuchThing;
    return rest === 'teams'
      ? page(squash, asked, { teams: teamsOf(squash, user) })
      : { status: 200, body: wholeUser(squash, user) };
  }
  if (part === 'permissions' || part === 'clearances') return content(squash, kind, Number(id), part);
  if (kind === 'users') return found(users, id, (user) => wholeUser(squash, user));
  if (kind === 'projects') return found(projects, id, wholeProject);
  const team = teams.find((one) => String(one.id) === id);
  if (team === undefined) return noSuchThing;
  if (part !== 'members') return { status: 200, body: { ...leanTeam(team), description: '<p>Us</p>' } };
  const members = users.filter((user) => team.members.includes(user.id));
  return page(squash, asked, { members: members.map(row) });
}

function isSame(squash: SmallSquash, one: string, other: string): boolean {
  return squash.ignoresCase === true ? one.toLowerCase() === other.toLowerCase() : one === other;
}

function found<T extends { readonly id: number }>(
  all: readonly T[],
  id: string,
  show: (one: T) => unknown,
): Reply {
  const one = all.find((candidate) => String(candidate.id) === id);
  return one === undefined ? noSuchThing : { status: 200, body: show(one) };
}

function page(squash: SmallSquash, asked: Asked, keyed: Readonly<Record<string, readonly unknown[]>>): Reply {
  const number = Number(asked.query.get('page') ?? 0);
  const size = Math.min(Number(asked.query.get('size') ?? 20), squash.largestPage ?? 2000);
  const all = Object.entries(keyed).flatMap(([key, rows]) => rows.map((row) => [key, row] as const));
  const slice = all.slice(number * size, (number + 1) * size);
  const embedded: Record<string, unknown[]> = {};
  for (const [key, row] of slice) (embedded[key] ??= []).push(row);
  return {
    status: 200,
    body: {
      ...(slice.length === 0 ? {} : { _embedded: embedded }),
      // A host that must never be followed.
      _links: { next: { href: 'http://squash.invalid:8080/squash/api/rest/latest/users?page=1' } },
      page: { size, totalElements: all.length, totalPages: Math.ceil(all.length / size), number },
    },
  };
}

function projectPage(squash: SmallSquash, asked: Asked): Reply {
  const { projects = [] } = squash;
  return page(squash, asked, {
    projects: projects.filter((one) => one.isTemplate !== true).map(leanProject),
    'project-templates': projects.filter((one) => one.isTemplate === true).map(leanProject),
  });
}

function slimUser(user: SmallUser): Record<string, unknown> {
  return { _type: 'user', id: user.id, login: user.login, active: true, group: user.group ?? 'User' };
}

function listedUser(squash: SmallSquash, user: SmallUser, fields: string | null): Record<string, unknown> {
  if (fields === null) return slimUser(user);
  const whole = wholeUser(squash, user);
  const names = fields.split(',').filter((name) => name !== 'teams' || squash.honoursTeams === true);
  const chosen = names.filter((name) => name in whole).map((name) => [name, whole[name]]);
  return { _type: 'user', id: user.id, ...(Object.fromEntries(chosen) as Record<string, unknown>) };
}

function wholeUser(squash: SmallSquash, user: SmallUser): Record<string, unknown> {
  return {
    ...slimUser(user),
    first_name: '',
    last_name: `Last ${user.id}`,
    email: `${user.login}@example.org`,
    can_delete_from_front: true,
    teams: teamsOf(squash, user).map(({ id, name }) => ({ _type: 'team', id, name })),
    last_connected_on: null,
    created_by: 'admin',
    created_on: '2024-02-11T11:00:00.000+0000',
    ...user.more,
  };
}

function teamsOf(squash: SmallSquash, user: SmallUser): readonly ReturnType<typeof wholeTeam>[] {
  return (squash.teams ?? []).filter((team) => team.members.includes(user.id)).map(wholeTeam);
}

function leanTeam(team: SmallTeam) {
  return { _type: 'team', id: team.id, name: team.name };
}

function listedTeam(squash: SmallSquash, asked: Asked, team: SmallTeam) {
  const wantsMembers = squash.honoursMembers === true && asked.query.get('fields')?.includes('members');
  if (wantsMembers !== true) return leanTeam(team);
  return { ...leanTeam(team), members: team.members.map((id) => ({ _type: 'user', id })) };
}

function wholeTeam(team: SmallTeam) {
  return {
    ...leanTeam(team),
    description: '<p>Us</p>',
    created_by: 'admin',
    created_on: '2024-02-11T11:00:00.000+00:00',
  };
}

function leanProject(project: SmallProject) {
  const _type = project.isTemplate === true ? 'project-template' : 'project';
  return { _type, id: project.id, name: project.name };
}

function wholeProject(project: SmallProject) {
  return { ...leanProject(project), label: '', description: '<p>x</p>', active: true };
}

function content(squash: SmallSquash, kind: string, id: number, form: 'permissions' | 'clearances'): Reply {
  const { users = [], projects = [], clearances = 'none' } = squash;
  const isServed = form === 'permissions' || clearances === 'both' || clearances === kind;
  if (!isServed) return htmlPage;
  const isKnown = (kind === 'users' ? users : projects).some((one) => one.id === id);
  if (!isKnown) return noSuchThing;
  const rows = kind === 'users' ? projectsOf(squash, id, form) : partiesOf(squash, id, form);
  const key = kind === 'users' ? 'projects' : 'users';
  const entries = Object.entries(rows).map(([permission, list]) => [
    permission,
    form === 'permissions' ? list : { _type: 'profile', id: 7, name: permission, [key]: list },
  ]);
  return { status: 200, body: { content: Object.fromEntries(entries) as unknown } };
}

function grantsOn(project: SmallProject, form: 'permissions' | 'clearances') {
  return Object.entries({
    ...project.permissions,
    ...(form === 'clearances' ? project.customProfiles : {}),
  });
}

function projectsOf(squash: SmallSquash, userId: number, form: 'permissions' | 'clearances') {
  const rows: Record<string, unknown[]> = {};
  for (const project of squash.projects ?? []) {
    for (const [permission, ids] of grantsOn(project, form)) {
      if (ids.includes(userId)) (rows[permission] ??= []).push(wholeProject(project));
    }
  }
  return rows;
}

function partiesOf(squash: SmallSquash, projectId: number, form: 'permissions' | 'clearances') {
  const rows: Record<string, unknown[]> = {};
  const project = squash.projects?.find((one) => one.id === projectId);
  const party = (id: number): unknown => {
    const user = squash.users?.find((one) => one.id === id);
    if (user !== undefined) return slimUser(user);
    return { _type: 'team', id, name: squash.teams?.find((one) => one.id === id)?.name };
  };
  for (const [permission, ids] of project === undefined ? [] : grantsOn(project, form)) {
    rows[permission] = ids.map(party);
  }
  return rows;
}
