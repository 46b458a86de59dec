import type { ConnectionOf } from '#directory/models.ts';
import { isComplete, totalCount } from '#directory/models.ts';

/** The fields that every connection has, whatever is in it. */
export function connectionResolvers<T>() {
  return {
    edges: (connection: ConnectionOf<T>) => connection.edges,
    nodes: (connection: ConnectionOf<T>) => connection.edges.map((edge) => edge.node),
    pageInfo: (connection: ConnectionOf<T>) => ({
      startCursor: connection.edges[0]?.cursor ?? null,
      endCursor: connection.edges.at(-1)?.cursor ?? null,
      hasNextPage: connection.hasNextPage,
      hasPreviousPage: connection.hasPreviousPage,
    }),
    totalCount: (connection: ConnectionOf<T>) => totalCount(connection.sources),
    isComplete: (connection: ConnectionOf<T>) => isComplete(connection.sources),
    sources: (connection: ConnectionOf<T>) => connection.sources,
  };
}
