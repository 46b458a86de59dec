import type { SquashCall } from './call.ts';
import type { PartyRecord, ProjectRecord, TeamRecord, UserRecord } from './records.ts';
import { badRequest, missingParameter, notFound } from './refusal.ts';
import { partyOf } from './store.ts';

/** Reads an id of the path; anything but a number is 400. */
export function readId(text: string | undefined): number {
  if (text === undefined || !/^\d{1,18}$/u.test(text)) {
    const exception = 'org.springframework.web.method.annotation.MethodArgumentTypeMismatchException';
    throw badRequest(exception, `Failed to convert value of type 'String' to required type 'Long'`);
  }
  return Number(text);
}

/** Reads `31,44`, each id once. */
export function readIds(text: string | undefined): number[] {
  const parts = (text ?? '').split(',').map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== '').map(readId))];
}

/** Ids of a query parameter that must be there. */
export function readIdParameter(call: SquashCall, name: string): number[] {
  return readIds(readListParameter(call, name).join(','));
}

/**
 * A list as a servlet container and Spring read it: decoded first, then one value is split at its commas and
 * trimmed, while several values stay as they are. It is found in the query or in a form body of a POST, never in
 * a JSON body nor in the body of a DELETE (squash.md 2.8).
 */
export function readListParameter(call: SquashCall, name: string): string[] {
  const values = [...call.query.getAll(name), ...formParameters(call).getAll(name)];
  const [only] = values;
  if (only === undefined) throw missingParameter(name);
  const parts = values.length === 1 ? only.split(',') : values;
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function formParameters({ request }: SquashCall): URLSearchParams {
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return new URLSearchParams(isForm && request.method === 'POST' ? request.body.toString('utf8') : '');
}

export function findUser(call: SquashCall, id: number): UserRecord {
  const user = call.store.users.get(id);
  if (user === undefined) throw notFound('user', 'id', id);
  return user;
}

export function findTeam(call: SquashCall, id: number): TeamRecord {
  const team = call.store.teams.get(id);
  if (team === undefined) throw notFound('team', 'id', id);
  return team;
}

export function findParty(call: SquashCall, id: number): PartyRecord {
  const party = partyOf(call.store, id);
  if (party === undefined) throw notFound('party', 'id', id);
  return party;
}

export function findProject(call: SquashCall, id: number): ProjectRecord {
  const project = call.store.projects.get(id);
  if (project === undefined) throw notFound('project', 'id', id);
  return project;
}

/** The user of that login, as far as the database can tell logins apart (squash.md 2.4). */
export function findLogin(call: SquashCall, login: string): UserRecord {
  const user = call.store.users.named(login);
  if (user === undefined) throw notFound('user', 'login', login);
  return user;
}
