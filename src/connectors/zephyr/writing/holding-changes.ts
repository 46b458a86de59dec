import { noSuch } from '#connectors/no-such.ts';
import type { Group, Role } from '#domain/entities.ts';
import type { RowFacet } from '../row-facets.ts';
import { isPositiveId } from '../wire.ts';
import type { Subject, UserChange } from './user-change.ts';
import { idsIn, withoutRow, withRow } from './user-object.ts';

/** Roles and groups are told apart by id only; their names go out as they came in (zephyr.md 2.4). */
interface Holdable {
  readonly nativeId: string;
  readonly name?: string | undefined;
}

export function addRole(role: Role, { system, login }: Subject): UserChange {
  return addition('roles', requireId(system, 'role', role), {
    operation: 'ASSIGN_ROLE',
    summary: `Give ${login} the role ${shownName(role)}`,
  });
}

export function removeRole(role: Role, { system, login }: Subject): UserChange {
  return removal('roles', requireId(system, 'role', role), {
    operation: 'REVOKE_ROLE',
    summary: `Take the role ${shownName(role)} from ${login}`,
  });
}

export function addGroup(group: Group, { system, login }: Subject): UserChange {
  return addition('groups', requireId(system, 'group', group), {
    operation: 'ADD_TO_GROUP',
    summary: `Add ${login} to group ${shownName(group)}`,
  });
}

export function removeGroup(group: Group, { system, login }: Subject): UserChange {
  return removal('groups', requireId(system, 'group', group), {
    operation: 'REMOVE_FROM_GROUP',
    summary: `Remove ${login} from group ${shownName(group)}`,
  });
}

type Traits = Pick<UserChange, 'operation' | 'summary'>;

function addition(facet: RowFacet, entity: Holdable, traits: Traits): UserChange {
  const isSo: UserChange['isSo'] = (user) => idsIn(user, facet)?.includes(entity.nativeId) === true;
  return {
    ...traits,
    isDestructive: false,
    replaced: () => [],
    isSo,
    isShown: isSo,
    apply: (user) => (isSo(user) ? user : withRow(user, facet, entity)),
  };
}

function removal(facet: RowFacet, { nativeId }: Holdable, traits: Traits): UserChange {
  const isSo: UserChange['isSo'] = (user) => idsIn(user, facet)?.includes(nativeId) === false;
  return {
    ...traits,
    isDestructive: false,
    replaced: () => [],
    isSo,
    isShown: isSo,
    apply: (user) => withoutRow(user, facet, nativeId),
  };
}

function requireId<T extends Holdable>(system: string, what: string, entity: T): T {
  if (isPositiveId(entity.nativeId)) return entity;
  throw noSuch(system, what, entity.nativeId);
}

function shownName({ name, nativeId }: Holdable): string {
  return name ?? nativeId;
}
