import type { EntityKind, EntityOfKind } from '#domain/entities.ts';
import { asRollcallError } from '#domain/errors.ts';
import type { RollcallError } from '#domain/errors.ts';
import { catalogueOf, entitySource } from './entity-list.ts';
import { callFor } from './landscape.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';
import type { Snapshots } from './snapshots.ts';

/** Whole entities, live; outcomes in the order of the ids. Never rejects. */
export async function readEntities<K extends EntityKind>(
  kind: K,
  system: ConnectedSystem,
  scope: RequestScope,
  ids: readonly string[],
): Promise<(EntityOfKind[K] | undefined | RollcallError)[]> {
  const catalogue = catalogueOf(system, kind);
  if (catalogue === undefined) return ids.map(() => undefined);
  try {
    const found = await catalogue.read(callFor(system, scope), ids);
    return ids.map((id) => found.get(id));
  } catch (error) {
    const reason = asRollcallError(error, system.key);
    return ids.map(() => reason);
  }
}

/**
 * An entity as the system's list shows it, from memory where young enough: gives mentions their names without a call
 * per mention. Undefined where the list lacks it or cannot be had: the mention then goes by its id.
 */
export async function findInCatalogue<K extends EntityKind>(
  kind: K,
  system: ConnectedSystem,
  scope: RequestScope,
  id: string,
  snapshots: Snapshots,
): Promise<EntityOfKind[K] | undefined> {
  const source = entitySource(system, kind);
  if (source === undefined) return undefined;
  try {
    const { snapshot } = await snapshots.read(system, source, scope);
    return snapshot.table.byId(id);
  } catch (error) {
    asRollcallError(error, system.key);
    return undefined;
  }
}
