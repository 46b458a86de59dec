import type { Router } from '../../kernel/router.ts';
import { action } from '../action.ts';
import { notFound } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { Call, OpenCall } from '../call.ts';
import { contextHidesAll } from '../context.ts';
import { listAnswer, recordAnswer } from '../listing.ts';
import { leadingId } from '../record-ids.ts';
import type { AuthSourceRow } from '../rows.ts';
import { shownTime } from '../times.ts';
import { taxonomyReferences } from '../wire/taxonomies.ts';

const types = ['Internal', 'External', 'Ldap'] as const;

/** Auth sources (foreman.md 5): a list of all, a show per type. */
export function authSourceRoutes(router: Router<OpenCall>): void {
  const permission = 'view_authenticators';
  router.on('GET', '/auth_sources', action({ permission, run: listAuthSources }));
  for (const type of types) {
    const run = (call: Call): Answer => showAuthSource(call, type);
    router.on('GET', `/auth_source_${type.toLowerCase()}s/:id`, action({ permission, run }));
  }
}

function listAuthSources(call: Call): Answer {
  const { store, fields } = call.server;
  const { organization, location } = call.context;
  const hidesAll = contextHidesAll(call);
  return listAnswer(call, {
    rows: store.authSources,
    isVisible: (row) =>
      row.type !== 'AuthSourceHidden' &&
      !hidesAll &&
      (organization === undefined || row.organizationIds.has(organization.id)) &&
      (location === undefined || row.locationIds.has(location.id)),
    fields: fields.authSources,
    defaultOrder: (row) => row.name,
    resource: 'authenticators',
    shown: (row) => ({
      ...times(call, row),
      id: row.id,
      type: row.type,
      name: row.name,
      locations: taxonomyReferences(store, row.locationIds),
      organizations: taxonomyReferences(store, row.organizationIds),
    }),
  });
}

function showAuthSource(call: Call, type: (typeof types)[number]): Answer {
  const text = call.path['id'] ?? '';
  const row = call.server.store.authSources.get(leadingId(text) ?? 0);
  if (row?.type !== `AuthSource${type}`) throw notFound(`auth_source_${type.toLowerCase()}`, text);
  return recordAnswer(call, 200, { ...times(call, row), id: row.id, name: row.name });
}

function times(call: Call, row: AuthSourceRow): object {
  const { zone } = call.caller;
  return { created_at: shownTime(row.createdAt, zone), updated_at: shownTime(row.updatedAt, zone) };
}
