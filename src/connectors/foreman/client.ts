import type { ZodType } from 'zod';
import type { Call, ConnectorOptions } from '#connectors/connector.ts';
import { onceEachId } from '#connectors/once-each.ts';
import { createRemembered } from '#connectors/remembered.ts';
import { isSuccess, parseAnswer, parsePage } from '#http/answer.ts';
import type { HttpAnswer, HttpRequest } from '#http/http.ts';
import { createCredentialTrials } from './credential-trials.ts';
import { errorFromAnswer, isRecordMissing, UnknownSearchField } from './failures.ts';
import type { PathParent } from './failures.ts';
import { collect, listPages } from './paging.ts';
import type { Identified, Page } from './paging.ts';
import { contextQuery } from './settings.ts';
import type { ForemanSettings } from './settings.ts';
import {
  authSourceRow,
  filterRow,
  groupRow,
  groupShow,
  ownPermissions,
  pageOf,
  roleRow,
  serverStatus,
  tokenRow,
  userRow,
  userShow,
} from './wire.ts';
import type {
  AuthSourceRow,
  FilterRow,
  GroupRow,
  GroupShow,
  RoleRow,
  TokenRow,
  UserRow,
  UserShow,
} from './wire.ts';

/** The endpoints of Foreman in use. Ids given to it must be native ids (`isNativeId`). */
export interface ForemanClient {
  readonly system: string;
  /** True for a while after a search by `id` was refused: the server is older than 3.2. */
  readonly lacksIdField: () => boolean;
  status(call: Call): Promise<{ readonly version?: string | null | undefined }>;
  currentUser(call: Call): Promise<UserShow>;
  /** Names of the caller's rights; undefined before 3.10. */
  ownPermissions(call: Call): Promise<ReadonlySet<string> | undefined>;

  /** Undefined where there is no such account, or it is hidden. */
  user(call: Call, id: string): Promise<UserShow | undefined>;
  /** Accounts that match, or all, in pages. */
  userPages(call: Call, search?: string): AsyncIterable<readonly UserRow[]>;
  /** Accounts that match, in one answer. */
  users(call: Call, search?: string): Promise<readonly UserRow[]>;

  groups(call: Call, search?: string): Promise<readonly GroupRow[]>;
  group(call: Call, id: string): Promise<GroupShow | undefined>;
  /** Direct members; NOT_FOUND if there is no such group. */
  memberPages(call: Call, groupId: string): AsyncIterable<readonly UserRow[]>;

  roles(call: Call, search?: string): Promise<readonly RoleRow[]>;
  role(call: Call, id: string): Promise<RoleRow | undefined>;
  filters(call: Call, search: string): Promise<readonly FilterRow[]>;

  /** Tokens of an account, revoked ones too; NOT_FOUND if there is no such account. */
  tokens(call: Call, ownerSegment: string): Promise<readonly TokenRow[]>;
  token(call: Call, ownerId: string, id: string): Promise<TokenRow | undefined>;

  /** All but hidden ones. */
  authSources(call: Call): Promise<readonly AuthSourceRow[]>;

  /** Sends a write once. The answer whatever its status, except for 401. */
  write(call: Call, request: HttpRequest): Promise<HttpAnswer>;
}

interface List<Row> {
  readonly path: string;
  readonly row: ZodType<Row>;
  readonly search?: string | undefined;
  /** Unique field to order by on servers that cannot order by id; none where order does not matter. */
  readonly otherOrder?: 'login' | 'name';
  /** True where the fields to order by are not documented. */
  readonly isUnordered?: boolean;
  readonly query?: string;
  readonly parent?: PathParent;
}

/** A list of everything, 20,000 accounts with their places, comes in one answer. */
const maxListBytes = 64 * 1024 * 1024;
const oldServerMs = 10 * 60_000;

