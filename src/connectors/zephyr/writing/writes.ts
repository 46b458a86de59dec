import type { ZodType } from 'zod';
import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { badAnswer, isSuccess, parseAnswer } from '#http/answer.ts';
import type { Http, HttpAnswer, HttpRequest } from '#http/http.ts';
import { requireJson } from '../json-answer.ts';
import { refusalOf } from '../refusals.ts';
import { restPath } from '../rest-path.ts';
import { rowById } from '../row-by-id.ts';
import type { RowById } from '../row-by-id.ts';
import {
  isPositiveId,
  newTokenSchema,
  projectSchema,
  projectTeamSchema,
  userSchema,
  writtenProjectSchema,
} from '../wire.ts';
import type { WireNewToken } from '../wire.ts';
import { isWholeObject, parseWhole } from './whole-object.ts';
import type { WholeObject } from './whole-object.ts';

/** Exactly what is sent, the body aside. */
export interface WriteRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
}

/** Each where it is documented: users are made under one version and changed under another (zephyr.md 7). */
export const requests = {
  createUser: { method: 'POST', path: restPath('latest', 'user') },
  updateUser: (id: string): WriteRequest => ({ method: 'PUT', path: restPath('v3', 'user', id) }),
  /** Of a user who is yet to be made. */
  updateNewUser: { method: 'PUT', path: `${restPath('v3', 'user')}/{id}` },
  updateProject: { method: 'PUT', path: restPath('latest', 'project') },
  /** The collection is documented with a slash at the end (zephyr.md 4). */
  createToken: { method: 'POST', path: `${restPath('v3', 'usertoken')}/` },
  deleteToken: (id: string): WriteRequest => ({ method: 'DELETE', path: restPath('v3', 'usertoken', id) }),
} as const;

/** An object as the server shows it; the id is there in text, exact. */
export interface Whole {
  readonly id: string;
  readonly object: WholeObject;
}

/**
 * The writes of a Zephyr server, each sent once, and the reads they are built from. Answers are whole, so that nothing
 * is lost on the way back and the answer can be held against the wish.
 */
export interface ZephyrWrites {
  user(call: Call, id: string): Promise<RowById<Whole>>;
  project(call: Call, id: string): Promise<RowById<Whole>>;
  /** Rows of the team of a project. */
  projectTeam(call: Call, projectId: string): Promise<readonly unknown[]>;
  createUser(call: Call, body: WholeObject): Promise<Whole>;
  updateUser(call: Call, id: string, body: WholeObject): Promise<WholeObject>;
  /** Gives the project out of the answer, which wraps it (zephyr.md 3.3). */
  updateProject(call: Call, id: string, body: WholeObject): Promise<WholeObject>;
  createToken(call: Call, label: string): Promise<WireNewToken>;
  /** Refusals are the caller's to judge: they may mean that there is no such token any more. */
  deleteToken(call: Call, id: string): Promise<void>;
}

export function createZephyrWrites(system: string, http: Http): ZephyrWrites {
  const send = async (call: Call, request: WriteRequest, body?: unknown): Promise<HttpAnswer> =>
    http.send({ ...request, ...(body !== undefined && asJson(body)) }, call);

  const read = async (
    call: Call,
    resource: string,
    id: string,
    schema: IdSchema,
  ): Promise<RowById<Whole>> => {
    const answer = await http.send({ path: restPath('latest', resource, id) }, call);
    return rowById(answer, id, system, (told) => wholeOf(told, schema, system));
  };

  const update = async (
    call: Call,
    request: WriteRequest,
    { id, object }: Whole,
    schema: IdSchema,
  ): Promise<WholeObject> => {
    const answer = await send(call, request, object);
    const written = wholeOf(answer, schema, system);
    if (written.id === id) return written.object;
    throw badAnswer(answer, system, `at id: expected ${id}, got ${written.id}`);
  };

  return {
    user: async (call, id) => read(call, 'user', id, userSchema),
    project: async (call, id) => read(call, 'project', id, projectSchema),
    projectTeam: async (call, projectId) => {
      const answer = await http.send({ path: restPath('latest', 'project', 'projectteam', projectId) }, call);
      parseAnswer(projectTeamSchema, requireJson(answer, system), system);
      return parseWhole(answer.text) as readonly unknown[];
    },
    createUser: async (call, body) => {
      const answer = await send(call, requests.createUser, body);
      const made = wholeOf(answer, userSchema, system);
      if (isPositiveId(made.id)) return made;
      throw badAnswer(answer, system, 'at id: expected the id of a person');
    },
    updateUser: async (call, id, object) => update(call, requests.updateUser(id), { id, object }, userSchema),
    updateProject: async (call, id, object) => {
      const written = await update(call, requests.updateProject, { id, object }, writtenProjectSchema);
      const wrapped = written['projectDto'];
      return isWholeObject(wrapped) ? wrapped : written;
    },
    createToken: async (call, label) => {
      const answer = requireJson(await send(call, requests.createToken, { label }), system);
      return parseAnswer(newTokenSchema, answer, system);
    },
    deleteToken: async (call, id) => {
      const answer = await send(call, requests.deleteToken(id));
      if (!isSuccess(answer)) throw refusalOf(answer, system);
      requireDeleted(answer, system);
    },
  };
}

type IdSchema = ZodType<{ readonly id: string }>;

function wholeOf(answer: HttpAnswer, schema: IdSchema, system: string): Whole {
  const { id } = parseAnswer(schema, requireJson(answer, system), system);
  return { id, object: parseWhole(answer.text) as WholeObject };
}

/** As text, because numbers that were kept as written are known to `JSON.stringify` only. */
function asJson(body: unknown): Pick<HttpRequest, 'body' | 'headers'> {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** Said as `true`, as the documentation's `True`, in quotes, or by saying nothing; `false` is a no (zephyr.md 4). */
function requireDeleted(answer: HttpAnswer, system: string): void {
  const said = answer.text.trim().replaceAll('"', '').toLowerCase();
  if (said === '' || said === 'true') return;
  if (said !== 'false') throw badAnswer(answer, system, 'expected true or nothing');
  throw new RollcallError(
    'UPSTREAM_REJECTED',
    `${system}: ${answer.asked} was answered with false: the token is still there.`,
    { system, httpStatus: answer.status },
  );
}
