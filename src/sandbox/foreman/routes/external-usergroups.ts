import type { Router } from '../../kernel/router.ts';
import { action } from '../action.ts';
import { failure, invalid, notFound } from '../answers.ts';
import type { Answer } from '../answers.ts';
import { attributesOf, idAttribute, textAttribute } from '../attributes.ts';
import type { Attributes } from '../attributes.ts';
import type { Call, OpenCall } from '../call.ts';
import { listAnswer, recordAnswer } from '../listing.ts';
import { leadingId } from '../record-ids.ts';
import type { ExternalGroupRow, GroupRow } from '../rows.ts';
import { shownExternalGroup } from '../wire/usergroups.ts';

const collection = '/usergroups/:usergroup_id/external_usergroups';

/** External user groups (foreman.md 4.2): no search, and `per_page=all` is just no number here. */
export function externalUsergroupRoutes(router: Router<OpenCall>): void {
  const update = action({ permission: 'edit_external_usergroups', run: updateExternal });
  router
    .on('GET', collection, action({ permission: 'view_external_usergroups', run: listExternal }))
    .on('POST', collection, action({ permission: 'create_external_usergroups', run: createExternal }))
    .on('GET', `${collection}/:id`, action({ permission: 'view_external_usergroups', run: showExternal }))
    .on('PUT', `${collection}/:id`, update)
    .on('PATCH', `${collection}/:id`, update)
    .on('PUT', `${collection}/:id/refresh`, action({ permission: 'edit_external_usergroups', run: refresh }))
    .on('DELETE', `${collection}/:id`, action({ permission: 'destroy_external_usergroups', run: remove }));
}

function listExternal(call: Call): Answer {
  const { store } = call.server;
  const group = parentGroup(call);
  const { search: _search, order: _order, ...kept } = call.parameters;
  const perPage = kept['per_page'] === 'all' ? { per_page: '0' } : {};
  return listAnswer(
    { ...call, parameters: { ...kept, ...perPage } },
    {
      rows: [...store.externalGroups.values()].filter((row) => row.groupId === group.id),
      fields: [],
      defaultOrder: (row) => row.id,
      resource: 'external_usergroups',
      shown: (row) => shownExternalGroup(store, row),
    },
  );
}

function showExternal(call: Call): Answer {
  return recordAnswer(call, 200, shownExternalGroup(call.server.store, externalInPath(call)));
}

function createExternal(call: Call): Answer {
  const { store } = call.server;
  const group = parentGroup(call);
  const attributes = attributesOf(call, 'external_usergroup');
  const draft = {
    id: 0,
    groupId: group.id,
    name: textAttribute(attributes, 'name') ?? '',
    authSourceId: idAttribute(attributes, 'auth_source_id') ?? 0,
  };
  checkExternal(call, draft, undefined);
  const row = { ...draft, id: store.nextId('externalGroups') };
  store.externalGroups.set(row.id, row);
  return recordAnswer(call, 201, shownExternalGroup(store, row));
}

function updateExternal(call: Call): Answer {
  const row = externalInPath(call);
  const attributes: Attributes = attributesOf(call, 'external_usergroup');
  const draft = {
    ...row,
    name: textAttribute(attributes, 'name') ?? row.name,
    authSourceId: idAttribute(attributes, 'auth_source_id') ?? row.authSourceId,
  };
  checkExternal(call, draft, row);
  Object.assign(row, draft);
  return recordAnswer(call, 200, shownExternalGroup(call.server.store, row));
}

/** No simulated source can look up its groups, and such a source answers a refresh so (4.2). */
function refresh(call: Call): Answer {
  externalInPath(call);
  throw failure(500, 'resource have no errors');
}

function remove(call: Call): Answer {
  const row = externalInPath(call);
  call.server.store.externalGroups.delete(row.id);
  return {
    status: 200,
    body: { id: row.id, name: row.name, auth_source_id: row.authSourceId, usergroup_id: row.groupId },
  };
}

function checkExternal(call: Call, draft: ExternalGroupRow, before: ExternalGroupRow | undefined): void {
  const { store } = call.server;
  const isTaken = [...store.externalGroups.values()].some(
    (row) => row.id !== draft.id && row.name === draft.name && row.authSourceId === draft.authSourceId,
  );
  const errors = {
    ...(draft.name === '' ? { name: ["can't be blank"] } : {}),
    ...(draft.name !== '' && isTaken ? { name: ['has already been taken'] } : {}),
    ...(store.authSources.has(draft.authSourceId) ? {} : { auth_source: ["can't be blank"] }),
  };
  if (Object.keys(errors).length > 0) throw invalid(before?.id, errors);
}

/** A missing parent is told with an empty id (4.2). */
function parentGroup(call: Call): GroupRow {
  const group = call.server.store.groups.get(leadingId(call.path['usergroup_id'] ?? '') ?? 0);
  if (group === undefined) throw notFound('external_usergroup', '');
  return group;
}

function externalInPath(call: Call): ExternalGroupRow {
  const group = parentGroup(call);
  const text = call.path['id'] ?? '';
  const row = call.server.store.externalGroups.get(leadingId(text) ?? 0);
  if (row === undefined || row.groupId !== group.id) throw notFound('external_usergroup', text);
  return row;
}
