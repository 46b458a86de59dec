import type { Call } from '#connectors/connector.ts';
import type { Project } from '#domain/entities.ts';
import type { HeldPermission } from '#domain/holdings.ts';
import { unwrap } from '#domain/settled.ts';
import type { WritingParts } from './parts.ts';

/** What an account holds directly now. */
export async function permissionsOf(
  parts: WritingParts,
  call: Call,
  id: string,
): Promise<readonly HeldPermission[]> {
  const held = (await parts.readHeldPermissions(call, [id])).get(id);
  return held === undefined ? [] : unwrap(held);
}

/** Permissions among them that are held on the project. */
export function heldOn(held: readonly HeldPermission[], project: Project): readonly string[] {
  return held
    .filter((each) => each.project.nativeId === project.nativeId)
    .map(({ permission }) => permission);
}

export function isSamePermission(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function projectName({ name, nativeId }: Project): string {
  return name ?? `project ${nativeId}`;
}
