import { problemOf, RollcallError } from '#domain/errors.ts';
import { settle } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';
import { isComplete } from './models.ts';
import type { ConnectionOf, SourceModel } from './models.ts';
import { parsePageArguments, takePage } from './page.ts';
import type { PageArguments, PageLimits } from './page.ts';
import type { SortOrder } from './position.ts';
import type { SnapshotRead, Snapshots, SnapshotSource } from './snapshots.ts';
import type { Table } from './table.ts';

/** A list over several systems, as a use case wants it. */
export interface ListRequest<T, M> {
  readonly systems: readonly ConnectedSystem[];
  /** Where the rows of one system come from; undefined where it has no such thing. */
  readonly source: (system: ConnectedSystem) => SnapshotSource<T> | undefined;
  readonly order: SortOrder<T>;
  /** Tells, for one system's table, which rows match; undefined where all do. */
  readonly filter?: ((table: Table<T>) => (row: T) => boolean) | undefined;
  readonly model: (system: ConnectedSystem, row: T) => M;
  readonly page: PageArguments;
  readonly requireComplete?: boolean | undefined;
}

interface Contribution<T> {
  readonly system: ConnectedSystem;
  readonly table: Table<T> | undefined;
  readonly matches: (row: T) => boolean;
  readonly status: SourceModel;
}

/**
 * Fans out, merges, pages and tells how each system contributed. Never fails because one system does, unless
 * `requireComplete`: then INCOMPLETE.
 */
export async function connect<T, M>(
  request: ListRequest<T, M>,
  snapshots: Snapshots,
  scope: RequestScope,
  limits: PageLimits,
): Promise<ConnectionOf<M>> {
  // Before any upstream call: a request that is wrong must not cost one.
  const page = parsePageArguments(request.page, request.order.name, limits);
  const contributions = await Promise.all(
    request.systems.map((system) => contribute(request, snapshots, scope, system)),
  );
  const sources = contributions.map((each) => each.status);
  if (request.requireComplete === true) refuseIncomplete(sources);
  const bySystem = new Map(contributions.map((each) => [each.system.key, each]));
  const present = contributions.flatMap(({ system, table }) =>
    table === undefined ? [] : [{ system: system.key, rows: table.ordered(request.order), table }],
  );
  const taken = takePage(present, page, {
    orderName: request.order.name,
    direction: request.order.direction,
    systems: request.systems.map((system) => system.key),
    matches: (row, system) => bySystem.get(system)?.matches(row) ?? false,
  });
  scope.rowBudget?.take(taken.edges.length);
  return {
    hasNextPage: taken.hasNextPage,
    hasPreviousPage: taken.hasPreviousPage,
    sources,
    edges: taken.edges.flatMap(({ system, row, cursor }) => {
      const contribution = bySystem.get(system);
      return contribution === undefined ? [] : [{ cursor, node: request.model(contribution.system, row) }];
    }),
  };
}

async function contribute<T, M>(
  request: ListRequest<T, M>,
  snapshots: Snapshots,
  scope: RequestScope,
  system: ConnectedSystem,
): Promise<Contribution<T>> {
  const source = request.source(system);
  if (source === undefined) {
    const status: SourceModel = { system, state: 'UNSUPPORTED', count: () => 0 };
    return { system, table: undefined, matches: () => false, status };
  }
  const read = await settle(snapshots.read(system, source, scope), system.key);
  const table = read.ok ? read.value.snapshot.table : undefined;
  const matches = table === undefined ? () => false : (request.filter?.(table) ?? (() => true));
  return { system, table, matches, status: statusOf(system, read, countOf(table, request, matches)) };
}

function countOf<T, M>(
  table: Table<T> | undefined,
  request: ListRequest<T, M>,
  matches: (row: T) => boolean,
): () => number | undefined {
  let counted: number | undefined;
  return () => {
    if (table === undefined) return undefined;
    counted ??= request.filter === undefined ? table.size : table.rows.filter(matches).length;
    return counted;
  };
}

function statusOf<T>(
  system: ConnectedSystem,
  read: Settled<SnapshotRead<T>>,
  count: () => number | undefined,
): SourceModel {
  if (!read.ok) {
    // A kind of list that this version of the server lacks is no failure.
    const isUnsupported = read.error.code === 'UNSUPPORTED';
    return {
      system,
      state: isUnsupported ? 'UNSUPPORTED' : 'FAILED',
      count: () => (isUnsupported ? 0 : undefined),
      problem: problemOf(read.error),
    };
  }
  const { snapshot, staleBecause } = read.value;
  const { asOf, partial } = snapshot;
  if (partial !== undefined) return { system, state: 'PARTIAL', count, asOf, problem: problemOf(partial) };
  if (staleBecause !== undefined)
    return { system, state: 'STALE', count, asOf, problem: problemOf(staleBecause) };
  return { system, state: 'FRESH', count, asOf };
}

function refuseIncomplete(sources: readonly SourceModel[]): void {
  if (isComplete(sources)) return;
  const missing = sources.filter((source) => !isComplete([source]));
  const reasons = missing.map(
    (source) => source.problem?.message ?? `${source.system.key}: ${source.state}.`,
  );
  throw new RollcallError(
    'INCOMPLETE',
    `The answer would lack a part, and requireComplete was set. ${reasons.join(' ')}`,
    {
      system: missing.length === 1 ? missing[0]?.system.key : undefined,
    },
  );
}
