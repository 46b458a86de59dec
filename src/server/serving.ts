import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { GatewayContext, Viewer } from '#context.ts';
import type { SystemLine } from './health-routes.ts';

/** What requests are answered with: made of one configuration, and replaced as a whole when that changes. */
export interface Serving {
  readonly apollo: ApolloServer<GatewayContext>;
  /** Who is calling; throws UNAUTHENTICATED. */
  readonly authenticate: (authorization: string | undefined) => Viewer;
  /** Throws INVALID_INPUT for headers that cannot be meant as they are. */
  readonly checkHeaders: (headers: IncomingHttpHeaders) => void;
  readonly createContext: (request: FastifyRequest, viewer: Viewer, signal: AbortSignal) => GatewayContext;
  /** How each system is, in the order of the configuration. */
  readonly systemLines: () => Promise<readonly SystemLine[]>;
}
