import type { ZodType } from 'zod';
import type { Call } from '#connectors/connector.ts';
import { isSuccess } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import type { Client } from './client.ts';
import type { FactsMemory } from './facts.ts';
import { projectContent, userContent } from './wire.ts';
import type { ContentEntry, PartyRow, ProjectRow } from './wire.ts';

type Side = 'users' | 'projects';
type Content<Row> = readonly ContentEntry<Row>[];

/** Who may do what where, from one user's or one project's side; undefined where the server knows no such thing. */
export interface Contents {
  ofUser(call: Call, id: string): Promise<Content<ProjectRow> | undefined>;
  ofProject(call: Call, id: string): Promise<Content<PartyRow> | undefined>;
  /** Whether the next read will have to find out which form this server has. */
  isUncertain(call: Call, side: Side): boolean;
  /**
   * Whether users show permissions only while projects show clearances: what is held through a custom profile may
   * then be seen from the projects alone. False while one of the two is not known.
   */
  mayUsersLackProfiles(call: Call): boolean;
}

/**
 * Clearances, where the server has them, else permissions. Permissions are deprecated since 8.0.0 and older than
 * custom profiles (squash.md 2.10, 2.11): what somebody holds through one may be missing from them.
 */
export function createContents(client: Client, memory: FactsMemory): Contents {
  const read = async <Row extends { readonly id: string }>(
    call: Call,
    side: Side,
    id: string,
    schema: ZodType<Content<Row>>,
  ): Promise<Content<Row> | undefined> => {
    const { clearances } = memory.of(call);
    const ask = async (form: string): Promise<HttpAnswer> => client.get(call, `/${side}/${id}/${form}`);
    if (clearances[side] === 'served') return contentOf(client, call, schema, await ask('clearances'));
    if (clearances[side] === 'absent') return contentOf(client, call, schema, await ask('permissions'));
    const newer = await ask('clearances');
    if (isPassing(newer)) throw client.refusal(call, newer);
    const content = readable(client, schema, newer);
    // Documented and seen for projects; for users inferred only, so looked at beside what is documented, once.
    if (content !== undefined && side === 'projects') return served(clearances, side, content);
    const older = await ask('permissions');
    const olderContent =
      content === undefined ? contentOf(client, call, schema, older) : readable(client, schema, older);
    if (content !== undefined && covers(content, olderContent ?? []))
      return served(clearances, side, content);
    // Permissions are there for it and clearances are not: that is the server, not the user or project.
    if (olderContent !== undefined) clearances[side] = 'absent';
    return olderContent;
  };

  return {
    ofUser: async (call, id) => read(call, 'users', id, userContent),
    ofProject: async (call, id) => read(call, 'projects', id, projectContent),
    isUncertain: (call, side) => memory.of(call).clearances[side] === 'unknown',
    mayUsersLackProfiles: (call) => {
      const { users, projects } = memory.of(call).clearances;
      return users === 'absent' && projects === 'served';
    },
  };
}

function served<T>(clearances: Record<Side, string>, side: Side, content: T): T {
  clearances[side] = 'served';
  return content;
}

/** A refusal that says nothing about whether the path is served. */
function isPassing(answer: HttpAnswer): boolean {
  return [401, 408, 429, 502, 503, 504].includes(answer.status);
}

function covers<Row extends { readonly id: string }>(newer: Content<Row>, older: Content<Row>): boolean {
  const ids = new Set(newer.flatMap(({ rows }) => rows.map((row) => row.id)));
  return older.every(({ rows }) => rows.every((row) => ids.has(row.id)));
}

/** The content, where the answer has one: a path the server does not know may be answered with anything. */
function readable<T>(client: Client, schema: ZodType<T>, answer: HttpAnswer): T | undefined {
  if (!isSuccess(answer)) return undefined;
  try {
    return client.parse(schema, answer);
  } catch {
    return undefined;
  }
}

function contentOf<T>(client: Client, call: Call, schema: ZodType<T>, answer: HttpAnswer): T | undefined {
  if (isSuccess(answer)) return client.parse(schema, answer);
  if (answer.status === 404) return undefined;
  throw client.refusal(call, answer);
}
