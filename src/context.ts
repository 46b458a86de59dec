import type { BaseLogger } from 'pino';
import type { Directory } from '#directory/directory.ts';
import type { Writer } from '#directory/writing/writer.ts';
import type { CallBudget } from '#domain/call-budget.ts';
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
  /** Upstream calls that the request has caused. */
  readonly budget: CallBudget;
  readonly directory: Directory;
  readonly loaders: Loaders;
  readonly writer: Writer;
  /** Forgets what the request has read so far: after a write, what follows reads anew. */
  renew(): void;
  /** Facets that the operation selects on any account; filled in once the operation is known, before it runs. */
  readonly selection: Selection;
}

/** What a request reads with. */
export interface Reading {
  readonly directory: Directory;
  readonly loaders: Loaders;
}

type Given = Omit<GatewayContext, 'directory' | 'loaders' | 'renew'>;

/**
 * The executor hands resolvers a copy of what it is given here: a member that is set anew would not reach them. What
 * may change sits one level below, behind getters that the copy shares.
 */
const renewable = {
  get directory(): Directory {
    return (this as unknown as { readonly reading: Reading }).reading.directory;
  },
  get loaders(): Loaders {
    return (this as unknown as { readonly reading: Reading }).reading.loaders;
  },
};

/** @param read Makes what the request reads with; called again after each write. */
export function createRequestContext(given: Given, read: () => Reading): GatewayContext {
  const reading = { ...read() };
  const own = { ...given, reading, renew: () => void Object.assign(reading, read()) };
  return Object.assign(Object.create(renewable) as typeof renewable, own);
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
