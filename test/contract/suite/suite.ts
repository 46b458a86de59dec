import { describe } from 'vitest';
import { isOverHttp } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { aborting } from './aborting.ts';
import { callCounts } from './call-counts.ts';
import { capabilities } from './capabilities.ts';
import { catalogues } from './catalogues.ts';
import { currentAccount } from './current-account.ts';
import { facets } from './facets.ts';
import { failures } from './failures.ts';
import { holdersAndMembers } from './holders-and-members.ts';
import { holdings } from './holdings.ts';
import { hostileIds } from './hostile-ids.ts';
import { identities } from './identities.ts';
import { listing } from './listing.ts';
import { movingRows } from './moving-rows.ts';
import { probing } from './probing.ts';
import { projectPermissions } from './project-permissions.ts';
import { readingById } from './reading-by-id.ts';
import { readingByLogin } from './reading-by-login.ts';
import { tokens } from './tokens.ts';
import { tolerance } from './tolerance.ts';

/** Every obligation of `src/connectors/connector.ts`, held against one connector. */
export function contractSuite(subject: Subject): void {
  describe(`the connector contract: ${subject.name}`, () => {
    capabilities(subject);
    listing(subject);
    readingById(subject);
    readingByLogin(subject);
    hostileIds(subject);
    currentAccount(subject);
    holdings(subject);
    facets(subject);
    catalogues(subject);
    holdersAndMembers(subject);
    projectPermissions(subject);
    tokens(subject);
    probing(subject);
    if (!isOverHttp(subject)) return;
    movingRows(subject);
    tolerance(subject);
    failures(subject);
    aborting(subject);
    identities(subject);
    callCounts(subject);
  });
}
