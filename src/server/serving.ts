import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { LimitsConfig } from '#config/config.ts';
import type { GatewayContext, Viewer } from '#context.ts';
import type { Authenticate } from './callers/authenticate.ts';
import type { CorsPolicy } from './cors.ts';
import type { SystemLine } from './health-routes.ts';
import type { CheckHost } from './callers/host-check.ts';
import type { FindDocument } from './trusted-documents.ts';

/** What requests are answered with: made of one configuration, and replaced as a whole when that changes. */
export interface Serving {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly cors: CorsPolicy;
  readonly limits: Pick<LimitsConfig, 'maxRequestsAtOnce' | 'requestsPerMinute'>;
  /** Requests of one caller that are worked on at one moment. */
  readonly placesPerCaller: number;
  readonly checkHost: CheckHost;
  readonly authenticate: Authenticate;
  /** Throws INVALID_INPUT for headers that cannot be meant as they are. */
  readonly checkHeaders: (headers: IncomingHttpHeaders) => void;
  readonly findDocument: FindDocument;
  readonly createContext: (request: FastifyRequest, viewer: Viewer, signal: AbortSignal) => GatewayContext;
  /** How each system is, in the order of the configuration. */
  readonly systemLines: () => Promise<readonly SystemLine[]>;
}
