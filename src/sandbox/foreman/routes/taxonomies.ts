import type { Router } from '../../kernel/router.ts';
import { action } from '../action.ts';
import type { Answer } from '../answers.ts';
import type { Call, OpenCall } from '../call.ts';
import { taxonomiesOf, withChildren } from '../context.ts';
import { listAnswer } from '../listing.ts';
import type { TaxonomyKind } from '../rows.ts';
import { listedTaxonomy } from '../wire/taxonomies.ts';

/** Organizations and locations: only their lists are simulated. */
export function taxonomyRoutes(router: Router<OpenCall>): void {
  for (const kind of ['organization', 'location'] as const) {
    const run = (call: Call): Answer => listTaxonomies(call, kind);
    router.on('GET', `/${kind}s`, action({ permission: `view_${kind}s`, run }));
  }
}

function listTaxonomies(call: Call, kind: TaxonomyKind): Answer {
  const { server, caller } = call;
  const { store } = server;
  const own = withChildren(
    store,
    kind === 'organization' ? caller.user.organizationIds : caller.user.locationIds,
  );
  return listAnswer(call, {
    rows: taxonomiesOf(store, kind),
    isVisible: caller.isAdmin ? undefined : (row) => own.has(row.id),
    fields: server.fields.taxonomies,
    defaultOrder: (row) => row.title,
    resource: `${kind}s`,
    shown: (row) => listedTaxonomy(store, row, caller.zone),
  });
}
