import { LRUCache } from 'lru-cache';
import type { Call } from '#connectors/connector.ts';
import type { CallBudget } from '#domain/call-budget.ts';
import { asRollcallError } from '#domain/errors.ts';
import type { RollcallError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import { approximateBytes } from './approximate-bytes.ts';
import { charging, identityFor } from './landscape.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';
import { createTable } from './table.ts';
import type { Table } from './table.ts';
import { pagesWithinTime } from './within-time.ts';

export interface SnapshotPolicy {
  /** Up to this age a snapshot is served as it is. */
  readonly freshMs: number;
  /** Up to this age it is served and refreshed behind the reader's back; beyond it the reader waits. */
  readonly maxAgeMs: number;
  /** Up to this age it is served, marked STALE, while the system cannot be read. */
  readonly maxStaleMs: number;
  /** Estimated memory of all snapshots, with their orders and search texts; the least recently used go first. */
  readonly maxBytes: number;
}

/** A whole list of one system as one identity sees it. */
export interface Snapshot<T> {
  readonly table: Table<T>;
  readonly asOf: Instant;
  /** Why the list is not everything there is, where it is not. */
  readonly partial?: RollcallError | undefined;
}

export interface SnapshotRead<T> {
  readonly snapshot: Snapshot<T>;
  /** Set where the system could not be read now and an older list stands in. */
  readonly staleBecause?: RollcallError | undefined;
}

/** What a list is made of, loaded page by page. */
export interface SnapshotSource<T> {
  /** Names the list among those of one system, e.g. `accounts`. */
  readonly list: string;
  readonly nativeId: (row: T) => string;
  /** Throws where a row lacks what everything else rests on. */
  readonly check?: (system: ConnectedSystem, row: T) => void;
  /** @param scope Of the load: what else it reads is charged to whom the load is charged to. */
  load(system: ConnectedSystem, call: Call, scope: RequestScope): AsyncIterable<readonly T[]>;
  /** Reason why the loaded list is only a part; asked after loading. */
  readonly partialBecause?: (system: ConnectedSystem) => RollcallError | undefined;
}

export interface Snapshots {
  /** The list, from memory where young enough. Throws what loading threw where nothing may stand in. */
  read<T>(system: ConnectedSystem, source: SnapshotSource<T>, scope: RequestScope): Promise<SnapshotRead<T>>;
  /** Forgets every list of a system, for all identities; loads in flight are not kept when they end. */
  forget(systemKey: string): void;
  /** Estimated memory of what is kept. */
  bytes(): number;
  /** Gives up background work. */
  stop(): void;
}

/** A list that is being loaded, and who is charged for it. */
interface Flight {
  readonly loaded: Promise<Snapshot<unknown>>;
  readonly budget: CallBudget | undefined;
}

/** Orders, indexes and folded search texts take about as much again as the rows they are made of. */
const derivedFactor = 2;

/** A load may need many calls, each bounded by the system's time-out; the whole is bounded by so many of them. */
const callsPerLoad = 12;

/**
 * Lists by (system, identity, list), each loaded once at a time. What one identity saw is never shown to another:
 * the identity's fingerprint is part of the key.
 */
export function createSnapshots(policy: SnapshotPolicy, now: () => number): Snapshots {
  const kept = new LRUCache<string, Snapshot<unknown>>({
    maxSize: policy.maxBytes,
    sizeCalculation: (snapshot) => approximateBytes(snapshot.table.rows) * derivedFactor,
  });
  const loading = new Map<string, Flight>();
  const generations = new Map<string, number>();
  const stopping = new AbortController();

  const load = async <T>(
    key: string,
    system: ConnectedSystem,
    source: SnapshotSource<T>,
    scope: RequestScope,
  ): Promise<Snapshot<T>> => {
    const generation = generations.get(system.key) ?? 0;
    const call = bulkCall(system, scope, stopping.signal);
    const rows: T[] = [];
    const asOf = now();
    const seen = new Set<string>();
    for await (const page of pagesWithinTime(system, call.signal, source.load(system, call, scope))) {
      for (const row of page) {
        source.check?.(system, row);
        // Rows move between pages while a list is read; each is kept once.
        if (seen.has(source.nativeId(row))) continue;
        seen.add(source.nativeId(row));
        rows.push(row);
      }
    }
    const snapshot = {
      table: createTable(rows, source.nativeId),
      asOf,
      partial: source.partialBecause?.(system),
    };
    if (generation === (generations.get(system.key) ?? 0)) kept.set(key, snapshot);
    return snapshot;
  };

  const start = <T>(
    key: string,
    system: ConnectedSystem,
    source: SnapshotSource<T>,
    scope: RequestScope,
  ): Promise<Snapshot<T>> => {
    const loaded = load(key, system, source, scope).finally(() => {
      if (loading.get(key) === flight) loading.delete(key);
    });
    const flight: Flight = { loaded, budget: scope.budget };
    loading.set(key, flight);
    return loaded;
  };

  const loadOnce = async <T>(
    key: string,
    system: ConnectedSystem,
    source: SnapshotSource<T>,
    scope: RequestScope,
  ): Promise<Snapshot<T>> => {
    const flight = loading.get(key);
    if (flight === undefined || scope.isFresh) return start(key, system, source, scope);
    try {
      return (await flight.loaded) as Snapshot<T>;
    } catch (error) {
      // Whoever began it may have no calls left; whoever joined it has calls of their own.
      if (flight.budget?.hasRefused !== true || flight.budget === scope.budget) throw error;
      return loadOnce(key, system, source, scope);
    }
  };

  return {
    read: async <T>(system: ConnectedSystem, source: SnapshotSource<T>, scope: RequestScope) => {
      const identity = identityFor(system, scope);
      const key = JSON.stringify([system.key, identity.fingerprint, source.list]);
      if (scope.isFresh) return { snapshot: await loadOnce(key, system, source, scope) };
      const known = kept.get(key) as Snapshot<T> | undefined;
      const age = known === undefined ? Number.POSITIVE_INFINITY : now() - known.asOf;
      if (known !== undefined && age <= policy.maxAgeMs) {
        // Neither its failure nor its cost is the reader's concern: the next read beyond the age meets the failure itself.
        if (age > policy.freshMs)
          loadOnce(key, system, source, { ...scope, budget: undefined }).catch(() => undefined);
        return { snapshot: known };
      }
      try {
        return { snapshot: await loadOnce(key, system, source, scope) };
      } catch (error) {
        const reason = asRollcallError(error, system.key);
        if (known === undefined || age > policy.maxStaleMs || !standsIn(reason)) throw reason;
        return { snapshot: known, staleBecause: reason };
      }
    },
    forget: (systemKey) => {
      generations.set(systemKey, (generations.get(systemKey) ?? 0) + 1);
      const prefix = JSON.stringify([systemKey]).slice(0, -1);
      for (const key of kept.keys()) if (key.startsWith(`${prefix},`)) kept.delete(key);
      for (const key of loading.keys()) if (key.startsWith(`${prefix},`)) loading.delete(key);
    },
    bytes: () => kept.calculatedSize,
    stop: () => stopping.abort(),
  };
}

/** An older list may stand in for a server that is away, not for one that says no. */
function standsIn(reason: RollcallError): boolean {
  return [
    'UPSTREAM_TIMEOUT',
    'UPSTREAM_UNAVAILABLE',
    'UPSTREAM_BAD_RESPONSE',
    'UPSTREAM_RATE_LIMITED',
  ].includes(reason.code);
}

/** Outlives the request that started it, so that one impatient reader does not spoil it for the others. */
function bulkCall(system: ConnectedSystem, scope: RequestScope, stopping: AbortSignal): Call {
  return {
    identity: identityFor(system, scope),
    signal: AbortSignal.any([stopping, AbortSignal.timeout(system.timeoutMs * callsPerLoad)]),
    requestId: scope.requestId,
    isBulk: true,
    isFresh: scope.isFresh,
    onUpstreamCall: charging(system, scope),
  };
}
