import type { ConnectorModule } from '#connectors/connector.ts';

/** The configuration after reading: everything present, checked and of its type. Holds secrets: never log it. */
export interface GatewayConfig {
  readonly server: ServerConfig;
  readonly auth: AuthConfig;
  readonly systems: readonly SystemConfig[];
  readonly limits: LimitsConfig;
  readonly snapshots: SnapshotsConfig;
  readonly log: { readonly level: LogLevel };
  readonly documents: DocumentsConfig;
  /** Where audit log and idempotency records are kept; relative to the working directory. */
  readonly dataDirectory: string;
  /** How long the outcome of a mutation is told again to who repeats it. */
  readonly keepIdempotencyKeysMs: number;
}

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Whether browsers get GraphiQL at /graphql. */
  readonly graphiql: boolean;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
  /** Whether /metrics is there. */
  readonly metrics: boolean;
  /** Origins whose pages may call the API, e.g. `https://portal.example.com`. */
  readonly corsOrigins: readonly string[];
  /** How long what is under way may take when the process is told to stop. */
  readonly drainSeconds: number;
}

export type AuthScope = 'READ' | 'WRITE' | 'TOKENS' | 'ADMIN';

export type AuthConfig =
  | { readonly mode: 'none'; readonly allowAnonymous: boolean }
  | { readonly mode: 'keys'; readonly keys: readonly GatewayKey[] }
  | { readonly mode: 'jwt'; readonly jwt: JwtConfig };

export interface JwtConfig {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer publishes its keys: https, or http on loopback. */
  readonly jwksUri: URL;
  readonly algorithms: readonly string[];
  /** Claim with the scopes: text with spaces between, or a list. */
  readonly scopesClaim: string;
  /** Claim that names the caller in logs and audit records. */
  readonly nameClaim: string;
  readonly clockSkewSeconds: number;
  readonly jwksMaxAgeSeconds: number;
  /** Authorities, in PEM, that the issuer's certificate may come from, instead of those that Node knows. */
  readonly ca?: string | undefined;
}

export interface GatewayKey {
  readonly name: string;
  /** SHA-256 of the key, lower-case hex. */
  readonly sha256: string;
  readonly scopes: readonly AuthScope[];
}

export interface LimitsConfig {
  readonly defaultPageSize: number;
  readonly maxPageSize: number;
  /** Owners whose tokens one list may read, account by account. */
  readonly maxTokenOwners: number;
  /** Rows that one operation may ask for in the worst case. */
  readonly maxRows: number;
  /** Rows of lists that one answer may hold. */
  readonly maxAnswerRows: number;
  /** Upstream calls that one operation may cause. */
  readonly maxUpstreamCalls: number;
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  /** Values in the variables of a request, members and items counted one by one. */
  readonly maxVariableValues: number;
  readonly maxBodyBytes: number;
  /** Requests to the API worked on at one moment; further ones are sent away with 503. */
  readonly maxRequestsAtOnce: number;
  /** Of one caller; 0: as many as they like. */
  readonly requestsPerMinute: number;
  /** Most bytes of an ordinary upstream answer. */
  readonly maxAnswerBytes: number;
}

export interface SnapshotsConfig {
  readonly freshSeconds: number;
  readonly maxAgeSeconds: number;
  readonly maxStaleSeconds: number;
  /** Estimated memory of all kept lists. */
  readonly maxBytes: number;
}

/** Trusted documents: operations known before they are asked for. */
export interface DocumentsConfig {
  /** Text of each operation by its id; empty where no file is named. */
  readonly byId: ReadonlyMap<string, string>;
  /** Nothing but these is executed. */
  readonly only: boolean;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface BreakerConfig {
  /** Calls that must fail one after another to open it; 0: it never opens. */
  readonly failures: number;
  /** How long it stays open the first time; doubled each time the trial fails, up to `maxOpenMs`. */
  readonly openMs: number;
  readonly maxOpenMs: number;
}

export interface SystemConfig {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly url: URL;
  /** Value of the Authorization header; empty where the kind needs none. */
  readonly authorization: string;
  readonly callerCredentials: 'ignore' | 'allow' | 'require';
  readonly isReadOnly: boolean;
  /** Bounds one call from the moment it is wanted, with its waiting and its retries. */
  readonly timeoutMs: number;
  /** Until a connection stands, TLS included. */
  readonly connectTimeoutMs: number;
  /** From the sent request to the first byte of the answer. */
  readonly firstByteTimeoutMs: number;
  readonly maxConcurrency: number;
  /** Calls that may wait for a place. */
  readonly maxQueue: number;
  /** How often a read is tried again. */
  readonly retries: number;
  readonly breaker: BreakerConfig;
  /** After credentials were refused: how long until they are tried again; doubled each time they are refused again. */
  readonly signInRetryMs: number;
  /** Authorities, in PEM, that the server's certificate may come from, instead of those that Node knows. */
  readonly ca?: string | undefined;
  readonly connector: ConnectorModule;
  /** As the connector's own schema parsed them. */
  readonly settings: unknown;
}
