import type { Router } from '../../kernel/router.ts';
import { action } from '../action.ts';
import { notFound } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { Call, OpenCall } from '../call.ts';
import { listAnswer, recordAnswer, unpagedAnswer } from '../listing.ts';
import { leadingId } from '../record-ids.ts';
import type { Release } from '../release.ts';
import { shownPermission } from '../wire/filters.ts';

/** Permissions (foreman.md 4.4): to read them takes the right to edit filters. */
export function permissionRoutes(router: Router<OpenCall>, release: Release): void {
  const permission = 'edit_filters';
  if (release.hasCurrentPermissions) {
    router.on('GET', '/permissions/current_permissions', action({ run: currentPermissions }));
  }
  router
    .on('GET', '/permissions', action({ permission, run: listPermissions }))
    .on('GET', '/permissions/resource_types', action({ permission, run: resourceTypes }))
    .on('GET', '/permissions/:id', action({ permission, run: showPermission }));
}

function listPermissions(call: Call): Answer {
  const { store, fields } = call.server;
  return listAnswer(call, {
    rows: store.permissions,
    fields: fields.permissions,
    defaultOrder: (row) => row.id,
    resource: 'permissions',
    shown: shownPermission,
  });
}

function showPermission(call: Call): Answer {
  const text = call.path['id'] ?? '';
  const row = call.server.store.permissions.get(leadingId(text) ?? 0);
  if (row === undefined) throw notFound('permission', text);
  return recordAnswer(call, 200, shownPermission(row));
}

function resourceTypes(call: Call): Answer {
  const rows = [...call.server.store.permissions.values()];
  const names = new Set(rows.flatMap((row) => row.resourceType ?? []));
  return unpagedAnswer(
    call,
    [...names].sort().map((name) => ({ name })),
  );
}

/** Admins have all; others those of their filters, one row each time a filter names it. */
function currentPermissions(call: Call): Answer {
  const { store } = call.server;
  const rows = call.caller.isAdmin
    ? [...store.permissions.values()]
    : call.caller.filters.flatMap((filter) =>
        [...filter.permissionIds].flatMap((id) => store.permissions.get(id) ?? []),
      );
  return unpagedAnswer(call, rows.map(shownPermission));
}
