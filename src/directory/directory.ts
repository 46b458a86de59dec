import type { AccountRead, ProjectGrant } from '#connectors/connector.ts';
import type { AccessToken } from '#domain/access-token.ts';
import type { EntityKind, EntityOfKind } from '#domain/entities.ts';
import type { RollcallError } from '#domain/errors.ts';
import type { Projection } from '#domain/holdings.ts';
import type { Capability, Operation } from '#domain/operations.ts';
import type { Settled } from '#domain/settled.ts';
import { accountFilter, accountOrder, accountSource } from './account-list.ts';
import type { AccountFilter, AccountOrder } from './account-list.ts';
import { capabilitiesOf } from './capabilities.ts';
import { connect } from './connect.ts';
import { entityFilter, entityOrder, entitySource } from './entity-list.ts';
import type { Checked, HealthChecks } from './health.ts';
import { chooseSystems, requireSystem } from './landscape.ts';
import type { ConnectedSystem, Landscape, RequestScope } from './landscape.ts';
import { listMembers } from './list-members.ts';
import { tokenSource } from './list-tokens.ts';
import type { TokenLimits } from './list-tokens.ts';
import type { AccountModel, ConnectionOf, EntityModel, TokenModel } from './models.ts';
import type { PageArguments, PageLimits } from './page.ts';
import { readAccounts, readCurrentAccount } from './read-accounts.ts';
import type { AccountKey, AccountOutcome } from './read-accounts.ts';
import { findInCatalogue, readEntities } from './read-entities.ts';
import { readProjectPermissions } from './read-project-permissions.ts';
import { readToken, readTokens } from './read-tokens.ts';
import { createRequestSnapshots } from './request-snapshots.ts';
import type { Snapshots } from './snapshots.ts';
import { tokenFilter, tokenOrder } from './token-list.ts';
import type { TokenFilter } from './token-list.ts';

export interface DirectoryDependencies {
  readonly landscape: Landscape;
  readonly snapshots: Snapshots;
  readonly health: HealthChecks;
  readonly limits: PageLimits & TokenLimits;
}

interface SystemsFilter {
  readonly systems?: readonly string[] | null | undefined;
}

/** The use cases, for one request. Each is a file; this is their table of contents. */
export interface Directory {
  readonly systems: readonly ConnectedSystem[];
  readonly pageLimits: PageLimits;
  findSystem(key: string): ConnectedSystem | undefined;
  /** NOT_FOUND naming the configured keys where there is none. */
  requireSystem(key: string, field?: readonly string[]): ConnectedSystem;
  /** Those that a filter names, all where it names none; NOT_FOUND for a key that is not configured. */
  chooseSystems(keys: readonly string[] | null | undefined): readonly ConnectedSystem[];
  check(system: ConnectedSystem): Promise<Checked>;
  capabilities(system: ConnectedSystem, wanted?: readonly Operation[] | null): Promise<Capability[]>;

  listAccounts(
    filter: AccountFilter & SystemsFilter,
    order: AccountOrder,
    page: PageArguments,
    requireComplete: boolean,
  ): Promise<ConnectionOf<AccountModel>>;
  listEntities<K extends EntityKind>(
    kind: K,
    filter: SystemsFilter & { readonly search?: string | null | undefined },
    page: PageArguments,
  ): Promise<ConnectionOf<EntityModel<K>>>;
  listTokens(
    filter: TokenFilter & SystemsFilter,
    page: PageArguments,
    requireComplete: boolean,
  ): Promise<ConnectionOf<TokenModel>>;
  listMembers(model: EntityModel, page: PageArguments): Promise<ConnectionOf<AccountModel>>;

