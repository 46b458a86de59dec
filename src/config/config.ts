import type { ConnectorModule } from '#connectors/connector.ts';

/** The configuration after reading: everything present, checked and of its type. Holds secrets: never log it. */
export interface GatewayConfig {
  readonly server: ServerConfig;
  readonly auth: AuthConfig;
  readonly systems: readonly SystemConfig[];
  readonly limits: LimitsConfig;
  readonly snapshots: SnapshotsConfig;
  readonly log: { readonly level: LogLevel };
  /** Where audit log and idempotency records are kept; relative to the working directory. */
  readonly dataDirectory: string;
}

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Whether browsers get GraphiQL at /graphql. */
  readonly graphiql: boolean;
}

export type AuthScope = 'READ' | 'WRITE' | 'TOKENS' | 'ADMIN';

export type AuthConfig =
  { readonly mode: 'none' } | { readonly mode: 'keys'; readonly keys: readonly GatewayKey[] };

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
  /** Most bytes of an ordinary upstream answer. */
  readonly maxAnswerBytes: number;
}

export interface SnapshotsConfig {
  readonly freshSeconds: number;
  readonly maxAgeSeconds: number;
  readonly maxStaleSeconds: number;
  readonly maxRows: number;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface SystemConfig {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly url: URL;
  /** Value of the Authorization header; empty where the kind needs none. */
  readonly authorization: string;
  readonly callerCredentials: 'ignore' | 'allow' | 'require';
  readonly isReadOnly: boolean;
  readonly timeoutMs: number;
  readonly maxConcurrency: number;
  readonly connector: ConnectorModule;
  /** As the connector's own schema parsed them. */
  readonly settings: unknown;
}
