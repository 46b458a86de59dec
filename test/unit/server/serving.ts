import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { AuthConfig, DocumentsConfig } from '#config/config.ts';
import type { GatewayContext } from '#context.ts';
import { createMetrics } from '#metrics/create-metrics.ts';
import { createCallBudget } from '#domain/call-budget.ts';
import { createApollo } from '#server/apollo.ts';
import { createAuthenticate } from '#server/callers/authenticate.ts';
import type { OperationLimits } from '#server/limits/limits-plugin.ts';
import type { ConnectionLimits } from '#server/connection-limits.ts';
import type { Readiness } from '#server/health-routes.ts';
import { createHostCheck } from '#server/callers/host-check.ts';
import { createHttpServer } from '#server/http-server.ts';
import { allowsIntrospection } from '#server/introspection.ts';
import { createLiveServing } from '#server/live-serving.ts';
import { createFindDocument } from '#server/trusted-documents.ts';

export interface Serving {
  /** `http://127.0.0.1:…` */
  readonly origin: string;
  /** Everything logged, a line each. */
  readonly logged: readonly string[];
  readonly post: (body: unknown, headers?: Record<string, string>, signal?: AbortSignal) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

export interface ServingOptions {
  readonly auth?: AuthConfig;
  readonly graphiql?: boolean;
  readonly maxBodyBytes?: number;
  readonly maxRequestsAtOnce?: number;
  readonly requestsPerMinute?: number;
  readonly placesPerCaller?: number;
  readonly introspection?: boolean;
  readonly documents?: Readonly<Record<string, string>>;
  readonly documentsOnly?: boolean;
  readonly corsOrigins?: readonly string[];
  readonly connections?: ConnectionLimits;
  readonly readiness?: Readiness;
  readonly limits?: Partial<OperationLimits>;
  /** Stands for the directory; what a test does not use may be missing. */
  readonly directory?: object;
  readonly onContext?: (context: GatewayContext, signal: AbortSignal) => void;
}

export const key = 'the-key-of-the-portal';
export const withKeys: AuthConfig = {
  mode: 'keys',
  keys: [
    { name: 'portal', sha256: createHash('sha256').update(key).digest('hex'), scopes: ['READ'] },
    { name: 'root', sha256: createHash('sha256').update('root-key').digest('hex'), scopes: ['ADMIN'] },
  ],
};

const limits: OperationLimits = {
  maxRows: 1_000_000,
  maxDepth: 25,
  maxAliases: 1000,
  maxRootFields: 500,
  maxVariableValues: 20_000,
  defaultPageSize: 50,
  maxPageSize: 500,
};

/** The server as it is, on a free port, over a directory that the test makes up. */
export async function serve(options: ServingOptions = {}): Promise<Serving> {
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => logged.push(line) });
  const auth = options.auth ?? { mode: 'none', allowAnonymous: false };
  const documents: DocumentsConfig = {
    byId: new Map(Object.entries(options.documents ?? {})),
    only: options.documentsOnly ?? false,
  };
  const introspection = options.introspection ?? true;
  const apollo = createApollo(
    log,
    { ...limits, ...options.limits },
    () => undefined,
    allowsIntrospection({ server: { introspection }, documents }),
  );
  await apollo.start();
  const live = createLiveServing({
    apollo,
    cors: { origins: options.corsOrigins ?? [], systemKeys: ['squash', 'teamcity'] },
    limits: {
      maxRequestsAtOnce: options.maxRequestsAtOnce ?? 500,
      requestsPerMinute: options.requestsPerMinute ?? 0,
    },
    placesPerCaller: options.placesPerCaller ?? Number.POSITIVE_INFINITY,
    checkHost: createHostCheck(auth),
    authenticate: createAuthenticate(auth, log),
    checkHeaders: () => undefined,
    findDocument: createFindDocument(documents),
    createContext: (request, viewer, signal) => {
      const context = {
        viewer,
        requestId: request.id,
        log: request.log,
        budget: createCallBudget(5000),
        directory: options.directory ?? { systems: [] },
        loaders: {},
        selection: { facets: new Set() },
      } as unknown as GatewayContext;
      options.onContext?.(context, signal);
      return context;
    },
    systemLines: async () => options.readiness?.systems ?? [],
  });
  const app = createHttpServer({
    live,
    log,
    graphiql: options.graphiql ?? false,
    maxBodyBytes: options.maxBodyBytes ?? 10_000,
    metrics: createMetrics(),
    showsMetrics: true,
    isStopping: () => options.readiness?.isReady === false,
    ...(options.connections === undefined ? {} : { connections: options.connections }),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    origin,
    logged,
    post: async (body, headers = {}, signal?) =>
      fetch(`${origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...(signal === undefined ? {} : { signal }),
      }),
    stop: async () => {
      await app.close();
      await apollo.stop();
    },
  };
}

export interface ErrorBody {
  readonly data?: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly locations?: readonly object[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

export async function bodyOf(response: Response): Promise<ErrorBody> {
  return (await response.json()) as ErrorBody;
}
