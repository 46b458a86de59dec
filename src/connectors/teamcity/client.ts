import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { contentType, isSuccess, parseAnswer, parsePage } from '#http/answer.ts';
import type { Http, HttpAnswer } from '#http/http.ts';
import type { ZodType } from 'zod';
import { groupFields, projectFields, roleFields, tokenFields } from './fields.ts';
import { encodeLocator } from './locator.ts';
import { explainRefusal } from './refusal.ts';
import {
  wireAccount,
  wireAccountList,
  wireCount,
  wireCurrentAccount,
  wireGroup,
  wireGroupList,
  wireProject,
  wireProjectList,
  wireRole,
  wireRoleList,
  wireServer,
  wireTokenList,
} from './wire.ts';
import type { ListShape, WireAccount, WireGroup, WireProject, WireRole, WireToken } from './wire.ts';

const rest = '/app/rest';
const maxListBytes = 64 * 1024 * 1024;

interface Ask {
  readonly path: string;
  readonly fields: string;
  readonly locator?: string | undefined;
  /** True where one answer may hold all there are. */
  readonly isList?: boolean;
}

/** Which accounts of a list: those matching a locator, one page of them. */
interface AccountSelection {
  readonly matching?: string | undefined;
  readonly page?: { readonly start: number; readonly count: number };
}

interface List<Row> {
  readonly rows: readonly Row[];
  readonly hasNext: boolean;
}

/** The endpoints in use. A single entity that is not there is undefined; other refusals are thrown. */
export interface TeamCityClient {
  /** NOT_FOUND where the selection names something that is not there. */
  accounts(call: Call, selection: AccountSelection, fields: string): Promise<readonly WireAccount[]>;
  account(call: Call, locator: string, fields: string): Promise<WireAccount | undefined>;
  currentAccount(call: Call, fields: string): Promise<WireAccount | undefined>;
  groups(call: Call): Promise<readonly WireGroup[]>;
  group(call: Call, key: string): Promise<WireGroup | undefined>;
  /** Undefined before 2023.05, which has no such endpoint. */
  roles(call: Call): Promise<readonly WireRole[] | undefined>;
  hasRoleList(call: Call): Promise<boolean>;
  role(call: Call, id: string): Promise<WireRole | undefined>;
  projects(call: Call, locator: string): Promise<List<WireProject>>;
  project(call: Call, id: string): Promise<WireProject | undefined>;
  tokens(call: Call, accountId: string): Promise<readonly WireToken[]>;
  version(call: Call): Promise<string | undefined>;
  /** Bytes of the request line of an account list. */
  accountsLineLength(locator: string, fields: string): number;
  projectsLineLength(locator: string): number;
}

