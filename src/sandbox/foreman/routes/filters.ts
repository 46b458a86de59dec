import type { Router } from '../../kernel/router.ts';
import { action } from '../action.ts';
import { danglingReference, notFound, parentNotFound, Refusal, serverError } from '../answers.ts';
import type { Answer } from '../answers.ts';
import {
  attributesOf,
  flagAttribute,
  idAttribute,
  idsAttribute,
  namesAttribute,
  textAttribute,
} from '../attributes.ts';
import type { Call, OpenCall } from '../call.ts';
import { checkFilter } from '../filters/validation.ts';
import type { FilterDraft } from '../filters/validation.ts';
import { listAnswer, recordAnswer } from '../listing.ts';
import { isLocked } from '../locked-roles.ts';
import { permittedTest } from '../permitted.ts';
import { findByIdOrName, leadingId } from '../record-ids.ts';
import type { FilterRow, RoleRow } from '../rows.ts';
import { knownTaxonomyIds } from '../references.ts';
import { listedFilter, rawFilter, shownFilter } from '../wire/filters.ts';

/** Filters (foreman.md 4.3). */
export function filterRoutes(router: Router<OpenCall>): void {
  const update = action({ permission: 'edit_filters', run: updateFilter });
  router
    .on('GET', '/filters', action({ permission: 'view_filters', run: listFilters }))
    .on('GET', '/roles/:role_id/filters', action({ permission: 'view_filters', run: listUnderRole }))
    .on('POST', '/filters', action({ permission: 'create_filters', run: createFilter }))
    .on('GET', '/filters/:id', action({ permission: 'view_filters', run: showFilter }))
    .on('PUT', '/filters/:id', update)
    .on('PATCH', '/filters/:id', update)
    .on('DELETE', '/filters/:id', action({ permission: 'destroy_filters', run: deleteFilter }));
}

function listFilters(call: Call): Answer {
  const { server, caller } = call;
  return listAnswer(call, {
    rows: server.store.filters,
    isVisible: permittedTest(call, 'view_filters', server.fields.filters),
    fields: server.fields.filters,
    defaultOrder: (filter) => filter.id,
    lookUp: { id: (value) => server.store.filters.get(Number(value)) },
    resource: 'filters',
    shown: (filter) => listedFilter(server, filter, caller.zone),
  });
}

/** The role must exist, and is then ignored: all filters are listed (4.3). */
function listUnderRole(call: Call): Answer {
  const { roles } = call.server.store;
  const text = call.path['role_id'] ?? '';
  const byName = (name: string): RoleRow | undefined =>
    [...roles.values()].find((role) => role.name === name);
  if (findByIdOrName(text, (id) => roles.get(id), byName) === undefined) throw parentNotFound('Role', text);
  return listFilters(call);
}

function filterInPath(call: Call, permission: string): FilterRow {
  const { store, fields } = call.server;
  const text = call.path['id'] ?? '';
  const filter = store.filters.get(leadingId(text) ?? 0);
  const permitted = permittedTest(call, permission, fields.filters);
  if (filter === undefined || permitted?.(filter) === false) throw notFound('filter', text);
  return filter;
}

function showFilter(call: Call): Answer {
  const filter = filterInPath(call, 'view_filters');
  return recordAnswer(call, 200, shownFilter(call.server, filter, call.caller.zone));
}

function createFilter(call: Call): Answer {
  const { store, now } = call.server;
  const roleId = idAttribute(attributesOf(call, 'filter'), 'role_id') ?? 0;
  const changes = filterChanges(call);
  const role = store.roles.get(roleId);
  if (role === undefined) throw serverError();
  const draft: FilterDraft = { ...emptyFilter, ...changes, role };
  checkFilter(call, draft, undefined);
  const at = now().getTime();
  const filter: FilterRow = {
    ...kept(draft),
    id: store.nextId('filters'),
    roleId,
    createdAt: at,
    updatedAt: at,
  };
  store.addFilter(filter);
  return recordAnswer(call, 201, shownFilter(call.server, filter, call.caller.zone));
}

const emptyFilter = {
  search: undefined,
  override: false,
  permissionIds: new Set<number>(),
  organizationIds: new Set<number>(),
  locationIds: new Set<number>(),
};

/** Places of its own only a filter keeps that overrides those of its role (4.3). */
function kept({ role: _role, ...draft }: FilterDraft): Omit<FilterDraft, 'role'> {
  return draft.override ? draft : { ...draft, organizationIds: new Set(), locationIds: new Set() };
}

function updateFilter(call: Call): Answer {
  const { store, now } = call.server;
  const filter = filterInPath(call, 'edit_filters');
  const role = store.roles.get(filter.roleId);
  if (role === undefined) throw serverError();
  const draft = { ...filter, ...filterChanges(call), role };
  checkFilter(call, draft, filter.id);
  Object.assign(filter, kept(draft), { updatedAt: now().getTime() });
  return recordAnswer(call, 200, shownFilter(call.server, filter, call.caller.zone));
}

/** On a locked role the answer is a 422 (E7), and yet the filter is gone (4.3). */
function deleteFilter(call: Call): Answer {
  const { store } = call.server;
  const filter = filterInPath(call, 'destroy_filters');
  const role = store.roles.get(filter.roleId);
  store.removeFilter(filter);
  if (role !== undefined && isLocked(role)) {
    const errors = { role_id: ['is locked for user modifications.'] };
    throw new Refusal('locked role', { status: 422, body: { errors } });
  }
  return { status: 200, body: rawFilter(filter) };
}

function filterChanges(call: Call): Partial<FilterDraft> {
  const { store, release } = call.server;
  const attributes = attributesOf(call, 'filter');
  const search = textAttribute(attributes, 'search');
  const byName = (name: string): number | undefined => store.permissionsByName.get(name)?.id;
  const permissionIds =
    idsAttribute(attributes, 'permission_ids') ?? namesAttribute(attributes, 'permission_names', byName);
  for (const id of permissionIds ?? []) {
    if (!store.permissions.has(id)) throw danglingReference('Permission', id);
  }
  return {
    ...(search === undefined ? {} : { search: search === null || search === '' ? undefined : search }),
    ...(permissionIds === undefined ? {} : { permissionIds: new Set(permissionIds) }),
    ...(release.hasFilterOverride ? overrideChanges(call) : {}),
  };
}

function overrideChanges(call: Call): Partial<FilterDraft> {
  const { store } = call.server;
  const attributes = attributesOf(call, 'filter');
  const override = flagAttribute(attributes, 'override');
  const organizationIds = idsAttribute(attributes, 'organization_ids');
  const locationIds = idsAttribute(attributes, 'location_ids');
  return {
    ...(override === undefined ? {} : { override }),
    ...(organizationIds === undefined
      ? {}
      : { organizationIds: knownTaxonomyIds(store, 'organization', organizationIds) }),
    ...(locationIds === undefined ? {} : { locationIds: knownTaxonomyIds(store, 'location', locationIds) }),
  };
}
