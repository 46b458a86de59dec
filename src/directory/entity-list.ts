import type { Call, Catalogue } from '#connectors/connector.ts';
import type { EntityKind, EntityOfKind } from '#domain/entities.ts';
import { fold } from '#domain/text.ts';
import type { ConnectedSystem } from './landscape.ts';
import type { SortOrder } from './position.ts';
import type { SnapshotSource } from './snapshots.ts';
import type { Table } from './table.ts';

/** The catalogue a system has for a kind of entity; undefined where it has no such thing. */
export function catalogueOf<K extends EntityKind>(
  system: ConnectedSystem,
  kind: K,
): Catalogue<EntityOfKind[K]> | undefined {
  const { roles, groups, teams, projects } = system.connector;
  const catalogues: { readonly [E in EntityKind]: Catalogue<EntityOfKind[E]> | undefined } = {
    role: roles,
    group: groups,
    team: teams,
    project: projects,
  };
  return catalogues[kind];
}

/** All entities of a kind in a system; undefined where it has no such thing. */
export function entitySource<K extends EntityKind>(
  system: ConnectedSystem,
  kind: K,
): SnapshotSource<EntityOfKind[K]> | undefined {
  const catalogue = catalogueOf(system, kind);
  if (catalogue === undefined) return undefined;
  return {
    list: kind,
    nativeId: (entity) => entity.nativeId,
    load: (_system: ConnectedSystem, call: Call) => catalogue.list(call),
  };
}

/** By name; a mention without one goes by its id, as it is shown. */
export function entityOrder<K extends EntityKind>(kind: K): SortOrder<EntityOfKind[K]> {
  return {
    name: `${kind}s NAME ASC`,
    direction: 'ASC',
    value: (entity) => fold(entity.name ?? entity.nativeId),
  };
}

export function entityFilter<K extends EntityKind>(
  search: string | null | undefined,
): ((table: Table<EntityOfKind[K]>) => (entity: EntityOfKind[K]) => boolean) | undefined {
  if (search === null || search === undefined) return undefined;
  const wanted = fold(search);
  return () => (entity) => fold(entity.name ?? entity.nativeId).includes(wanted);
}
