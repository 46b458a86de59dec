import type { ZodType } from 'zod';
import type { Call } from '#connectors/connector.ts';
import { isJavaLong } from '#connectors/java-long.ts';
import { badAnswer, isMarkup, isSuccess, parseAnswer, parsePage } from '#http/answer.ts';
import type { Http, HttpAnswer } from '#http/http.ts';
import type { FactsMemory } from './facts.ts';
import { refusal, refusalOfKnownPath } from './refusal.ts';
import { listRows } from './paging.ts';
import type { List, PageSource } from './paging.ts';

/** The REST API of one server, without meaning: paths, queries, pages, and what a refusal is. */
export interface Client extends PageSource {
  /** One thing by its path; undefined where the server says there is none. */
  one<T>(call: Call, schema: ZodType<T>, path: string): Promise<T | undefined>;
  /** All rows of a list, page by page, each id once. */
  rows<Row extends { readonly id: string }>(call: Call, list: List<Row>): AsyncGenerator<readonly Row[]>;
  /** Sends a write, once; the answer whatever its status. */
  write(call: Call, request: WriteRequest): Promise<HttpAnswer>;
}

export interface WriteRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** With `apiRoot` before it, and already encoded, as is the query. */
  readonly path: string;
  readonly query?: string | undefined;
  readonly json?: unknown;
}

export interface ClientOptions {
  readonly system: string;
  readonly http: Http;
  readonly pageSize: number;
  readonly memory: FactsMemory;
}

/** Below the configured address; everything else is below it. */
export const apiRoot = '/api/rest/latest';

/**
 * Calls under way at once: the server's connection pool is 20 and shared with people, 5 to 8 are advised (squash.md 5).
 * Queueing here, not in the HTTP layer, keeps calls that are not wanted yet from running out of time.
 */
export const fewAtOnce = { concurrency: 5 };

/** Without it the core's own error handlers decline and a refusal ends as 500 (squash.md 1.4). */
const headers = { accept: 'application/json' };

/** One answer may be a list of a thousand users with their teams. */
const maxBytes = 64 * 1024 * 1024;

export function createClient({ system, http, pageSize, memory }: ClientOptions): Client {
  const get: Client['get'] = async (call, path, query = '') =>
    http.send({ path: `${apiRoot}${path}`, query, maxBytes, headers }, call);
  const parse: Client['parse'] = (schema, answer) => parseAnswer(schema, answer, system);
  const page: Client['page'] = (shape, answer) => {
    const { envelope, rows } = parsePage(shape, answer, system);
    return { ...envelope, rows };
  };
  const refuse: Client['refusal'] = (call, answer) => refusal(answer, system, call.identity.authorization);

  const client: Client = {
    system,
    get,
    parse,
    page,
    one: async (call, schema, path) => {
      const answer = await get(call, path);
      if (isSuccess(answer)) return parse(schema, answer);
      // A wrong context answers every path with an HTML 404: that must not read as "there is none".
      if (answer.status === 404 && !isMarkup(answer)) return undefined;
      if (answer.status === 404)
        throw badAnswer(answer, system, 'a 404 page in HTML, not an answer of the API');
      throw refuse(call, answer);
    },
    rows: (call, list) => listRows({ client, call, list, facts: memory.of(call), pageSize }),
    write: async (call, { method, path, query, json }) =>
      http.send(
        {
          method,
          path,
          headers,
          ...(query === undefined ? {} : { query }),
          ...(json === undefined ? {} : { json }),
        },
        call,
      ),
    refusal: refuse,
    refusalOfKnownPath: (call, answer) => refusalOfKnownPath(answer, system, call.identity.authorization),
  };
  return client;
}

/** Whether the server could have given out this id; others exist nowhere and are not asked for. */
export function isNativeId(id: string): boolean {
  return isJavaLong(id) && !id.startsWith('-');
}

/** Query with each value percent-encoded; names are ours. */
export function queryOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}