  readAccounts(
    system: ConnectedSystem,
    keys: readonly AccountKey[],
    projection: Projection,
  ): Promise<AccountOutcome[]>;
  readCurrentAccount(system: ConnectedSystem, projection: Projection): Promise<AccountRead>;
  readEntities<K extends EntityKind>(
    kind: K,
    system: ConnectedSystem,
    ids: readonly string[],
  ): Promise<(EntityOfKind[K] | undefined | RollcallError)[]>;
  findInCatalogue<K extends EntityKind>(
    kind: K,
    system: ConnectedSystem,
    id: string,
  ): Promise<EntityOfKind[K] | undefined>;
  readTokens(
    system: ConnectedSystem,
    ownerIds: readonly string[],
    currentAccountId: () => Promise<string>,
  ): Promise<Settled<readonly AccessToken[]>[]>;
  readToken(
    system: ConnectedSystem,
    ownerId: string,
    tokenId: string,
    currentAccountId: () => Promise<string>,
  ): Promise<AccessToken | undefined>;
  readProjectPermissions(
    system: ConnectedSystem,
    projectIds: readonly string[],
  ): Promise<Settled<readonly ProjectGrant[]>[]>;
}

export function openDirectory(dependencies: DirectoryDependencies, scope: RequestScope): Directory {
  const { landscape, health, limits } = dependencies;
  const snapshots = createRequestSnapshots(dependencies.snapshots, scope);
  const check = oncePerSystem((system) => health.check(system, scope));
  return {
    systems: landscape.systems,
    pageLimits: limits,
    findSystem: (key) => landscape.find(key),
    requireSystem: (key, field) => requireSystem(landscape, key, field),
    chooseSystems: (keys) => chooseSystems(landscape, keys),
    check,
    capabilities: async (system, wanted) => capabilitiesOf(system, await check(system), wanted),

    listAccounts: (filter, order, page, requireComplete) =>
      connect(
        {
          systems: chooseSystems(landscape, filter.systems),
          source: () => accountSource,
          order: accountOrder(order),
          filter: accountFilter(filter),
          model: (system, account): AccountModel => ({ kind: 'account', system, account }),
          page,
          requireComplete,
        },
        snapshots,
        scope,
        limits,
      ),
    listEntities: <K extends EntityKind>(
      kind: K,
      filter: SystemsFilter & { readonly search?: string | null | undefined },
      page: PageArguments,
    ) =>
      connect<EntityOfKind[K], EntityModel<K>>(
        {
          systems: chooseSystems(landscape, filter.systems),
          source: (system) => entitySource(system, kind),
          order: entityOrder(kind),
          filter: entityFilter<K>(filter.search),
          model: (system, entity) => ({ kind, system, entity }),
          page,
        },
        snapshots,
        scope,
        limits,
      ),
    listTokens: (filter, page, requireComplete) => {
      const test = tokenFilter(filter);
      return connect(
        {
          systems: chooseSystems(landscape, filter.systems),
          source: (system) => tokenSource(system, snapshots, limits),
          order: tokenOrder,
          filter: test === undefined ? undefined : () => test,
          model: (system, token): TokenModel => ({ kind: 'token', system, token }),
          page,
          requireComplete,
        },
        snapshots,
        scope,
        limits,
      );
    },
    listMembers: (model, page) => listMembers(model, page, snapshots, scope, limits),

    readAccounts: (system, keys, projection) => readAccounts(system, scope, keys, projection),
    readCurrentAccount: (system, projection) => readCurrentAccount(system, scope, projection),
    readEntities: (kind, system, ids) => readEntities(kind, system, scope, ids),
    findInCatalogue: (kind, system, id) => findInCatalogue(kind, system, scope, id, snapshots),
    readTokens: (system, ownerIds, currentAccountId) => readTokens(system, scope, ownerIds, currentAccountId),
    readToken: (system, ownerId, tokenId, currentAccountId) =>
      readToken(system, scope, ownerId, tokenId, currentAccountId),
    readProjectPermissions: (system, projectIds) => readProjectPermissions(system, scope, projectIds),
  };
}

/** Version, health and capabilities of a system in one request rest on one probe. */
function oncePerSystem<T>(
  work: (system: ConnectedSystem) => Promise<T>,
): (system: ConnectedSystem) => Promise<T> {
  const started = new Map<ConnectedSystem, Promise<T>>();
  return (system) => {
    const known = started.get(system) ?? work(system);
    started.set(system, known);
    return known;
  };
}
