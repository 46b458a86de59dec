import { contextNotFound } from './answers.ts';
import type { Refusal } from './answers.ts';
import { may } from './caller.ts';
import type { Caller } from './caller.ts';
import type { Call, Context } from './call.ts';
import { textOf } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import type { TaxonomyKind, TaxonomyRow } from './rows.ts';
import type { ForemanStore } from './store.ts';

const kinds = { organization: 'Organization', location: 'Location' } as const;

/** Reads `organization_id` and `location_id` (an id or a name); a refusal where the caller cannot see what is named. */
export function contextOf(store: ForemanStore, caller: Caller, parameters: Parameters): Context | Refusal {
  const found: { organization?: TaxonomyRow; location?: TaxonomyRow } = {};
  for (const kind of ['organization', 'location'] as const) {
    const wanted = textOf(parameters[`${kind}_id`]);
    if (wanted === undefined || wanted === '') continue;
    const row = taxonomyByIdOrName(store, kind, wanted);
    if (row === undefined || !isWithinReach(store, caller, row)) return contextNotFound(kinds[kind], wanted);
    found[kind] = row;
  }
  return found;
}

/**
 * Whether the caller named an organization or location he may not view: he then sees nothing at all, even if it is
 * his own (foreman.md 2.4).
 */
export function contextHidesAll(call: Call): boolean {
  const { context, caller, server } = call;
  const isHidden = (row: TaxonomyRow | undefined, permission: string): boolean =>
    row !== undefined && !may(server.store, caller, permission);
  return isHidden(context.organization, 'view_organizations') || isHidden(context.location, 'view_locations');
}

/** The ids of organizations or locations with all below them. */
export function withChildren(store: ForemanStore, ids: ReadonlySet<number>): ReadonlySet<number> {
  const found = new Set(ids);
  for (const id of found) {
    for (const row of store.taxonomies.values()) if (row.parentId === id) found.add(row.id);
  }
  return found;
}

export function taxonomiesOf(store: ForemanStore, kind: TaxonomyKind): readonly TaxonomyRow[] {
  return [...store.taxonomies.values()].filter((row) => row.kind === kind);
}

function taxonomyByIdOrName(
  store: ForemanStore,
  kind: TaxonomyKind,
  wanted: string,
): TaxonomyRow | undefined {
  return taxonomiesOf(store, kind).find(
    (row) => String(row.id) === wanted || row.title === wanted || row.name === wanted,
  );
}

function isWithinReach(store: ForemanStore, caller: Caller, row: TaxonomyRow): boolean {
  if (caller.isAdmin) return true;
  const own = row.kind === 'organization' ? caller.user.organizationIds : caller.user.locationIds;
  return withChildren(store, own).has(row.id);
}
