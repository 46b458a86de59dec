import type { ZodType } from 'zod';
import type { AccessToken } from '#domain/access-token.ts';
import type { Account, AccountDetails } from '#domain/account.ts';
import type { Group, Project, Role, Team } from '#domain/entities.ts';
import type { RollcallError } from '#domain/errors.ts';
import type { HoldingKind, HoldingOfKind, HeldPermission, Projection } from '#domain/holdings.ts';
import type { Capability } from '#domain/operations.ts';
import type { Settled } from '#domain/settled.ts';
import type { Http } from '#http/http.ts';
import type { Call } from './call.ts';
import type { WritingAbility } from './writing.ts';

/**
 * The contract between the gateway and one kind of server.
 *
 * A connector has a small mandatory heart (accounts: list, read, current; probe) and optional abilities as
 * separate members; what a kind of server does not have is absent, never a method that throws. Whatever it is
 * given by the upstream it parses at the border: a shape that does not fit is UPSTREAM_BAD_RESPONSE naming the
 * path. All failures are RollcallErrors with `system` set.
 *
 * The suite in `test/contract` holds every connector to these obligations.
 */

export type { Call };

/** Accounts to read, by native id and by login; both may be empty, neither holds a value twice. */
export interface WantedAccounts {
  readonly ids: readonly string[];
  readonly logins: readonly string[];
}

/** One account with the facets asked for. A facet that failed carries its error; others stand. */
export interface AccountRead {
  readonly account: Account;
  readonly details?: Settled<AccountDetails> | undefined;
  readonly holdings: { readonly [K in HoldingKind]?: Settled<HoldingOfKind[K]> };
}

export interface AccountsRead {
  readonly found: readonly AccountRead[];
  /** Accounts that may exist but could not be read (hidden, failed). Wanted but in neither list: does not exist. */
  readonly failed: readonly {
    readonly wanted: { readonly id: string } | { readonly login: string };
    readonly error: RollcallError;
  }[];
}

/** All of one kind of entity, and one by one. */
export interface Catalogue<T> {
  /**
   * Every entity the identity may see, page by page, each once, in any order. `isWhole` may be false for rows
   * that a list shows slimmer than a read.
   */
  list(call: Call): AsyncIterable<readonly T[]>;
  /**
   * Whole entities by native id; what does not exist is absent from the map. As few calls as the upstream allows.
   */
  read(call: Call, ids: readonly string[]): Promise<ReadonlyMap<string, T>>;
}

/** Accounts directly inside or holding an entity, light, page by page, each once. NOT_FOUND if the entity is not there. */
type AccountsOf = (call: Call, entityId: string) => AsyncIterable<readonly Account[]>;

export interface RolesAbility extends Catalogue<Role> {
  readonly holders?: AccountsOf;
  /** True where accounts mention roles by id only, so that names come from the catalogue. */
  readonly mentionsLackNames?: boolean;
}
export interface GroupsAbility extends Catalogue<Group> {
  readonly members?: AccountsOf;
}
export interface TeamsAbility extends Catalogue<Team> {
  readonly members?: AccountsOf;
}

export interface ProjectGrant {
  /** Light is enough: id and login must be right. */
  readonly account: Pick<Account, 'nativeId' | 'login'>;
  readonly permission: HeldPermission;
}
export interface ProjectsAbility extends Catalogue<Project> {
  /** True where accounts mention projects by id only. */
  readonly mentionsLackNames?: boolean;
  /** Permissions held on each project, by project id; absent member: the kind has no project permissions. */
  readonly permissions?: (
    call: Call,
    projectIds: readonly string[],
  ) => Promise<ReadonlyMap<string, Settled<readonly ProjectGrant[]>>>;
}

export interface TokensAbility {
  /** `any`: tokens of every account, given the right; `self`: only of the account whose credentials are used. */
  readonly reach: 'any' | 'self';
  /**
   * Tokens by owner's native id, each owner's outcome apart. For reach `self` the ids hold the current account's
   * only: the caller of the contract sees to that.
   */
  list(
    call: Call,
    ownerIds: readonly string[],
  ): Promise<ReadonlyMap<string, Settled<readonly AccessToken[]>>>;
  /** One token; undefined where it is not there. Absent where the upstream shows tokens only as a list. */
  readonly read?: (call: Call, ownerId: string, tokenId: string) => Promise<AccessToken | undefined>;
}

/** What asking the server about itself brought. */
export interface Probe {
  readonly version?: string | undefined;
  /** What the server (edition, version, rights of the credentials) changes about the capabilities of its kind. */
  readonly capabilities: readonly Capability[];
}

export interface Connector {
  /** What this kind of server can do in principle; operations not named are UNSUPPORTED. */
  readonly capabilities: readonly Capability[];
  /** Facets this kind has. Asking for others is an error of the caller; the gateway answers them with nothing. */
  readonly holdings: ReadonlySet<HoldingKind>;

  /** Every account the identity may see, light, page by page, each once, in any order. */
  listAccounts(call: Call): AsyncIterable<readonly Account[]>;
  /**
   * Accounts with the facets of the projection, in as few calls as the upstream allows: it must not grow with
   * the number of accounts where the upstream offers a way round. Logins are compared ignoring case unless the
   * server tells them apart. Duplicates in the upstream's answer are dropped.
   */
  readAccounts(call: Call, wanted: WantedAccounts, projection: Projection): Promise<AccountsRead>;
  /** The account whose credentials the call uses. */
  readCurrentAccount(call: Call, projection: Projection): Promise<AccountRead>;
  /** Asks for the version and what the credentials may do; throws if unreachable or credentials are refused. */
  probe(call: Call): Promise<Probe>;

  readonly roles?: RolesAbility;
  readonly groups?: GroupsAbility;
  readonly teams?: TeamsAbility;
  readonly projects?: ProjectsAbility;
  readonly tokens?: TokensAbility;
  readonly writing?: WritingAbility;
}

/** Configured credentials, as in `rollcall.yaml`. */
export type Credentials =
  | { readonly token: string; readonly username?: string | undefined }
  | { readonly username: string; readonly password: string };

export interface ConnectorOptions<Settings> {
  /** Key of the system in the configuration. */
  readonly system: string;
  /** The address that paths are below: as configured, or as `normalizeUrl` made it. */
  readonly url: URL;
  readonly settings: Settings;
  readonly http: Http;
  readonly now: () => number;
}

/**
 * What a kind of connector exports. One from outside is a module whose export named `connector` is one of these;
 * `kind:` in the configuration then names the module.
 */
export interface ConnectorModule<Settings = unknown> {
  readonly kind: string;
  /** URL schemes it takes, without colon: `['http', 'https']`, `['file']`. */
  readonly urlSchemes: readonly string[];
  /** Settings beyond the common ones, under `settings:`; unknown keys must be refused (a strict object). */
  readonly settings: ZodType<Settings>;
  /** From what people paste, the address of a page or of the API, to the address that paths are below. */
  normalizeUrl?(url: URL): URL;
  /**
   * Value of the Authorization header for configured credentials; undefined where the kind needs none. Throws
   * INVALID_INPUT saying what is expected when the credentials are of a form this kind cannot use.
   */
  authorization(credentials: Credentials | undefined, settings: Settings): string | undefined;
  create(options: ConnectorOptions<Settings>): Connector;
}
