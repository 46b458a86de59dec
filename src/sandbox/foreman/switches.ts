/** How the simulated Foreman behaves where installations and versions differ; the contract's default comes first. */
export interface ForemanSwitches {
  /** Which release is simulated (foreman.md 11). `reportedVersion` is what it says of itself. */
  readonly version: '3.13' | '3.1' | '3.18';
  readonly reportedVersion: string | undefined;
  /** Setting `entries_per_page` (2.1). */
  readonly entriesPerPage: number;
  /** Failures of one client address before it is locked; 0 switches the lock off (1.2). */
  readonly failedLoginLimit: number;
  /** How long the lock lasts after the last counted failure. */
  readonly failedLoginWindowSeconds: number;
  /** A session that rests longer than this answers 401 with an empty body (1.2). */
  readonly sessionIdleSeconds: number;
  /** Time zone (a Rails name) of callers that have none of their own (2.2). */
  readonly callerTimeZone: string | undefined;
  /** Keep only the first organization and the first location of the seed: the 415 that becomes a 500 (1.4). */
  readonly singleOrganization: boolean;
  /** Keys added to every record, as plug-ins do (9). */
  readonly extraKeys: Readonly<Record<string, unknown>>;
  /** How the database sorts text: by bytes as in the recordings, or by language as many sites do. */
  readonly collation: 'bytes' | 'language';
}

export const foremanSwitchDefaults: ForemanSwitches = {
  version: '3.13',
  reportedVersion: undefined,
  entriesPerPage: 20,
  failedLoginLimit: 30,
  failedLoginWindowSeconds: 300,
  sessionIdleSeconds: 3600,
  callerTimeZone: undefined,
  singleOrganization: false,
  extraKeys: {},
  collation: 'bytes',
};
