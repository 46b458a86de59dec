import { z } from 'zod';
import type { Call } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import { RollcallError } from '#domain/errors.ts';
import { isNativeId } from '../client.ts';
import type { WritingParts } from './parts.ts';

/** How a permission is given on a project. */
export interface PermissionWay {
  /** As the server spells it. */
  readonly permission: string;
  /** Of the profile, where it goes by clearance; by permission otherwise. */
  readonly profileId?: string | undefined;
}

/** Those that can be given by name, as documented (squash.md 2.10). */
const documented: ReadonlySet<string> = new Set([
  'test_editor',
  'project_viewer',
  'project_manager',
  'test_runner',
  'test_designer',
  'advanced_tester',
  'validator',
]);

/** Profiles of a project with their ids, which are read and never assumed (2.11). */
const clearances = z.object({
  content: z.record(
    z.string(),
    z.object({
      id: z.union([z.int().nonnegative(), z.string()]).transform(String),
      name: z.string().nullish(),
    }),
  ),
});

/**
 * From 8.0 there are profiles beyond the documented ones, which only clearances know. Before, or where clearances are
 * not served, whatever is asked for goes by name, and the server says whether it knows it.
 */
export async function findPermissionWay(
  parts: WritingParts,
  call: Call,
  wanted: string,
  projectId: string,
): Promise<PermissionWay> {
  const { system, client, contents, memory } = parts;
  if (!isNativeId(projectId)) throw noSuch(system, 'project', projectId);
  const name = wanted.trim();
  if (documented.has(name.toLowerCase())) return { permission: name.toLowerCase() };
  if (name === '') throw unknownPermission(system, wanted, [...documented]);
  if (contents.isUncertain(call, 'projects')) await contents.ofProject(call, projectId);
  if (memory.of(call).clearances.projects !== 'served') return { permission: name };
  const found = await client.one(call, clearances, `/projects/${projectId}/clearances`);
  if (found === undefined) throw noSuch(system, 'project', projectId);
  const profiles = Object.entries(found.content);
  const match =
    profiles.find(([key]) => key === name) ??
    profiles.find(([key, profile]) => [key, profile.name].some((each) => isSame(each, name)));
  if (match === undefined)
    throw unknownPermission(system, wanted, [...documented, ...profiles.map(([key]) => key)]);
  return { permission: match[0], profileId: match[1].id };
}

function isSame(one: string | null | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function unknownPermission(system: string, wanted: string, known: readonly string[]): RollcallError {
  const names = [...new Set(known)].toSorted().join(', ');
  return new RollcallError(
    'INVALID_INPUT',
    `${system}: expected a permission of this server (${names}), got ${JSON.stringify(wanted.slice(0, 60))}.`,
    { system, field: ['permission'] },
  );
}