export function createForemanClient(options: ConnectorOptions<ForemanSettings>): ForemanClient {
  const { http, system, settings, now } = options;
  const trials = createCredentialTrials(system, now);
  const withoutIdField = createRemembered<true>({ maxAgeMs: oldServerMs, now });
  const context = contextQuery(settings);
  const lacksIdField = (): boolean => withoutIdField.get(system) === true;

  const ask = async (call: Call, request: HttpRequest): Promise<HttpAnswer> =>
    trials.through(call, () => http.send(request, call));

  const succeed = async (
    call: Call,
    request: HttpRequest,
    parent: PathParent = 'context',
  ): Promise<HttpAnswer> => {
    const answer = await ask(call, request);
    if (!isSuccess(answer)) throw errorFromAnswer(answer, system, parent);
    return answer;
  };

  const read = async <T>(call: Call, schema: ZodType<T>, request: HttpRequest): Promise<T> =>
    parseAnswer(schema, await succeed(call, request), system);

  /** A record by number. The row must have that number: digits may also be somebody's login (foreman.md 2.5). */
  const show = async <T extends Identified>(
    call: Call,
    schema: ZodType<T>,
    path: string,
    id: string,
    query = '',
    parent: PathParent = 'context',
  ): Promise<T | undefined> => {
    const answer = await ask(call, { path: `${path}/${encodeURIComponent(id)}`, query });
    if (isRecordMissing(answer)) return undefined;
    if (!isSuccess(answer)) throw errorFromAnswer(answer, system, parent);
    const record = parseAnswer(schema, answer, system);
    return record.id === id ? record : undefined;
  };

  /** A page of a list, always ordered: without an order pages repeat and lose rows (foreman.md 2.1). */
  const readPage = async <Row>(call: Call, list: List<Row>, paging: string): Promise<Page<Row>> => {
    const ask = async (order: string | undefined): Promise<Page<Row>> => {
      const query =
        (list.search === undefined ? '' : `search=${encodeURIComponent(list.search)}&`) +
        (order === undefined ? '' : `order=${encodeURIComponent(`${order} ASC`)}&`) +
        paging +
        (list.query ?? '');
      const request = { path: list.path, query, maxBytes: maxListBytes };
      const answer = await succeed(call, request, list.parent);
      const { envelope, rows } = parsePage(pageOf(list.row), answer, system);
      return { rows, subtotal: envelope.subtotal ?? undefined };
    };
    if (list.isUnordered === true) return ask(undefined);
    if (lacksIdField()) return ask(list.otherOrder);
    try {
      return await ask('id');
    } catch (error) {
      if (!(error instanceof UnknownSearchField)) throw error;
      const page = await ask(list.otherOrder);
      // Only now is it certain that the order was to blame, not the search.
      withoutIdField.set(system, true);
      return page;
    }
  };

  const pages = <Row extends Identified>(call: Call, list: List<Row>): AsyncGenerator<readonly Row[]> =>
    listPages<Row>({
      system,
      asked: `GET ${list.path}`,
      read: (page) => readPage(call, list, `page=${page}&per_page=${settings.pageSize}`),
    });

  const all = async <Row extends Identified>(call: Call, list: List<Row>): Promise<readonly Row[]> => {
    const { rows, subtotal } = await readPage(call, list, 'per_page=all');
    if (subtotal === undefined || rows.length >= subtotal) return onceEachId(rows);
    // Before 2.2 `all` is no number, which gives no rows; a proxy may also have its own mind about sizes.
    return collect(pages(call, list));
  };

  const userList = (search: string | undefined): List<UserRow> => ({
    path: '/api/users',
    row: userRow,
    search,
    otherOrder: 'login',
    query: context,
  });

  return {
    system,
    lacksIdField,
    status: async (call) => read(call, serverStatus, { path: '/api/status' }),
    // Never with a context: it answers 500 to one (foreman.md 2.4).
    currentUser: async (call) => read(call, userShow, { path: '/api/current_user' }),
    ownPermissions: async (call) => {
      const answer = await ask(call, {
        path: '/api/permissions/current_permissions',
        maxBytes: maxListBytes,
      });
      // Before 3.10 the path is that of the permission by this name: unknown, or not for this caller.
      if (answer.status === 404 || answer.status === 403) return undefined;
      if (!isSuccess(answer)) throw errorFromAnswer(answer, system, 'context');
      const { results } = parseAnswer(ownPermissions, answer, system);
      return new Set(results.map((permission) => permission.name));
    },
    user: async (call, id) => show(call, userShow, '/api/users', id, context.slice(1)),
    userPages: (call, search) => pages(call, userList(search)),
    users: async (call, search) => all(call, userList(search)),
    groups: async (call, search) =>
      all(call, { path: '/api/usergroups', row: groupRow, search, otherOrder: 'name' }),
    group: async (call, id) => show(call, groupShow, '/api/usergroups', id),
    memberPages: (call, groupId) =>
      pages(call, {
        path: `/api/usergroups/${encodeURIComponent(groupId)}/users`,
        row: userRow,
        otherOrder: 'login',
        parent: 'group',
      }),
    roles: async (call, search) =>
      all(call, { path: '/api/roles', row: roleRow, search, otherOrder: 'name' }),
    role: async (call, id) => show(call, roleRow, '/api/roles', id),
    filters: async (call, search) => all(call, { path: '/api/filters', row: filterRow, search }),
    tokens: async (call, ownerSegment) =>
      all(call, {
        path: `/api/users/${encodeURIComponent(ownerSegment)}/personal_access_tokens`,
        row: tokenRow,
        otherOrder: 'name',
        query: context,
        parent: 'owner',
      }),
    token: async (call, ownerId, id) => {
      const path = `/api/users/${encodeURIComponent(ownerId)}/personal_access_tokens`;
      return show(call, tokenRow, path, id, context.slice(1), 'owner');
    },
    // Without a context, which shows only those assigned to it (foreman.md 2.4).
    authSources: async (call) =>
      all(call, { path: '/api/auth_sources', row: authSourceRow, isUnordered: true }),
    write: ask,
  };
}
