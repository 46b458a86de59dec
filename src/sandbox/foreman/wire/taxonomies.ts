import type { TaxonomyRow } from '../rows.ts';
import type { ForemanStore } from '../store.ts';
import { shownTime } from '../times.ts';

/** As other records name it in their show. */
export function taxonomyReference(row: TaxonomyRow): object {
  return { id: row.id, name: row.name, title: row.title, description: row.description ?? null };
}

export function taxonomyReferences(store: ForemanStore, ids: ReadonlySet<number>): readonly object[] {
  return taxonomyRows(store, ids).map(taxonomyReference);
}

/** As the list of users names them; `wrapper` is a key to put around each. */
export function taxonomyNames(
  store: ForemanStore,
  ids: ReadonlySet<number>,
  wrapper: string | undefined,
): readonly object[] {
  return taxonomyRows(store, ids).map((row) => {
    const named = { id: row.id, name: row.name };
    return wrapper === undefined ? named : { [wrapper]: named };
  });
}

export function listedTaxonomy(store: ForemanStore, row: TaxonomyRow, zone: string | undefined): object {
  const parent = row.parentId === undefined ? undefined : store.taxonomies.get(row.parentId);
  return {
    ancestry: ancestry(store, row),
    parent_id: row.parentId ?? null,
    parent_name: parent?.title ?? null,
    created_at: shownTime(row.createdAt, zone),
    updated_at: shownTime(row.updatedAt, zone),
    ...taxonomyReference(row),
  };
}

/** Ids from the topmost parent down, joined by slashes. */
function ancestry(store: ForemanStore, row: TaxonomyRow): string | null {
  const parent = row.parentId === undefined ? undefined : store.taxonomies.get(row.parentId);
  if (parent === undefined) return null;
  const above = ancestry(store, parent);
  return above === null ? String(parent.id) : `${above}/${parent.id}`;
}

function taxonomyRows(store: ForemanStore, ids: ReadonlySet<number>): readonly TaxonomyRow[] {
  return [...ids].flatMap((id) => store.taxonomies.get(id) ?? []);
}
