import type { TaxonomyRow } from './rows.ts';
import type { StoreContents } from './store.ts';

/** The same server with its first organization and first location only. */
export function withSingleOrganization(contents: StoreContents): StoreContents {
  const first = (kind: TaxonomyRow['kind']): readonly TaxonomyRow[] =>
    contents.taxonomies.filter((row) => row.kind === kind).slice(0, 1);
  const taxonomies = [...first('organization'), ...first('location')];
  const kept = new Set(taxonomies.map((row) => row.id));
  const only = (ids: ReadonlySet<number>): ReadonlySet<number> => ids.intersection(kept);
  const ifKept = (id: number | undefined): number | undefined =>
    id !== undefined && kept.has(id) ? id : undefined;
  const narrowed = <Row extends { organizationIds: ReadonlySet<number>; locationIds: ReadonlySet<number> }>(
    row: Row,
  ): Row => ({ ...row, organizationIds: only(row.organizationIds), locationIds: only(row.locationIds) });
  return {
    ...contents,
    taxonomies,
    authSources: contents.authSources.map(narrowed),
    roles: contents.roles.map(narrowed),
    filters: contents.filters.map(narrowed),
    users: contents.users.map((user) => ({
      ...narrowed(user),
      defaultOrganizationId: ifKept(user.defaultOrganizationId),
      defaultLocationId: ifKept(user.defaultLocationId),
    })),
  };
}