export function createTeamCityClient(http: Http, system: string, url: URL): TeamCityClient {
  /** The answer, or undefined where there is no such entity. */
  const send = async (ask: Ask, call: Call): Promise<HttpAnswer | undefined> => {
    const request = {
      path: `${rest}${ask.path}`,
      query: queryOf(ask),
      // Anything else gets XML or 406 (teamcity.md 1.4).
      headers: { accept: 'application/json' },
      ...(ask.isList === true ? { maxBytes: maxListBytes } : {}),
    };
    const answer = await http.send(request, call);
    // A 404 page is a proxy's or the container's: it says nothing about the entity.
    if (answer.status === 404 && contentType(answer) === 'text/html') throw noSuchEndpoint(system, ask.path);
    if (answer.status === 404) return undefined;
    if (!isSuccess(answer)) throw explainRefusal(answer, system);
    return answer;
  };
  const find = async <T>(schema: ZodType<T>, ask: Ask, call: Call): Promise<T | undefined> => {
    const answer = await send(ask, call);
    return answer === undefined ? undefined : parseAnswer(schema, answer, system);
  };
  const findList = async <Row>(
    list: ListShape<Row>,
    ask: Ask,
    call: Call,
  ): Promise<List<Row> | undefined> => {
    const answer = await send({ ...ask, isList: true }, call);
    if (answer === undefined) return undefined;
    const { envelope, rows } = parsePage(list, answer, system);
    return { ...envelope, rows };
  };
  /** For endpoints that are always there. */
  const required = async <T>(found: Promise<T | undefined>, path: string): Promise<T> => {
    const value = await found;
    if (value !== undefined) return value;
    throw noSuchEndpoint(system, path);
  };
  const lineLength = (ask: Ask): number =>
    `GET ${url.pathname.replace(/\/$/u, '')}${rest}${ask.path}?${queryOf(ask)} HTTP/1.1`.length;

  const accountsAsk = (locator: string | undefined, fields: string): Ask => ({
    path: '/users',
    locator,
    fields: `count,user(${fields})`,
  });
  const projectsAsk = (locator: string): Ask => ({
    path: '/projects',
    locator,
    fields: `count,nextHref,project(${projectFields})`,
  });

  return {
    accounts: async (call, selection, fields) => {
      const list = await findList(wireAccountList, accountsAsk(locatorOf(selection), fields), call);
      if (list !== undefined) return list.rows;
      throw selection.matching === undefined
        ? noSuchEndpoint(system, '/users')
        : notFound(system, `${system} has nobody and nothing by the id or name asked for (404).`);
    },
    account: async (call, locator, fields) =>
      find(wireAccount, { path: `/users/${encodeLocator(locator)}`, fields }, call),
    currentAccount: async (call, fields) =>
      find(wireCurrentAccount, { path: '/users/current', fields }, call),
    groups: async (call) => {
      const ask = { path: '/userGroups', fields: `count,group(${groupFields})` };
      return (await required(findList(wireGroupList, ask, call), ask.path)).rows;
    },
    group: async (call, key) =>
      find(wireGroup, { path: `/userGroups/key:${encodeURIComponent(key)}`, fields: groupFields }, call),
    roles: async (call) => {
      const ask = { path: '/roles', fields: `count,role(${roleFields})` };
      return (await findList(wireRoleList, ask, call))?.rows;
    },
    hasRoleList: async (call) =>
      (await find(wireCount, { path: '/roles', fields: 'count' }, call)) !== undefined,
    role: async (call, id) =>
      find(wireRole, { path: `/roles/id:${encodeURIComponent(id)}`, fields: roleFields }, call),
    projects: async (call, locator) =>
      required(findList(wireProjectList, projectsAsk(locator), call), '/projects'),
    project: async (call, id) =>
      find(wireProject, { path: `/projects/id:${encodeURIComponent(id)}`, fields: projectFields }, call),
    tokens: async (call, accountId) => {
      const ask = { path: `/users/id:${accountId}/tokens`, fields: `count,token(${tokenFields})` };
      const list = await findList(wireTokenList, ask, call);
      if (list !== undefined) return list.rows;
      throw notFound(system, `There is no account ${accountId} in ${system}, or it is hidden.`);
    },
    version: async (call) =>
      (await required(find(wireServer, { path: '/server', fields: 'version' }, call), '/server')).version ??
      undefined,
    accountsLineLength: (locator, fields) => lineLength(accountsAsk(locator, fields)),
    projectsLineLength: (locator) => lineLength(projectsAsk(locator)),
  };
}

function locatorOf({ matching, page }: AccountSelection): string | undefined {
  const parts = [matching, page === undefined ? undefined : `start:${page.start},count:${page.count}`];
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join(',');
}

function queryOf(ask: Ask): string {
  const fields = `fields=${encodeLocator(ask.fields)}`;
  return ask.locator === undefined ? fields : `locator=${encodeLocator(ask.locator)}&${fields}`;
}

function noSuchEndpoint(system: string, path: string): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: there is nothing at ${rest}${path} (404). The configured url may be wrong; it must include the context path, if TeamCity has one.`,
    { system, httpStatus: 404 },
  );
}

function notFound(system: string, message: string): RollcallError {
  return new RollcallError('NOT_FOUND', message, { system, httpStatus: 404 });
}
