import DataLoader from 'dataloader';
import type { AccountRead, ProjectGrant } from '#connectors/connector.ts';
import type { Directory } from '#directory/directory.ts';
import type { ConnectedSystem } from '#directory/landscape.ts';
import type { AccountKey, AccountOutcome } from '#directory/read-accounts.ts';
import type { AccessToken } from '#domain/access-token.ts';
import type { EntityKind, EntityOfKind } from '#domain/entities.ts';
import type { Facet, Projection } from '#domain/holdings.ts';
import { unwrap } from '#domain/settled.ts';

/**
 * One request's loaders: what is wanted in the same moment becomes one call per system, what was read is not read
 * again. They are made anew for each request because what they hold must not cross identities.
 */
export interface Loaders {
  /**
   * Live, with the facets that the operation selects anywhere, and `facet`; undefined where there is no such account.
   */
  account(system: ConnectedSystem, key: AccountKey, facet?: Facet): Promise<AccountRead | undefined>;
  currentAccount(system: ConnectedSystem): Promise<AccountRead>;
  /** Whole and live; undefined where there is no such entity. */
  entity<K extends EntityKind>(
    kind: K,
    system: ConnectedSystem,
    id: string,
  ): Promise<EntityOfKind[K] | undefined>;
  tokens(system: ConnectedSystem, ownerId: string): Promise<readonly AccessToken[]>;
  token(system: ConnectedSystem, ownerId: string, tokenId: string): Promise<AccessToken | undefined>;
  projectPermissions(system: ConnectedSystem, projectId: string): Promise<readonly ProjectGrant[]>;
}

/** @param projection Facets that the operation selects on any account; asked for when the first account is read. */
export function createLoaders(directory: Directory, projection: () => Projection): Loaders {
  const accounts = accountLoader(directory, projection);
  const withFacet = new Map<Facet, BySystem<AccountKey, AccountOutcome>>();
  /** A grant fetched by its id needs what it is a part of, selected or not. */
  const accountsWith = (facet: Facet | undefined): BySystem<AccountKey, AccountOutcome> => {
    if (facet === undefined || projection().has(facet)) return accounts;
    const known = withFacet.get(facet) ?? accountLoader(directory, () => new Set([...projection(), facet]));
    withFacet.set(facet, known);
    return known;
  };
  const entities = {
    role: entityLoader(directory, 'role'),
    group: entityLoader(directory, 'group'),
    team: entityLoader(directory, 'team'),
    project: entityLoader(directory, 'project'),
  };
  const currents = bySystem<'current', AccountRead>(
    (key) => key,
    async (system) => [await directory.readCurrentAccount(system, projection())],
  );
  const currentAccountId = async (system: ConnectedSystem): Promise<string> => {
    const { account } = await currents.load({ system, key: 'current' });
    return account.nativeId;
  };
  const tokens = bySystem<string, Awaited<ReturnType<Directory['readTokens']>>[number]>(
    (id) => id,
    (system, ids) => directory.readTokens(system, ids, () => currentAccountId(system)),
  );
  const permissions = bySystem<string, Awaited<ReturnType<Directory['readProjectPermissions']>>[number]>(
    (id) => id,
    (system, ids) => directory.readProjectPermissions(system, ids),
  );
  return {
    account: async (system, key, facet) => {
      const outcome = await accountsWith(facet).load({ system, key });
      if (outcome instanceof Error) throw outcome;
      // Reached by login once, the same account is not read again by id.
      if (outcome !== undefined && 'login' in key) {
        accounts.prime({ system, key: { id: outcome.account.nativeId } }, outcome);
      }
      return outcome;
    },
    currentAccount: async (system) => {
      const read = await currents.load({ system, key: 'current' });
      accounts.prime({ system, key: { id: read.account.nativeId } }, read);
      return read;
    },
    entity: async (kind, system, id) => entities[kind].load({ system, key: id }),
    token: (system, ownerId, tokenId) =>
      directory.readToken(system, ownerId, tokenId, () => currentAccountId(system)),
    tokens: async (system, ownerId) => unwrap(await tokens.load({ system, key: ownerId })),
    projectPermissions: async (system, projectId) =>
      unwrap(await permissions.load({ system, key: projectId })),
  };
}

interface SystemKey<K> {
  readonly system: ConnectedSystem;
  readonly key: K;
}
type BySystem<K, V> = DataLoader<SystemKey<K>, V, string>;

function accountLoader(
  directory: Directory,
  projection: () => Projection,
): BySystem<AccountKey, AccountOutcome> {
  return bySystem(
    (key) => ('id' in key ? `id ${key.id}` : `login ${key.login}`),
    (system, keys) => directory.readAccounts(system, keys, projection()),
  );
}

function entityLoader<K extends EntityKind>(
  directory: Directory,
  kind: K,
): BySystem<string, EntityOfKind[K] | undefined> {
  return bySystem<string, EntityOfKind[K] | undefined>(
    (id) => id,
    (system, ids) => directory.readEntities(kind, system, ids) as Promise<(EntityOfKind[K] | undefined)[]>,
  );
}

/** A loader whose batches are split by system, each system asked once, all at the same time. */
function bySystem<K, V>(
  text: (key: K) => string,
  read: (system: ConnectedSystem, keys: readonly K[]) => Promise<readonly V[]>,
): BySystem<K, V> {
  return new DataLoader<SystemKey<K>, V, string>(
    async (wanted) => {
      const groups = Map.groupBy(wanted.entries(), ([, { system }]) => system);
      const values: (V | Error)[] = Array.from({ length: wanted.length });
      await Promise.all(
        [...groups].map(async ([system, entries]) => {
          const outcomes = await readOrFail(
            system,
            entries.map(([, { key }]) => key),
            read,
          );
          for (const [place, [index]] of entries.entries()) values[index] = outcomes[place] as V | Error;
        }),
      );
      return values;
    },
    { cacheKeyFn: ({ system, key }) => `${system.key} ${text(key)}` },
  );
}

/** One system that fails must not fail the keys of the others in the batch. */
async function readOrFail<K, V>(
  system: ConnectedSystem,
  keys: readonly K[],
  read: (system: ConnectedSystem, keys: readonly K[]) => Promise<readonly V[]>,
): Promise<readonly (V | Error)[]> {
  try {
    return await read(system, keys);
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    return keys.map(() => reason);
  }
}
