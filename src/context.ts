import type { BaseLogger } from 'pino';
import type { Directory } from '#directory/directory.ts';
import type { Facet, Projection } from '#domain/holdings.ts';
import type { Loaders } from '#loaders/loaders.ts';

export type Scope = 'READ' | 'WRITE' | 'TOKENS' | 'ADMIN';

/** Whoever sent the request. */
export interface Viewer {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** What a resolver is given; made once per request. */
export interface GatewayContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly log: BaseLogger;
  readonly directory: Directory;
  readonly loaders: Loaders;
  /** Facets that the operation selects on any account; filled in once the operation is known, before it runs. */
  readonly selection: Selection;
}

export interface Selection {
  facets: Projection;
}

/** Everything: what is read where nobody knows what the operation selects. */
export const allFacets: ReadonlySet<Facet> = new Set([
  'details',
  'roles',
  'groups',
  'teams',
  'projectPermissions',
]);
