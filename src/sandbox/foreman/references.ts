import { danglingReference, failure } from './answers.ts';
import { uniqueIds } from './attributes.ts';
import { defaultRoleId } from './default-role.ts';
import type { TaxonomyKind } from './rows.ts';
import type { ForemanStore } from './store.ts';

/** Role ids that exist; the Default role is put back by itself and so not kept here. */
export function knownRoleIds(store: ForemanStore, ids: readonly number[]): ReadonlySet<number> {
  for (const id of ids) if (!store.roles.has(id)) throw danglingReference('Role', id);
  return new Set([...uniqueIds(ids)].filter((id) => id !== defaultRoleId));
}

/** Ids of organizations (or locations) that exist; one of the other kind is as unknown as none (2.6). */
export function knownTaxonomyIds(
  store: ForemanStore,
  kind: TaxonomyKind,
  ids: readonly number[],
): ReadonlySet<number> {
  for (const id of ids) {
    if (store.taxonomies.get(id)?.kind !== kind) throw danglingReference('Taxonomy', id);
  }
  return uniqueIds(ids);
}

/** The database refuses an auth source that does not exist (2.6). */
export function checkAuthSourceExists(store: ForemanStore, id: number): void {
  if (!store.authSources.has(id)) {
    throw failure(500, 'insert or update on table "users" violates a foreign key constraint');
  }
}
