import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccountModel, UserConnectionModel, UserEdgeModel, RoleModel, RoleConnectionModel, RoleEdgeModel, GroupModel, GroupConnectionModel, GroupEdgeModel, TeamModel, TeamConnectionModel, TeamEdgeModel, ProjectModel, ProjectConnectionModel, ProjectEdgeModel, TokenModel, AccessTokenConnectionModel, AccessTokenEdgeModel, SystemModel, HealthModel, SourceModel, RoleGrant, GroupGrant, TeamGrant, PermissionGrant, GrantModel, CarrierModel, NodeModel } from '../directory/models.ts';
import type { UserPayloadModel, UsersPayloadModel, DeletePayloadModel, AccessPayloadModel, CreateAccessTokenPayloadModel, PayloadModel, ChangeModel, UserErrorModel } from '../directory/writing/models.ts';
import type { Problem as ProblemModel } from '../domain/errors.ts';
import type { Viewer as ViewerModel, GatewayContext } from '../context.ts';
import type { Capability as CapabilityModel } from '../domain/operations.ts';
import type { AccountDetails, ZephyrAccountDetails, ForemanAccountDetails, SquashAccountDetails, TeamCityAccountDetails, OtherAccountDetails } from '../domain/account.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * An instant, RFC 3339, e.g. `2026-01-31T08:15:00Z`. UTC on output; any offset on input. Every upstream's own format
   * is converted.
   */
  DateTime: { input: number; output: number; }
};

/** What an account can hold something through. */
export type AccessCarrier = Group | Team;

/** Something a user holds that lets them do something. */
export type AccessGrant = {
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** One line for people: `Project developer on Payments`. */
  readonly label: Scalars['String']['output'];
  /** Project it is limited to; null where it is not. */
  readonly project: Maybe<Project>;
  /** System it is in. */
  readonly system: System;
  /** Account that holds it. */
  readonly user: User;
  /** Group or team it is held through; null where held directly. */
  readonly via: Maybe<AccessCarrier>;
};

/** Answer of taking back grants. */
export type AccessPayload = MutationPayload & {
  readonly __typename?: 'AccessPayload';
  /** One entry for each upstream write and for each thing that needed or could have none, in order. */
  readonly changes: ReadonlyArray<Change>;
  /** What became of the whole. */
  readonly outcome: Outcome;
  /** Fingerprint of the plan and of the state it was made from. */
  readonly planHash: Scalars['String']['output'];
  /** Global ids of the grants that are gone now. */
  readonly revokedIds: ReadonlyArray<Scalars['ID']['output']>;
  /** What the caller can mend. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A secret with which programs sign in as an account. Its value is never shown here. */
export type AccessToken = Node & {
  readonly __typename?: 'AccessToken';
  /** Timestamp of creation; null where the system does not tell. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** Who created it; null where the system does not tell. */
  readonly createdBy: Maybe<Scalars['String']['output']>;
  /** Timestamp at which it stops working; see `expiry` for what a null means. */
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** NEVER and UNKNOWN are different: some systems cannot tell. */
  readonly expiry: TokenExpiry;
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** Timestamp of the last use; see `usage` for what a null means. */
  readonly lastUsedAt: Maybe<Scalars['DateTime']['output']>;
  /** Name given at creation. */
  readonly name: Scalars['String']['output'];
  /** What the system itself calls the token; its name where it has no other id. */
  readonly nativeId: Scalars['String']['output'];
  /** Account it signs in as; null where the system names an owner that can no longer be found. */
  readonly owner: Maybe<User>;
  /** Whether it can be used. */
  readonly state: TokenState;
  /** System the token is for. */
  readonly system: System;
  /** NEVER_USED and UNKNOWN are different: some systems cannot tell. */
  readonly usage: TokenUsage;
};

/** A page of tokens. */
export type AccessTokenConnection = {
  readonly __typename?: 'AccessTokenConnection';
  /** Tokens with their cursors. */
  readonly edges: ReadonlyArray<AccessTokenEdge>;
  /** Says whether every system asked contributed. */
  readonly isComplete: Scalars['Boolean']['output'];
  /** Tokens alone. */
  readonly nodes: ReadonlyArray<AccessToken>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system contributed. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many match over all systems asked; null when one of them could not be counted. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A token with its cursor. */
export type AccessTokenEdge = {
  readonly __typename?: 'AccessTokenEdge';
  /** Place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The token. */
  readonly node: AccessToken;
};

/** Restricts a list of tokens; what is absent does not restrict, an empty list matches nothing. */
export type AccessTokenFilter = {
  /** Expires before this; leaves out those that never do. */
  readonly expiresBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Tokens known to never expire (true) or known to expire (false). */
  readonly neverExpires?: InputMaybe<Scalars['Boolean']['input']>;
  /** Part of the name, without regard to case. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Any of these. */
  readonly state?: InputMaybe<ReadonlyArray<TokenState>>;
  /** Keys of the systems to ask; all where absent. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Not used since this instant, as far as the system can tell: never used, or last used before it. */
  readonly unusedSince?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A name with a value. */
export type Attribute = {
  readonly __typename?: 'Attribute';
  /** Name as the system spells it. */
  readonly name: Scalars['String']['output'];
  /** Value; null where it is hidden or empty. */
  readonly value: Maybe<Scalars['String']['output']>;
};

/** A name with a value. */
export type AttributeInput = {
  /** Name as the system spells it. */
  readonly name: Scalars['String']['input'];
  /** Value. */
  readonly value: Scalars['String']['input'];
};

/** Whether one operation can be done in one system. */
export type Capability = {
  readonly __typename?: 'Capability';
  /** Why not, or how it is emulated, in a sentence for people. */
  readonly note: Maybe<Scalars['String']['output']>;
  /** Operation it is about. */
  readonly operation: Operation;
  /** Whether and how. */
  readonly support: Support;
};

/** One upstream write, done or to be done, or what stands in its place. */
export type Change = {
  readonly __typename?: 'Change';
  /** Says whether something is lost that cannot simply be given back. */
  readonly isDestructive: Scalars['Boolean']['output'];
  /** What a person can do instead where the gateway cannot. */
  readonly manualInstruction: Maybe<Scalars['String']['output']>;
  /** What it does. */
  readonly operation: Operation;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it failed, was skipped or is unknown. */
  readonly problem: Maybe<Problem>;
  /** What was there before and is no longer, e.g. the permission that a new one displaced. */
  readonly replaced: ReadonlyArray<Scalars['String']['output']>;
  /** One line for people: `Add ada.lovelace to group QA`. */
  readonly summary: Scalars['String']['output'];
  /** System it is in. */
  readonly system: System;
};

/** Brakes for far-reaching mutations: apply only the plan that was seen, or at most so many writes. */
export type ChangeGuard =
  /** Most upstream writes. */
  { readonly maxChanges: Scalars['Int']['input']; readonly planHash?: never; }
  |  /** `planHash` of the dry run. */
  { readonly maxChanges?: never; readonly planHash: Scalars['String']['input']; };

/**
 * APPLIED: written. UNCHANGED: was so already. PLANNED: a dry run. SKIPPED: not tried. UNSUPPORTED: the system cannot.
 * FAILED: the system said no. UNKNOWN: the write may or may not have happened and looking did not settle it.
 */
export type ChangeOutcome =
  /** Written. */
  | 'APPLIED'
  /** The system said no, or the write is not there. */
  | 'FAILED'
  /** A dry run: not written. */
  | 'PLANNED'
  /** Not tried. */
  | 'SKIPPED'
  /** It was so already. */
  | 'UNCHANGED'
  /** It may or may not have happened, and looking did not settle it. */
  | 'UNKNOWN'
  /** The system cannot do it; `manualInstruction` says what a person can do. */
  | 'UNSUPPORTED';

/** State of a circuit breaker: it spares a system that keeps failing. */
export type CircuitState =
  /** Calls go through. */
  | 'CLOSED'
  /** One call is let through to see. */
  | 'HALF_OPEN'
  /** Calls are refused at once. */
  | 'OPEN';

/** A token to be made. */
export type CreateAccessTokenInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** When it is to stop working; never where absent. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Same key and input return the first outcome, without secrets; same key with other input is refused. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Its name, unique for the owner in most systems. */
  readonly name: Scalars['String']['input'];
  /** Whose it is to be. */
  readonly owner: UserRef;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of making a token. */
export type CreateAccessTokenPayload = MutationPayload & {
  readonly __typename?: 'CreateAccessTokenPayload';
  /** The token as lists show it. */
  readonly accessToken: Maybe<AccessToken>;
  /** One entry for each upstream write and for each thing that needed or could have none, in order. */
  readonly changes: ReadonlyArray<Change>;
  /** What became of the whole. */
  readonly outcome: Outcome;
  /** Fingerprint of the plan and of the state it was made from. */
  readonly planHash: Scalars['String']['output'];
  /** The token itself: shown now and never again; not logged, cached or stored. */
  readonly secret: Maybe<Scalars['String']['output']>;
  /** What the caller can mend. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** An account to be made. */
export type CreateUserInput = {
  /** What only this kind of system knows. */
  readonly details?: InputMaybe<UserDetailsInput>;
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Makes a password and returns it once in `generatedPassword`. */
  readonly generatePassword: Scalars['Boolean']['input'];
  /** Groups to put it into: ids, native ids or names. */
  readonly groups?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Same key and input return the first outcome, without secrets; same key with other input is refused. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** False: made and then disabled. */
  readonly isActive: Scalars['Boolean']['input'];
  /** First password, where the system takes one. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** Names; the login is required. */
  readonly profile: UserProfile;
  /** Permissions to give. */
  readonly projectPermissions?: InputMaybe<ReadonlyArray<PermissionChoice>>;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Roles to give. */
  readonly roles?: InputMaybe<ReadonlyArray<RoleChoice>>;
  /** Key of the system. */
  readonly system: Scalars['String']['input'];
  /** Teams to put it into: ids, native ids or names. */
  readonly teams?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Answer of a deletion or revocation. */
export type DeletePayload = MutationPayload & {
  readonly __typename?: 'DeletePayload';
  /** One entry for each upstream write and for each thing that needed or could have none, in order. */
  readonly changes: ReadonlyArray<Change>;
  /** Global ids of what is gone now. */
  readonly deletedIds: ReadonlyArray<Scalars['ID']['output']>;
  /** What became of the whole. */
  readonly outcome: Outcome;
  /** Fingerprint of the plan and of the state it was made from. */
  readonly planHash: Scalars['String']['output'];
  /** What the caller can mend. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Accounts to delete. */
export type DeleteUsersInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Brakes: apply only the plan that was seen, or at most so many writes. */
  readonly guard?: InputMaybe<ChangeGuard>;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which accounts, of any systems. */
  readonly users: ReadonlyArray<UserRef>;
};

/**
 * Stable codes of everything that can go wrong. They come as `extensions.code` of an entry in `errors` (with
 * `extensions.system` where it is about one system) and as `Problem.code`.
 */
export type ErrorCode =
  /** What should be made is there already. */
  | 'ALREADY_EXISTS'
  /** A name fits several things; use an id. */
  | 'AMBIGUOUS'
  /** Something changed meanwhile that stands in the way. */
  | 'CONFLICT'
  /** The caller lacks the scope, or the configuration allows no such request. */
  | 'FORBIDDEN'
  /** The plan has more writes than the guard allows. */
  | 'GUARD_EXCEEDED'
  /** The idempotency key was used with another input. */
  | 'IDEMPOTENCY_MISMATCH'
  /** A system is missing from the answer and `requireComplete` was set. */
  | 'INCOMPLETE'
  /** A defect of the gateway; the log has the details under the request id. */
  | 'INTERNAL'
  /** The request is not well formed; the message says what was expected and what came. */
  | 'INVALID_INPUT'
  /** What the request names does not exist, e.g. a system key that is not configured. */
  | 'NOT_FOUND'
  /** A write may or may not have happened. */
  | 'OUTCOME_UNKNOWN'
  /** The plan is not the one the guard names. */
  | 'PLAN_CHANGED'
  /** Refused to keep the gateway or the last administrator from being locked out. */
  | 'PROTECTED'
  /** The caller asks too often, or too many requests are under way. */
  | 'RATE_LIMITED'
  /** The system is configured as read-only. */
  | 'READ_ONLY'
  /** The system allows it only for the account whose credentials are used. */
  | 'SELF_ONLY'
  /** The request asks for more than allowed: it is too large to be run, or would cause too many upstream calls. */
  | 'TOO_EXPENSIVE'
  /** Credentials of the caller are missing or wrong. */
  | 'UNAUTHENTICATED'
  /** This kind of system has no such thing or cannot do it. */
  | 'UNSUPPORTED'
  /** The system answered something that does not fit its contract. */
  | 'UPSTREAM_BAD_RESPONSE'
  /** The system does not allow it to the account used. */
  | 'UPSTREAM_FORBIDDEN'
  /** The system asks to slow down. */
  | 'UPSTREAM_RATE_LIMITED'
  /** The system refused the request. */
  | 'UPSTREAM_REJECTED'
  /** The system did not answer in time. */
  | 'UPSTREAM_TIMEOUT'
  /** The system refused the credentials used. */
  | 'UPSTREAM_UNAUTHENTICATED'
  /** The system cannot be reached or failed. */
  | 'UPSTREAM_UNAVAILABLE';

/** What only Foreman knows about an account. */
export type ForemanUserDetails = {
  readonly __typename?: 'ForemanUserDetails';
  /** Where passwords are checked, e.g. `Internal`. */
  readonly authSource: Maybe<Scalars['String']['output']>;
  /** Location chosen at sign-in. */
  readonly defaultLocation: Maybe<Scalars['String']['output']>;
  /** Organization chosen at sign-in. */
  readonly defaultOrganization: Maybe<Scalars['String']['output']>;
  /** Free text. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Says whether Foreman sends mail to the account. */
  readonly isMailEnabled: Maybe<Scalars['Boolean']['output']>;
  /** Language, e.g. `de`. */
  readonly locale: Maybe<Scalars['String']['output']>;
  /** Names of the locations the account belongs to. */
  readonly locations: ReadonlyArray<Scalars['String']['output']>;
  /** Names of the organizations the account belongs to. */
  readonly organizations: ReadonlyArray<Scalars['String']['output']>;
  /** Time zone by its Rails name, e.g. `Tokyo`. */
  readonly timezone: Maybe<Scalars['String']['output']>;
};

/** What only Foreman knows about an account. */
export type ForemanUserInput = {
  /** Native id of the place where passwords are checked; the internal one unless said. */
  readonly authSourceId?: InputMaybe<Scalars['String']['input']>;
  /** Free text. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Whether the account administers the server. */
  readonly isAdministrator?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether Foreman sends mail to the account. */
  readonly isMailEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Language, e.g. `de`. */
  readonly locale?: InputMaybe<Scalars['String']['input']>;
  /** Native ids of all locations the account is to belong to. */
  readonly locationIds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Native ids of all organizations the account is to belong to. */
  readonly organizationIds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Time zone by its Rails name. */
  readonly timezone?: InputMaybe<Scalars['String']['input']>;
};

/** A permission to give. */
export type GrantProjectPermissionInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** The system's name for it. */
  readonly permission: Scalars['String']['input'];
  /** Ids, native ids or names of projects. */
  readonly projects: ReadonlyArray<Scalars['String']['input']>;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which account. */
  readonly user: UserRef;
};

/** A set of accounts that the system treats alike. */
export type Group = Node & {
  readonly __typename?: 'Group';
  /** Free text; null where none is set or told. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** Accounts directly in the group, by login. Null with an error where they cannot be read. */
  readonly members: Maybe<UserConnection>;
  /** Name as the system spells it. */
  readonly name: Scalars['String']['output'];
  /** What the system itself calls the group. */
  readonly nativeId: Scalars['String']['output'];
  /** Groups this one is directly inside of. Empty where groups do not nest. */
  readonly parents: Maybe<ReadonlyArray<Group>>;
  /** Roles the group gives its members. Empty where groups carry none. */
  readonly roles: Maybe<ReadonlyArray<Role>>;
  /** System the group is in. */
  readonly system: System;
};


/** A set of accounts that the system treats alike. */
export type GroupMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of groups. */
export type GroupConnection = {
  readonly __typename?: 'GroupConnection';
  /** Groups with their cursors. */
  readonly edges: ReadonlyArray<GroupEdge>;
  /** Says whether every system asked contributed. */
  readonly isComplete: Scalars['Boolean']['output'];
  /** Groups alone. */
  readonly nodes: ReadonlyArray<Group>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system contributed. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many match over all systems asked; null when one of them could not be counted. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A group with its cursor. */
export type GroupEdge = {
  readonly __typename?: 'GroupEdge';
  /** Place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The group. */
  readonly node: Group;
};

/** An account in a group. */
export type GroupMembership = AccessGrant & Node & {
  readonly __typename?: 'GroupMembership';
  /** Group it is in. */
  readonly group: Group;
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** One line for people. */
  readonly label: Scalars['String']['output'];
  /** Always null: groups are not limited to projects. */
  readonly project: Maybe<Project>;
  /** System it is in. */
  readonly system: System;
  /** Account that holds it. */
  readonly user: User;
  /** Group or team it is held through; null where held directly. */
  readonly via: Maybe<AccessCarrier>;
};

/** Groups of an account. */
export type GroupsInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Which groups: ids, native ids or names. */
  readonly groups: ReadonlyArray<Scalars['String']['input']>;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which account. */
  readonly user: UserRef;
};

/** How well a system can be used. */
export type HealthStatus =
  /** Answers, but refuses the credentials or a part. */
  | 'DEGRADED'
  /** No usable answer. */
  | 'DOWN'
  /** Not checked yet. */
  | 'UNKNOWN'
  /** Usable. */
  | 'UP';

/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Puts an account into groups; those it is in already are UNCHANGED. */
  readonly addToGroups: UserPayload;
  /** Puts an account into teams; those it is in already are UNCHANGED. */
  readonly addToTeams: UserPayload;
  /** Gives roles; those already held are UNCHANGED. */
  readonly assignRoles: UserPayload;
  /** Makes an access token; `secret` shows it this once. */
  readonly createAccessToken: CreateAccessTokenPayload;
  /**
   * Creates an account, with roles, groups, teams and permissions where given. An account that is there already is not
   * touched: `ALREADY_EXISTS`.
   *
   * ```graphql
   * mutation { createUser(input: { system: "squash", profile: { login: "gmurray", lastName: "Murray" }, generatePassword: true }) {
   *   outcome changes { summary outcome } userErrors { code message field } user { id } generatedPassword } }
   * ```
   */
  readonly createUser: UserPayload;
  /** Deletes accounts for good; systems that cannot delete report `UNSUPPORTED`. */
  readonly deleteUsers: DeletePayload;
  /** Gives a permission on projects; one that it displaces is in `replaced`. */
  readonly grantProjectPermission: UserPayload;
  /** Takes an account out of groups; those it is not in are UNCHANGED. */
  readonly removeFromGroups: UserPayload;
  /** Takes an account out of teams; those it is not in are UNCHANGED. */
  readonly removeFromTeams: UserPayload;
  /** Makes the direct memberships exactly these: the difference is written, additions first. */
  readonly replaceGroups: UserPayload;
  /** Makes the directly held roles exactly these: the difference is written, additions first. */
  readonly replaceRoles: UserPayload;
  /** Takes back any grants by id, whatever their kind and system. */
  readonly revokeAccess: AccessPayload;
  /** Revokes tokens by id; those revoked already are UNCHANGED. */
  readonly revokeAccessTokens: DeletePayload;
  /** Revokes every token of one account but the ones excepted and the one that signs this request in. */
  readonly revokeAllAccessTokens: DeletePayload;
  /** Takes back whatever permission is held on projects. */
  readonly revokeProjectPermissions: UserPayload;
  /** Takes roles back; those not held are UNCHANGED. */
  readonly revokeRoles: UserPayload;
  /** Enables or disables accounts. Where a system cannot disable, `UNSUPPORTED` says what a person can do. */
  readonly setUserStatus: UsersPayload;
  /** Changes names, e-mail, login, password or details of an account; what is not given stays. */
  readonly updateUser: UserPayload;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationAddToGroupsArgs = {
  input: GroupsInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationAddToTeamsArgs = {
  input: TeamsInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationAssignRolesArgs = {
  input: RolesInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationCreateAccessTokenArgs = {
  input: CreateAccessTokenInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationDeleteUsersArgs = {
  input: DeleteUsersInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationGrantProjectPermissionArgs = {
  input: GrantProjectPermissionInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationRemoveFromGroupsArgs = {
  input: GroupsInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationRemoveFromTeamsArgs = {
  input: TeamsInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationReplaceGroupsArgs = {
  input: GroupsInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationReplaceRolesArgs = {
  input: RolesInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationRevokeAccessArgs = {
  input: RevokeAccessInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationRevokeAccessTokensArgs = {
  input: RevokeAccessTokensInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationRevokeAllAccessTokensArgs = {
  input: RevokeAllAccessTokensInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationRevokeProjectPermissionsArgs = {
  input: RevokeProjectPermissionsInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationRevokeRolesArgs = {
  input: RolesInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationSetUserStatusArgs = {
  input: SetUserStatusInput;
};


/**
 * Everything that can be changed. A mutation becomes a plan: an ordered list of upstream writes. With `dryRun` the plan is
 * returned and nothing is written; without, the very same writes are made, and `changes` says of each what happened.
 *
 * What a caller can act on comes as `userErrors` and `changes`, not as `errors`. Every mutation leaves an audit record.
 */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};

/** What every mutation answers. */
export type MutationPayload = {
  /** One entry for each upstream write and for each thing that needed or could have none, in order. */
  readonly changes: ReadonlyArray<Change>;
  /** What became of the whole. */
  readonly outcome: Outcome;
  /** Fingerprint of the plan and of the state it was made from; a guard takes it back. */
  readonly planHash: Scalars['String']['output'];
  /** What the caller can mend. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Restricts a list of named things. */
export type NamedFilter = {
  /** Part of the name, without regard to case. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Keys of the systems to ask; all where absent, none where empty. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Anything that can be fetched again by its id with `node`. */
export type Node = {
  /** Global and opaque: do not look inside. */
  readonly id: Scalars['ID']['output'];
};

/** What can be done in a system. */
export type Operation =
  /** Put an account into a group. */
  | 'ADD_TO_GROUP'
  /** Put an account into a team. */
  | 'ADD_TO_TEAM'
  /** Give an account a role. */
  | 'ASSIGN_ROLE'
  /** Create an access token. */
  | 'CREATE_TOKEN'
  /** Create an account. */
  | 'CREATE_USER'
  /** Delete an account for good. */
  | 'DELETE_USER'
  /** Give an account a permission on a project. */
  | 'GRANT_PROJECT_PERMISSION'
  /** List all groups. */
  | 'LIST_GROUPS'
  /** List all projects. */
  | 'LIST_PROJECTS'
  /** List all roles. */
  | 'LIST_ROLES'
  /** List all teams. */
  | 'LIST_TEAMS'
  /** List access tokens. */
  | 'LIST_TOKENS'
  /** List all accounts. */
  | 'LIST_USERS'
  /** Read the account whose credentials are used. */
  | 'READ_CURRENT_USER'
  /** Read which groups an account is in. */
  | 'READ_GROUPS'
  /** Read which permissions an account has on projects. */
  | 'READ_PROJECT_PERMISSIONS'
  /** Read which roles an account has. */
  | 'READ_ROLES'
  /** Read which teams an account is in. */
  | 'READ_TEAMS'
  /** Read an account by id or login. */
  | 'READ_USER'
  /** Take an account out of a group. */
  | 'REMOVE_FROM_GROUP'
  /** Take an account out of a team. */
  | 'REMOVE_FROM_TEAM'
  /** Set an account's groups as a whole. */
  | 'REPLACE_GROUPS'
  /** Set an account's roles as a whole. */
  | 'REPLACE_ROLES'
  /** Revoke all access tokens of an account. */
  | 'REVOKE_ALL_TOKENS'
  /** Take a permission on a project from an account. */
  | 'REVOKE_PROJECT_PERMISSION'
  /** Take a role from an account. */
  | 'REVOKE_ROLE'
  /** Revoke one access token. */
  | 'REVOKE_TOKEN'
  /** Set an account's password. */
  | 'SET_PASSWORD'
  /** Enable or disable an account. */
  | 'SET_USER_STATUS'
  /** Change an account's names, e-mail and the like. */
  | 'UPDATE_USER';

/** Direction of an order; nulls come last in both. */
export type OrderDirection =
  /** Smallest first. */
  | 'ASC'
  /** Largest first. */
  | 'DESC';

/** What a third party's connector knows about an account. */
export type OtherUserDetails = {
  readonly __typename?: 'OtherUserDetails';
  /** Names and values as the connector gives them. */
  readonly attributes: ReadonlyArray<Attribute>;
};

/**
 * APPLIED: all that was wanted is so now. UNCHANGED: it was so before. PLANNED: a dry run. PARTIAL: some of it, see
 * `changes`. FAILED: nothing was written. UNKNOWN: a write may or may not have happened, see `changes`.
 */
export type Outcome =
  /** All that was wanted is so now, and something was written for it. */
  | 'APPLIED'
  /** Nothing was written. */
  | 'FAILED'
  /** Some of it is so now, see `changes`. */
  | 'PARTIAL'
  /** A dry run: nothing was written. */
  | 'PLANNED'
  /** It was so before; nothing was written. */
  | 'UNCHANGED'
  /** A write may or may not have happened, see `changes`. */
  | 'UNKNOWN';

/** Where a page stands in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last edge; null on an empty page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Says whether more follows. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Says whether something comes before. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null on an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** A permission on projects. */
export type PermissionChoice = {
  /** The system's name for it. */
  readonly permission: Scalars['String']['input'];
  /** Ids, native ids or names. */
  readonly projects: ReadonlyArray<Scalars['String']['input']>;
};

/** Why an upstream could not be used; never holds a secret. */
export type Problem = {
  readonly __typename?: 'Problem';
  /** Stable code; the list with remedies is in the documentation. */
  readonly code: ErrorCode;
  /** Status the upstream answered with, if it answered. */
  readonly httpStatus: Maybe<Scalars['Int']['output']>;
  /** Says whether the same request may succeed later without anybody changing anything. */
  readonly isRetryable: Scalars['Boolean']['output'];
  /** For people: what was expected, what came, what to do. */
  readonly message: Scalars['String']['output'];
  /** Seconds the upstream asked to wait. */
  readonly retryAfterSeconds: Maybe<Scalars['Int']['output']>;
  /** System it is about, where it is about one. */
  readonly system: Maybe<System>;
};

/** What permissions and roles can be limited to. */
export type Project = Node & {
  readonly __typename?: 'Project';
  /** Free text as the system has it, HTML where it keeps HTML: do not show it unescaped. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** Says whether the project is in use; null where the system does not tell. */
  readonly isActive: Maybe<Scalars['Boolean']['output']>;
  /** Short label; null where the system has none. */
  readonly label: Maybe<Scalars['String']['output']>;
  /** Name as the system spells it; the native id where names cannot be read. */
  readonly name: Scalars['String']['output'];
  /** What the system itself calls the project. */
  readonly nativeId: Scalars['String']['output'];
  /** Permissions held on the project. Empty where the system has none apart from roles; null with an error where they cannot be read. */
  readonly permissions: Maybe<ReadonlyArray<ProjectPermission>>;
  /** System the project is in. */
  readonly system: System;
};

/** A page of projects. */
export type ProjectConnection = {
  readonly __typename?: 'ProjectConnection';
  /** Projects with their cursors. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** Says whether every system asked contributed. */
  readonly isComplete: Scalars['Boolean']['output'];
  /** Projects alone. */
  readonly nodes: ReadonlyArray<Project>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system contributed. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many match over all systems asked; null when one of them could not be counted. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A project with its cursor. */
export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  /** Place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The project. */
  readonly node: Project;
};

/** A permission of an account on a project. */
export type ProjectPermission = AccessGrant & Node & {
  readonly __typename?: 'ProjectPermission';
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** One line for people. */
  readonly label: Scalars['String']['output'];
  /** Name as the system spells it: `advanced_tester`, `project_viewer`, a custom profile, `lead` … */
  readonly permission: Scalars['String']['output'];
  /** Project it is on. */
  readonly project: Project;
  /** System it is in. */
  readonly system: System;
  /** Account that holds it. */
  readonly user: User;
  /** Group or team it is held through; null where held directly. */
  readonly via: Maybe<AccessCarrier>;
};

/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * Access tokens over all systems, by name. Where a system shows only the tokens of the account in use, its source
   * is PARTIAL. Never shows the value of a token.
   */
  readonly accessTokens: AccessTokenConnection;
  /** Groups over all systems, by name. */
  readonly groups: GroupConnection;
  /**
   * Fetches one thing again by its `id`. Null without an error if it does not exist (any more).
   *
   * Errors: `INVALID_INPUT` for an id this API did not hand out; upstream codes where its system cannot be asked.
   */
  readonly node: Maybe<Node>;
  /**
   * Fetches many things by their ids, in the order asked; a null where one does not exist. Users of one system are
   * read together, in as few upstream calls as the system allows.
   *
   * Errors: `INVALID_INPUT` for more ids than the largest page allows.
   */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** Projects over all systems, by name. */
  readonly projects: ProjectConnection;
  /** Roles over all systems, by name. */
  readonly roles: RoleConnection;
  /** One configured system. Null if no system has that key. */
  readonly system: Maybe<System>;
  /** Every configured system, in the order of the configuration. */
  readonly systems: ReadonlyArray<System>;
  /** Teams over all systems, by name. */
  readonly teams: TeamConnection;
  /**
   * One account, read live. Null without an error if there is none by that name.
   *
   * ```graphql
   * { user(by: { login: { system: "teamcity", login: "alovelace" } }) { id displayName } }
   * ```
   *
   * Errors: `INVALID_INPUT` (not exactly one way of naming it, empty login), `NOT_FOUND` (system key not configured).
   */
  readonly user: Maybe<User>;
  /**
   * Accounts over all systems as one list: ordered, filtered and counted across systems.
   *
   * ```graphql
   * { users(first: 20, filter: { search: "ada" }) { totalCount isComplete nodes { system { key } login email } } }
   * ```
   *
   * Errors: `INVALID_INPUT` (page arguments, cursor), `NOT_FOUND` (a system key that is not configured), `INCOMPLETE`
   * (with `requireComplete`).
   */
  readonly users: UserConnection;
  /** Who is asking, as the gateway sees it. */
  readonly viewer: Viewer;
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryAccessTokensArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AccessTokenFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  requireComplete: Scalars['Boolean']['input'];
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryGroupsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NamedFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NamedFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryRolesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NamedFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QuerySystemArgs = {
  key: Scalars['String']['input'];
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryTeamsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NamedFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryUserArgs = {
  by: UserRef;
};


/**
 * Everything that can be asked. Fields that list things over several systems never fail because one system does:
 * look at `isComplete` and `sources`.
 */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserOrder>;
  requireComplete: Scalars['Boolean']['input'];
};

/** Grants to take back. */
export type RevokeAccessInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Ids of role assignments, memberships and permissions, of any accounts and systems. */
  readonly grantIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Brakes: apply only the plan that was seen, or at most so many writes. */
  readonly guard?: InputMaybe<ChangeGuard>;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** Tokens to revoke. */
export type RevokeAccessTokensInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Ids of tokens, of any owners and systems. */
  readonly ids: ReadonlyArray<Scalars['ID']['input']>;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** All tokens of an account. */
export type RevokeAllAccessTokensInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Ids of tokens to keep. */
  readonly exceptIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Brakes: apply only the plan that was seen, or at most so many writes. */
  readonly guard?: InputMaybe<ChangeGuard>;
  /** Whose tokens. */
  readonly owner: UserRef;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** Permissions to take back. */
export type RevokeProjectPermissionsInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Ids, native ids or names of projects. */
  readonly projects: ReadonlyArray<Scalars['String']['input']>;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which account. */
  readonly user: UserRef;
};

/** What an account may be given; what it allows is up to the system. */
export type Role = Node & {
  readonly __typename?: 'Role';
  /** Free text; null where none is set or told. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Accounts that hold the role, directly or through a group, by login. Null with an error where they cannot be read. */
  readonly holders: Maybe<UserConnection>;
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** Name as the system spells it, blanks at the ends included; the native id where names cannot be read. */
  readonly name: Scalars['String']['output'];
  /** What the system itself calls the role. */
  readonly nativeId: Scalars['String']['output'];
  /** What the role allows, in the system's words; null where it does not tell. */
  readonly permissions: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** System the role is in. */
  readonly system: System;
};


/** What an account may be given; what it allows is up to the system. */
export type RoleHoldersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A role held by an account. */
export type RoleAssignment = AccessGrant & Node & {
  readonly __typename?: 'RoleAssignment';
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** One line for people. */
  readonly label: Scalars['String']['output'];
  /** Project it is limited to; null where it is not. */
  readonly project: Maybe<Project>;
  /** Role that is held. */
  readonly role: Role;
  /** Scope as the system writes it, e.g. TeamCity's `g` or `p:Payments`; null where roles have no scope. */
  readonly scope: Maybe<Scalars['String']['output']>;
  /** System it is in. */
  readonly system: System;
  /** Account that holds it. */
  readonly user: User;
  /** Group or team it is held through; null where held directly. */
  readonly via: Maybe<AccessCarrier>;
};

/** A role, within a project where given. */
export type RoleChoice = {
  /** Id, native id or name of a project; absent means global. */
  readonly project?: InputMaybe<Scalars['String']['input']>;
  /** Id, native id or name. */
  readonly role: Scalars['String']['input'];
};

/** A page of roles. */
export type RoleConnection = {
  readonly __typename?: 'RoleConnection';
  /** Roles with their cursors. */
  readonly edges: ReadonlyArray<RoleEdge>;
  /** Says whether every system asked contributed. */
  readonly isComplete: Scalars['Boolean']['output'];
  /** Roles alone. */
  readonly nodes: ReadonlyArray<Role>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system contributed. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many match over all systems asked; null when one of them could not be counted. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A role with its cursor. */
export type RoleEdge = {
  readonly __typename?: 'RoleEdge';
  /** Place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The role. */
  readonly node: Role;
};

/** Roles of an account. */
export type RolesInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which roles. */
  readonly roles: ReadonlyArray<RoleChoice>;
  /** Which account. */
  readonly user: UserRef;
};

/** What a caller may do; each scope includes the lesser ones. */
export type Scope =
  /** Deletions and the audit; includes all others. */
  | 'ADMIN'
  /** Queries. */
  | 'READ'
  /** Mutations on access tokens; includes READ. */
  | 'TOKENS'
  /** Mutations; includes READ. */
  | 'WRITE';

/** Accounts to enable or disable. */
export type SetUserStatusInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** What they are to be. */
  readonly status: SettableUserStatus;
  /** Which accounts, of any systems. */
  readonly users: ReadonlyArray<UserRef>;
};

/** What an account may be set to. */
export type SettableUserStatus =
  /** The account can be used. */
  | 'ACTIVE'
  /** The account is switched off. */
  | 'DISABLED';

/** How much of one system is in an answer. Only FRESH, STALE and UNSUPPORTED leave `isComplete` true. */
export type SourceState =
  /** Nothing of it is here; `problem` tells why. */
  | 'FAILED'
  /** Read within the snapshot's age. */
  | 'FRESH'
  /** Only a part can be seen (own tokens only, say); `problem` tells why. */
  | 'PARTIAL'
  /** Not asked. */
  | 'SKIPPED'
  /** An older answer, because the system cannot be reached now. */
  | 'STALE'
  /** The system has no such thing. */
  | 'UNSUPPORTED';

/** How one system contributed to an answer. */
export type SourceStatus = {
  readonly __typename?: 'SourceStatus';
  /** Timestamp at which the data was read upstream; null where nothing was read. */
  readonly asOf: Maybe<Scalars['DateTime']['output']>;
  /** Why it is not whole or not fresh. */
  readonly problem: Maybe<Problem>;
  /** How much of it is in the answer. */
  readonly state: SourceState;
  /** System it is about. */
  readonly system: System;
  /** How many rows of the list this system has after filters; null where they could not be counted. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** What only Squash TM knows about an account. */
export type SquashUserDetails = {
  readonly __typename?: 'SquashUserDetails';
  /** Says whether the account may delete from the front end (Premium plugin). */
  readonly canDeleteFromFront: Maybe<Scalars['Boolean']['output']>;
  /** Group as Squash spells it: `Admin`, `User`, `TestAutomationServer`. */
  readonly userGroup: Maybe<Scalars['String']['output']>;
};

/** What only Squash TM knows about an account. */
export type SquashUserInput = {
  /** Whether the account may delete from the front end. */
  readonly canDeleteFromFront?: InputMaybe<Scalars['Boolean']['input']>;
  /** User group: admin, user or testAutomationServer. */
  readonly userGroup?: InputMaybe<Scalars['String']['input']>;
};

/** Whether an operation can be done in a system. */
export type Support =
  /** The gateway does it with several calls. */
  | 'EMULATED'
  /** Only for the account whose credentials are used. */
  | 'SELF_ONLY'
  /** The system does it. */
  | 'SUPPORTED'
  /** It takes a call to find out, and none was made yet. */
  | 'UNKNOWN'
  /** Not possible. */
  | 'UNSUPPORTED';

/** One connected upstream server. */
export type System = Node & {
  readonly __typename?: 'System';
  /** What can be done there, operation by operation; learnt from the connector and from probing the server. */
  readonly capabilities: ReadonlyArray<Capability>;
  /** Whether it can be used now; checked when asked, at most every few seconds. */
  readonly health: SystemHealth;
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** Says whether the configuration forbids writing. */
  readonly isReadOnly: Scalars['Boolean']['output'];
  /** Short name from the configuration, e.g. `teamcity`; used wherever an input names a system. */
  readonly key: Scalars['String']['output'];
  /** Which connector speaks to it: `zephyr`, `foreman`, `squash`, `teamcity`, or a third party's. */
  readonly kind: Scalars['String']['output'];
  /** Name for people. */
  readonly name: Scalars['String']['output'];
  /** Address of the server. */
  readonly url: Scalars['String']['output'];
  /** Version the upstream reports; null where it does not or cannot be asked. */
  readonly version: Maybe<Scalars['String']['output']>;
};


/** One connected upstream server. */
export type SystemCapabilitiesArgs = {
  operations?: InputMaybe<ReadonlyArray<Operation>>;
};

/** Whether a system can be used now. */
export type SystemHealth = {
  readonly __typename?: 'SystemHealth';
  /** Timestamp of the last check. */
  readonly checkedAt: Maybe<Scalars['DateTime']['output']>;
  /** State of the circuit breaker towards it. */
  readonly circuit: CircuitState;
  /** How long the check took. */
  readonly latencyMs: Maybe<Scalars['Float']['output']>;
  /** Why it is not UP. */
  readonly problem: Maybe<Problem>;
  /** UP: usable. DEGRADED: answers, but refuses the credentials or a part. DOWN: no usable answer. UNKNOWN: not checked. */
  readonly status: HealthStatus;
};

/** People who work together, as the system knows them. */
export type Team = Node & {
  readonly __typename?: 'Team';
  /** Timestamp of creation; null where the system does not tell. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** Login of whoever created it. */
  readonly createdBy: Maybe<Scalars['String']['output']>;
  /** Free text as the system has it, HTML where it keeps HTML: do not show it unescaped. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** Accounts in the team, by login. Null with an error where they cannot be read. */
  readonly members: Maybe<UserConnection>;
  /** Name as the system spells it. */
  readonly name: Scalars['String']['output'];
  /** What the system itself calls the team. */
  readonly nativeId: Scalars['String']['output'];
  /** System the team is in. */
  readonly system: System;
  /** Timestamp of the last change; null where the system does not tell. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
  /** Login of whoever changed it last. */
  readonly updatedBy: Maybe<Scalars['String']['output']>;
};


/** People who work together, as the system knows them. */
export type TeamMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** What only TeamCity knows about an account. */
export type TeamCityUserDetails = {
  readonly __typename?: 'TeamCityUserDetails';
  /** Says whether the account has a password. */
  readonly hasPassword: Maybe<Scalars['Boolean']['output']>;
  /** Properties kept by TeamCity and its plugins. */
  readonly properties: Maybe<ReadonlyArray<Attribute>>;
  /** Where passwords are checked; obsolete upstream and rarely told. */
  readonly realm: Maybe<Scalars['String']['output']>;
};

/** What only TeamCity knows about an account. */
export type TeamCityUserInput = {
  /** Properties to set; others stay. */
  readonly properties?: InputMaybe<ReadonlyArray<AttributeInput>>;
};

/** A page of teams. */
export type TeamConnection = {
  readonly __typename?: 'TeamConnection';
  /** Teams with their cursors. */
  readonly edges: ReadonlyArray<TeamEdge>;
  /** Says whether every system asked contributed. */
  readonly isComplete: Scalars['Boolean']['output'];
  /** Teams alone. */
  readonly nodes: ReadonlyArray<Team>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system contributed. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many match over all systems asked; null when one of them could not be counted. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A team with its cursor. */
export type TeamEdge = {
  readonly __typename?: 'TeamEdge';
  /** Place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The team. */
  readonly node: Team;
};

/** An account in a team. */
export type TeamMembership = AccessGrant & Node & {
  readonly __typename?: 'TeamMembership';
  /** Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** One line for people. */
  readonly label: Scalars['String']['output'];
  /** Always null: teams are not limited to projects. */
  readonly project: Maybe<Project>;
  /** System it is in. */
  readonly system: System;
  /** Team it is in. */
  readonly team: Team;
  /** Account that holds it. */
  readonly user: User;
  /** Group or team it is held through; null where held directly. */
  readonly via: Maybe<AccessCarrier>;
};

/** Teams of an account. */
export type TeamsInput = {
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which teams: ids, native ids or names. */
  readonly teams: ReadonlyArray<Scalars['String']['input']>;
  /** Which account. */
  readonly user: UserRef;
};

/** Whether a token ends by itself. */
export type TokenExpiry =
  /** Stops working at `expiresAt`. */
  | 'EXPIRES'
  /** Works until it is revoked. */
  | 'NEVER'
  /** The system does not tell. */
  | 'UNKNOWN';

/** Whether a token can be used. */
export type TokenState =
  /** Signs in. */
  | 'ACTIVE'
  /** Past its end. */
  | 'EXPIRED'
  /** Taken back before its end. */
  | 'REVOKED'
  /** The system does not tell. */
  | 'UNKNOWN';

/** Whether a token was ever used. */
export type TokenUsage =
  /** Certainly never used. */
  | 'NEVER_USED'
  /** The system does not tell. */
  | 'UNKNOWN'
  /** Used at least once, last at `lastUsedAt`. */
  | 'USED';

/** Changes to an account. */
export type UpdateUserInput = {
  /** What only this kind of system knows. */
  readonly details?: InputMaybe<UserDetailsInput>;
  /** Plan and validate, write nothing. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** New password. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** Names to change. */
  readonly profile?: InputMaybe<UserProfile>;
  /** Why, for the audit record; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which account. */
  readonly user: UserRef;
};

/** An account in one system. */
export type User = Node & {
  readonly __typename?: 'User';
  /**
   * Access tokens of the account, never their values. Null with an error where they cannot be read: `SELF_ONLY` where a
   * system shows tokens only to their owner, `UNSUPPORTED` where it shows none.
   */
  readonly accessTokens: Maybe<ReadonlyArray<AccessToken>>;
  /** Timestamp of creation; null where the system does not tell. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** Login of whoever created it; null where the system does not tell. */
  readonly createdBy: Maybe<Scalars['String']['output']>;
  /** What only this kind of system knows about an account. Null with an error where it cannot be read. */
  readonly details: Maybe<UserDetails>;
  /** Best available name; the login where nothing better is known. */
  readonly displayName: Scalars['String']['output'];
  /** E-mail address as the system has it, unchecked; null where none is set. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** Given name; null where the system keeps one name only or none is set. */
  readonly firstName: Maybe<Scalars['String']['output']>;
  /** Groups the account is directly in. Empty where the system has no groups; null with an error where they cannot be read. */
  readonly groups: Maybe<ReadonlyArray<GroupMembership>>;
  /** False: certainly never. Null: the system cannot say, so a null `lastLoginAt` proves nothing. */
  readonly hasLoggedIn: Maybe<Scalars['Boolean']['output']>;
  /** Global and opaque; the same account has the same id on every path. */
  readonly id: Scalars['ID']['output'];
  /** Says whether the account administers the system; null where the system cannot say. */
  readonly isAdministrator: Maybe<Scalars['Boolean']['output']>;
  /** Timestamp of the last sign-in; see `hasLoggedIn` for what a null means. */
  readonly lastLoginAt: Maybe<Scalars['DateTime']['output']>;
  /** Family name; null where the system keeps one name only or none is set. */
  readonly lastName: Maybe<Scalars['String']['output']>;
  /** Name to sign in with. */
  readonly login: Scalars['String']['output'];
  /** What the system itself calls the account; unique within the system. */
  readonly nativeId: Scalars['String']['output'];
  /** Permissions on projects. Empty where the system has none apart from roles; null with an error where they cannot be read. */
  readonly projectPermissions: Maybe<ReadonlyArray<ProjectPermission>>;
  /** Roles held, directly or (with `via`) through groups. Empty where the system has no roles; null with an error where they cannot be read. */
  readonly roles: Maybe<ReadonlyArray<RoleAssignment>>;
  /** Whether the account can be used. */
  readonly status: UserStatus;
  /** System the account is in. */
  readonly system: System;
  /** Teams the account is in. Empty where the system has no teams; null with an error where they cannot be read. */
  readonly teams: Maybe<ReadonlyArray<TeamMembership>>;
  /** Timestamp of the last change; null where the system does not tell. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
  /** Login of whoever changed it last; null where the system does not tell. */
  readonly updatedBy: Maybe<Scalars['String']['output']>;
};


/** An account in one system. */
export type UserAccessTokensArgs = {
  filter?: InputMaybe<AccessTokenFilter>;
};

/** An account by its login. */
export type UserByLogin = {
  /** Login; not empty. */
  readonly login: Scalars['String']['input'];
  /** Key of the system. */
  readonly system: Scalars['String']['input'];
};

/** An account by the system's own id. */
export type UserByNativeId = {
  /** The system's own id; not empty. */
  readonly nativeId: Scalars['String']['input'];
  /** Key of the system. */
  readonly system: Scalars['String']['input'];
};

/** A page of accounts. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** Accounts with their cursors. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** Says whether every system asked contributed. */
  readonly isComplete: Scalars['Boolean']['output'];
  /** Accounts alone. */
  readonly nodes: ReadonlyArray<User>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system contributed. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many accounts match over all systems asked; null when one of them could not be counted. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** What only one kind of system knows about an account. */
export type UserDetails = ForemanUserDetails | OtherUserDetails | SquashUserDetails | TeamCityUserDetails | ZephyrUserDetails;

/** What only one kind of system knows; must be the kind of the system at hand. */
export type UserDetailsInput =
  /** For Foreman. */
  { readonly foreman: ForemanUserInput; readonly squash?: never; readonly teamcity?: never; readonly zephyr?: never; }
  |  /** For Squash TM. */
  { readonly foreman?: never; readonly squash: SquashUserInput; readonly teamcity?: never; readonly zephyr?: never; }
  |  /** For TeamCity. */
  { readonly foreman?: never; readonly squash?: never; readonly teamcity: TeamCityUserInput; readonly zephyr?: never; }
  |  /** For Zephyr Enterprise. */
  { readonly foreman?: never; readonly squash?: never; readonly teamcity?: never; readonly zephyr: ZephyrUserInput; };

/** An account with its cursor. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Place in the list; survives inserts, deletes and a system that is away between two pages. */
  readonly cursor: Scalars['String']['output'];
  /** The account. */
  readonly node: User;
};

/** Something in the input that the caller can mend. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** Stable code. */
  readonly code: ErrorCode;
  /** Path of the input field, e.g. `["input", "roles", "0"]`. */
  readonly field: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** For people: what was expected and what came. */
  readonly message: Scalars['String']['output'];
  /** System it is about, where it is about one. */
  readonly system: Maybe<System>;
};

/** Restricts a list of accounts; what is absent does not restrict, an empty list matches nothing. */
export type UserFilter = {
  /** Whole e-mail, without regard to case. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** Accounts known to be administrators (true) or known not to be (false). */
  readonly isAdministrator?: InputMaybe<Scalars['Boolean']['input']>;
  /** Last sign-in before this; leaves out those who never signed in. */
  readonly lastLoginBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whole login, without regard to case. */
  readonly login?: InputMaybe<Scalars['String']['input']>;
  /** Accounts known to have never signed in (true) or known to have (false). */
  readonly neverLoggedIn?: InputMaybe<Scalars['Boolean']['input']>;
  /** Part of login, name or e-mail, without regard to case. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Any of these. */
  readonly status?: InputMaybe<ReadonlyArray<UserStatus>>;
  /** Keys of the systems to ask; all where absent. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Order of a list of accounts: without regard to case, by code point; nulls last; ties by system key, then native id. */
export type UserOrder = {
  /** Ascending unless said. */
  readonly direction: OrderDirection;
  /** What to order by. */
  readonly field: UserOrderField;
};

/** What accounts can be ordered by. */
export type UserOrderField =
  /** By `displayName`. */
  | 'DISPLAY_NAME'
  /** By `email`. */
  | 'EMAIL'
  /** By `lastLoginAt`. */
  | 'LAST_LOGIN_AT'
  /** By `login`. */
  | 'LOGIN';

/** Answer of a mutation on one account. */
export type UserPayload = MutationPayload & {
  readonly __typename?: 'UserPayload';
  /** One entry for each upstream write and for each thing that needed or could have none, in order. */
  readonly changes: ReadonlyArray<Change>;
  /** The password made with `generatePassword`: shown now and never again. */
  readonly generatedPassword: Maybe<Scalars['String']['output']>;
  /** What became of the whole. */
  readonly outcome: Outcome;
  /** Fingerprint of the plan and of the state it was made from. */
  readonly planHash: Scalars['String']['output'];
  /** The account afterwards; null where there is none. */
  readonly user: Maybe<User>;
  /** What the caller can mend. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Names of an account. What is absent or null stays; an empty text clears. */
export type UserProfile = {
  /** Whole name, where the system keeps one name only. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** E-mail address. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** Given name. */
  readonly firstName?: InputMaybe<Scalars['String']['input']>;
  /** Family name. */
  readonly lastName?: InputMaybe<Scalars['String']['input']>;
  /** Name to sign in with. */
  readonly login?: InputMaybe<Scalars['String']['input']>;
};

/** Exactly one way of naming an account: `id`, `login` with its system, `nativeId` with its system, or `current`. */
export type UserRef =
  /** Key of a system: the account whose credentials the gateway uses there for this request. */
  { readonly current: Scalars['String']['input']; readonly id?: never; readonly login?: never; readonly nativeId?: never; }
  |  /** Global id. */
  { readonly current?: never; readonly id: Scalars['ID']['input']; readonly login?: never; readonly nativeId?: never; }
  |  /** Login within a system, without regard to case unless the system tells cases apart. */
  { readonly current?: never; readonly id?: never; readonly login: UserByLogin; readonly nativeId?: never; }
  |  /** The system's own id. */
  { readonly current?: never; readonly id?: never; readonly login?: never; readonly nativeId: UserByNativeId; };

/** ACTIVE: usable. DISABLED: switched off. EXPIRED: its time is over. UNKNOWN: the system does not tell. */
export type UserStatus =
  /** Can sign in. */
  | 'ACTIVE'
  /** Switched off by an administrator. */
  | 'DISABLED'
  /** Past its end. */
  | 'EXPIRED'
  /** The system does not tell. */
  | 'UNKNOWN';

/** Answer of a mutation on several accounts. */
export type UsersPayload = MutationPayload & {
  readonly __typename?: 'UsersPayload';
  /** One entry for each upstream write and for each thing that needed or could have none, in order. */
  readonly changes: ReadonlyArray<Change>;
  /** What became of the whole. */
  readonly outcome: Outcome;
  /** Fingerprint of the plan and of the state it was made from. */
  readonly planHash: Scalars['String']['output'];
  /** What the caller can mend. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The accounts afterwards. */
  readonly users: ReadonlyArray<User>;
};

/** Whoever sent this request. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Name of the key or subject; `anonymous` where the gateway asks for none. */
  readonly name: Scalars['String']['output'];
  /** What the viewer may do; each scope includes the lesser ones. */
  readonly scopes: ReadonlyArray<Scope>;
};

/** What only Zephyr Enterprise knows about an account. */
export type ZephyrUserDetails = {
  readonly __typename?: 'ZephyrUserDetails';
  /** Failed sign-ins so far; the server locks at its limit. */
  readonly failedLoginCount: Maybe<Scalars['Int']['output']>;
  /** Says whether the account's time is over. */
  readonly isAccountExpired: Maybe<Scalars['Boolean']['output']>;
  /** Says whether the account counts against the licence. */
  readonly isChargeable: Maybe<Scalars['Boolean']['output']>;
  /** Says whether a new password must be set at the next sign-in. */
  readonly isCredentialsExpired: Maybe<Scalars['Boolean']['output']>;
  /** Says whether the account is Zephyr's own; false for those imported from a directory. */
  readonly isInternal: Maybe<Scalars['Boolean']['output']>;
  /** Says whether the username was typed by hand. */
  readonly isUsernameCustomized: Maybe<Scalars['Boolean']['output']>;
  /** Free type picked from a list of the server. */
  readonly type: Maybe<Scalars['String']['output']>;
  /** Zephyr's own number: 0 ordinary, 2 dashboard only. */
  readonly userType: Maybe<Scalars['Int']['output']>;
};

/** What only Zephyr Enterprise knows about an account. */
export type ZephyrUserInput = {
  /** Whether the account counts against the licence. */
  readonly isChargeable?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: a new password must be set at the next sign-in. On creation true unless said, as the first password is the username. */
  readonly isCredentialsExpired?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the username was typed by hand. */
  readonly isUsernameCustomized?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free type. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
  /** Zephyr's own number: 0 ordinary, 2 dashboard only. */
  readonly userType?: InputMaybe<Scalars['Int']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessCarrier: ResolverTypeWrapper<CarrierModel>;
  AccessGrant: ResolverTypeWrapper<GrantModel>;
  AccessPayload: ResolverTypeWrapper<AccessPayloadModel>;
  AccessToken: ResolverTypeWrapper<TokenModel>;
  AccessTokenConnection: ResolverTypeWrapper<AccessTokenConnectionModel>;
  AccessTokenEdge: ResolverTypeWrapper<AccessTokenEdgeModel>;
  AccessTokenFilter: AccessTokenFilter;
  Attribute: ResolverTypeWrapper<Attribute>;
  AttributeInput: AttributeInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Capability: ResolverTypeWrapper<CapabilityModel>;
  Change: ResolverTypeWrapper<ChangeModel>;
  ChangeGuard: ChangeGuard;
  ChangeOutcome: ChangeOutcome;
  CircuitState: CircuitState;
  CreateAccessTokenInput: CreateAccessTokenInput;
  CreateAccessTokenPayload: ResolverTypeWrapper<CreateAccessTokenPayloadModel>;
  CreateUserInput: CreateUserInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeletePayload: ResolverTypeWrapper<DeletePayloadModel>;
  DeleteUsersInput: DeleteUsersInput;
  ErrorCode: ErrorCode;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ForemanUserDetails: ResolverTypeWrapper<ForemanAccountDetails>;
  ForemanUserInput: ForemanUserInput;
  GrantProjectPermissionInput: GrantProjectPermissionInput;
  Group: ResolverTypeWrapper<GroupModel>;
  GroupConnection: ResolverTypeWrapper<GroupConnectionModel>;
  GroupEdge: ResolverTypeWrapper<GroupEdgeModel>;
  GroupMembership: ResolverTypeWrapper<GroupGrant>;
  GroupsInput: GroupsInput;
  HealthStatus: HealthStatus;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  MutationPayload: ResolverTypeWrapper<PayloadModel>;
  NamedFilter: NamedFilter;
  Node: ResolverTypeWrapper<NodeModel>;
  Operation: Operation;
  OrderDirection: OrderDirection;
  OtherUserDetails: ResolverTypeWrapper<OtherAccountDetails>;
  Outcome: Outcome;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PermissionChoice: PermissionChoice;
  Problem: ResolverTypeWrapper<ProblemModel>;
  Project: ResolverTypeWrapper<ProjectModel>;
  ProjectConnection: ResolverTypeWrapper<ProjectConnectionModel>;
  ProjectEdge: ResolverTypeWrapper<ProjectEdgeModel>;
  ProjectPermission: ResolverTypeWrapper<PermissionGrant>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RevokeAccessInput: RevokeAccessInput;
  RevokeAccessTokensInput: RevokeAccessTokensInput;
  RevokeAllAccessTokensInput: RevokeAllAccessTokensInput;
  RevokeProjectPermissionsInput: RevokeProjectPermissionsInput;
  Role: ResolverTypeWrapper<RoleModel>;
  RoleAssignment: ResolverTypeWrapper<RoleGrant>;
  RoleChoice: RoleChoice;
  RoleConnection: ResolverTypeWrapper<RoleConnectionModel>;
  RoleEdge: ResolverTypeWrapper<RoleEdgeModel>;
  RolesInput: RolesInput;
  Scope: Scope;
  SetUserStatusInput: SetUserStatusInput;
  SettableUserStatus: SettableUserStatus;
  SourceState: SourceState;
  SourceStatus: ResolverTypeWrapper<SourceModel>;
  SquashUserDetails: ResolverTypeWrapper<SquashAccountDetails>;
  SquashUserInput: SquashUserInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Support: Support;
  System: ResolverTypeWrapper<SystemModel>;
  SystemHealth: ResolverTypeWrapper<HealthModel>;
  Team: ResolverTypeWrapper<TeamModel>;
  TeamCityUserDetails: ResolverTypeWrapper<TeamCityAccountDetails>;
  TeamCityUserInput: TeamCityUserInput;
  TeamConnection: ResolverTypeWrapper<TeamConnectionModel>;
  TeamEdge: ResolverTypeWrapper<TeamEdgeModel>;
  TeamMembership: ResolverTypeWrapper<TeamGrant>;
  TeamsInput: TeamsInput;
  TokenExpiry: TokenExpiry;
  TokenState: TokenState;
  TokenUsage: TokenUsage;
  UpdateUserInput: UpdateUserInput;
  User: ResolverTypeWrapper<AccountModel>;
  UserByLogin: UserByLogin;
  UserByNativeId: UserByNativeId;
  UserConnection: ResolverTypeWrapper<UserConnectionModel>;
  UserDetails: ResolverTypeWrapper<AccountDetails>;
  UserDetailsInput: UserDetailsInput;
  UserEdge: ResolverTypeWrapper<UserEdgeModel>;
  UserError: ResolverTypeWrapper<UserErrorModel>;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserOrderField: UserOrderField;
  UserPayload: ResolverTypeWrapper<UserPayloadModel>;
  UserProfile: UserProfile;
  UserRef: UserRef;
  UserStatus: UserStatus;
  UsersPayload: ResolverTypeWrapper<UsersPayloadModel>;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  ZephyrUserDetails: ResolverTypeWrapper<ZephyrAccountDetails>;
  ZephyrUserInput: ZephyrUserInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessCarrier: CarrierModel;
  AccessGrant: GrantModel;
  AccessPayload: AccessPayloadModel;
  AccessToken: TokenModel;
  AccessTokenConnection: AccessTokenConnectionModel;
  AccessTokenEdge: AccessTokenEdgeModel;
  AccessTokenFilter: AccessTokenFilter;
  Attribute: Attribute;
  AttributeInput: AttributeInput;
  Boolean: Scalars['Boolean']['output'];
  Capability: CapabilityModel;
  Change: ChangeModel;
  ChangeGuard: ChangeGuard;
  CreateAccessTokenInput: CreateAccessTokenInput;
  CreateAccessTokenPayload: CreateAccessTokenPayloadModel;
  CreateUserInput: CreateUserInput;
  DateTime: Scalars['DateTime']['output'];
  DeletePayload: DeletePayloadModel;
  DeleteUsersInput: DeleteUsersInput;
  Float: Scalars['Float']['output'];
  ForemanUserDetails: ForemanAccountDetails;
  ForemanUserInput: ForemanUserInput;
  GrantProjectPermissionInput: GrantProjectPermissionInput;
  Group: GroupModel;
  GroupConnection: GroupConnectionModel;
  GroupEdge: GroupEdgeModel;
  GroupMembership: GroupGrant;
  GroupsInput: GroupsInput;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  MutationPayload: PayloadModel;
  NamedFilter: NamedFilter;
  Node: NodeModel;
  OtherUserDetails: OtherAccountDetails;
  PageInfo: PageInfo;
  PermissionChoice: PermissionChoice;
  Problem: ProblemModel;
  Project: ProjectModel;
  ProjectConnection: ProjectConnectionModel;
  ProjectEdge: ProjectEdgeModel;
  ProjectPermission: PermissionGrant;
  Query: Record<PropertyKey, never>;
  RevokeAccessInput: RevokeAccessInput;
  RevokeAccessTokensInput: RevokeAccessTokensInput;
  RevokeAllAccessTokensInput: RevokeAllAccessTokensInput;
  RevokeProjectPermissionsInput: RevokeProjectPermissionsInput;
  Role: RoleModel;
  RoleAssignment: RoleGrant;
  RoleChoice: RoleChoice;
  RoleConnection: RoleConnectionModel;
  RoleEdge: RoleEdgeModel;
  RolesInput: RolesInput;
  SetUserStatusInput: SetUserStatusInput;
  SourceStatus: SourceModel;
  SquashUserDetails: SquashAccountDetails;
  SquashUserInput: SquashUserInput;
  String: Scalars['String']['output'];
  System: SystemModel;
  SystemHealth: HealthModel;
  Team: TeamModel;
  TeamCityUserDetails: TeamCityAccountDetails;
  TeamCityUserInput: TeamCityUserInput;
  TeamConnection: TeamConnectionModel;
  TeamEdge: TeamEdgeModel;
  TeamMembership: TeamGrant;
  TeamsInput: TeamsInput;
  UpdateUserInput: UpdateUserInput;
  User: AccountModel;
  UserByLogin: UserByLogin;
  UserByNativeId: UserByNativeId;
  UserConnection: UserConnectionModel;
  UserDetails: AccountDetails;
  UserDetailsInput: UserDetailsInput;
  UserEdge: UserEdgeModel;
  UserError: UserErrorModel;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserPayload: UserPayloadModel;
  UserProfile: UserProfile;
  UserRef: UserRef;
  UsersPayload: UsersPayloadModel;
  Viewer: ViewerModel;
  ZephyrUserDetails: ZephyrAccountDetails;
  ZephyrUserInput: ZephyrUserInput;
};

export type NeedsDirectiveArgs = {
  scope: Scope;
};

export type NeedsDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = NeedsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type NeedsNoScopeDirectiveArgs = { };

export type NeedsNoScopeDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = NeedsNoScopeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccessCarrierResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccessCarrier'] = ResolversParentTypes['AccessCarrier']> = {
  __resolveType: TypeResolveFn<'Group' | 'Team', ParentType, ContextType>;
};

export type AccessGrantResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccessGrant'] = ResolversParentTypes['AccessGrant']> = {
  __resolveType: TypeResolveFn<'GroupMembership' | 'ProjectPermission' | 'RoleAssignment' | 'TeamMembership', ParentType, ContextType>;
};

export type AccessPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccessPayload'] = ResolversParentTypes['AccessPayload']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  planHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccessTokenResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccessToken'] = ResolversParentTypes['AccessToken']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiry?: Resolver<ResolversTypes['TokenExpiry'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TokenState'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['TokenUsage'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccessTokenConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccessTokenConnection'] = ResolversParentTypes['AccessTokenConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccessTokenEdge']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AccessToken']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AccessTokenEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccessTokenEdge'] = ResolversParentTypes['AccessTokenEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AccessToken'], ParentType, ContextType>;
};

export type AttributeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Attribute'] = ResolversParentTypes['Attribute']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CapabilityResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Capability'] = ResolversParentTypes['Capability']> = {
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  support?: Resolver<ResolversTypes['Support'], ParentType, ContextType>;
};

export type ChangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Change'] = ResolversParentTypes['Change']> = {
  isDestructive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  manualInstruction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  replaced?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type CreateAccessTokenPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CreateAccessTokenPayload'] = ResolversParentTypes['CreateAccessTokenPayload']> = {
  accessToken?: Resolver<Maybe<ResolversTypes['AccessToken']>, ParentType, ContextType>;
  changes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  planHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeletePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeletePayload'] = ResolversParentTypes['DeletePayload']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  deletedIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  planHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ForemanUserDetailsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ForemanUserDetails'] = ResolversParentTypes['ForemanUserDetails']> = {
  authSource?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  defaultLocation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  defaultOrganization?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isMailEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  locale?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  locations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  organizations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  timezone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  members?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, Partial<GroupMembersArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Group']>>, ParentType, ContextType>;
  roles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Role']>>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['GroupConnection'] = ResolversParentTypes['GroupConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['GroupEdge']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type GroupEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['GroupEdge'] = ResolversParentTypes['GroupEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
};

export type GroupMembershipResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['GroupMembership'] = ResolversParentTypes['GroupMembership']> = {
  group?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  via?: Resolver<Maybe<ResolversTypes['AccessCarrier']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addToGroups?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationAddToGroupsArgs, 'input'>>;
  addToTeams?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationAddToTeamsArgs, 'input'>>;
  assignRoles?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationAssignRolesArgs, 'input'>>;
  createAccessToken?: Resolver<ResolversTypes['CreateAccessTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateAccessTokenArgs, 'input'>>;
  createUser?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'input'>>;
  deleteUsers?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationDeleteUsersArgs, 'input'>>;
  grantProjectPermission?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationGrantProjectPermissionArgs, 'input'>>;
  removeFromGroups?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationRemoveFromGroupsArgs, 'input'>>;
  removeFromTeams?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationRemoveFromTeamsArgs, 'input'>>;
  replaceGroups?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationReplaceGroupsArgs, 'input'>>;
  replaceRoles?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationReplaceRolesArgs, 'input'>>;
  revokeAccess?: Resolver<ResolversTypes['AccessPayload'], ParentType, ContextType, RequireFields<MutationRevokeAccessArgs, 'input'>>;
  revokeAccessTokens?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationRevokeAccessTokensArgs, 'input'>>;
  revokeAllAccessTokens?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationRevokeAllAccessTokensArgs, 'input'>>;
  revokeProjectPermissions?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationRevokeProjectPermissionsArgs, 'input'>>;
  revokeRoles?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationRevokeRolesArgs, 'input'>>;
  setUserStatus?: Resolver<ResolversTypes['UsersPayload'], ParentType, ContextType, RequireFields<MutationSetUserStatusArgs, 'input'>>;
  updateUser?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
};

export type MutationPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['MutationPayload'] = ResolversParentTypes['MutationPayload']> = {
  __resolveType: TypeResolveFn<'AccessPayload' | 'CreateAccessTokenPayload' | 'DeletePayload' | 'UserPayload' | 'UsersPayload', ParentType, ContextType>;
};

export type NodeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'AccessToken' | 'Group' | 'GroupMembership' | 'Project' | 'ProjectPermission' | 'Role' | 'RoleAssignment' | 'System' | 'Team' | 'TeamMembership' | 'User', ParentType, ContextType>;
};

export type OtherUserDetailsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OtherUserDetails'] = ResolversParentTypes['OtherUserDetails']> = {
  attributes?: Resolver<ReadonlyArray<ResolversTypes['Attribute']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  httpStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  isRetryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['System']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProjectPermission']>>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type ProjectPermissionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ProjectPermission'] = ResolversParentTypes['ProjectPermission']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permission?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  via?: Resolver<Maybe<ResolversTypes['AccessCarrier']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accessTokens?: Resolver<ResolversTypes['AccessTokenConnection'], ParentType, ContextType, RequireFields<QueryAccessTokensArgs, 'requireComplete'>>;
  groups?: Resolver<ResolversTypes['GroupConnection'], ParentType, ContextType, Partial<QueryGroupsArgs>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, Partial<QueryProjectsArgs>>;
  roles?: Resolver<ResolversTypes['RoleConnection'], ParentType, ContextType, Partial<QueryRolesArgs>>;
  system?: Resolver<Maybe<ResolversTypes['System']>, ParentType, ContextType, RequireFields<QuerySystemArgs, 'key'>>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['System']>, ParentType, ContextType>;
  teams?: Resolver<ResolversTypes['TeamConnection'], ParentType, ContextType, Partial<QueryTeamsArgs>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'by'>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryUsersArgs, 'requireComplete'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type RoleResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holders?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, Partial<RoleHoldersArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleAssignmentResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RoleAssignment'] = ResolversParentTypes['RoleAssignment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  scope?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  via?: Resolver<Maybe<ResolversTypes['AccessCarrier']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RoleConnection'] = ResolversParentTypes['RoleConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RoleEdge']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RoleEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RoleEdge'] = ResolversParentTypes['RoleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
};

export type SourceStatusResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SourceStatus'] = ResolversParentTypes['SourceStatus']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SourceState'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SquashUserDetailsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SquashUserDetails'] = ResolversParentTypes['SquashUserDetails']> = {
  canDeleteFromFront?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  userGroup?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SystemResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['System'] = ResolversParentTypes['System']> = {
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['Capability']>, ParentType, ContextType, Partial<SystemCapabilitiesArgs>>;
  health?: Resolver<ResolversTypes['SystemHealth'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isReadOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SystemHealthResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SystemHealth'] = ResolversParentTypes['SystemHealth']> = {
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  circuit?: Resolver<ResolversTypes['CircuitState'], ParentType, ContextType>;
  latencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
};

export type TeamResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  members?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, Partial<TeamMembersArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TeamCityUserDetailsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['TeamCityUserDetails'] = ResolversParentTypes['TeamCityUserDetails']> = {
  hasPassword?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  properties?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Attribute']>>, ParentType, ContextType>;
  realm?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TeamConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['TeamConnection'] = ResolversParentTypes['TeamConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TeamEdge']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Team']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TeamEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['TeamEdge'] = ResolversParentTypes['TeamEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Team'], ParentType, ContextType>;
};

export type TeamMembershipResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['TeamMembership'] = ResolversParentTypes['TeamMembership']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  team?: Resolver<ResolversTypes['Team'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  via?: Resolver<Maybe<ResolversTypes['AccessCarrier']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  accessTokens?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AccessToken']>>, ParentType, ContextType, Partial<UserAccessTokensArgs>>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['UserDetails']>, ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  groups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GroupMembership']>>, ParentType, ContextType>;
  hasLoggedIn?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isAdministrator?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  lastLoginAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  login?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projectPermissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProjectPermission']>>, ParentType, ContextType>;
  roles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RoleAssignment']>>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UserStatus'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  teams?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TeamMembership']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UserDetailsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UserDetails'] = ResolversParentTypes['UserDetails']> = {
  __resolveType: TypeResolveFn<'ForemanUserDetails' | 'OtherUserDetails' | 'SquashUserDetails' | 'TeamCityUserDetails' | 'ZephyrUserDetails', ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['System']>, ParentType, ContextType>;
};

export type UserPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UserPayload'] = ResolversParentTypes['UserPayload']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  generatedPassword?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  planHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UsersPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UsersPayload'] = ResolversParentTypes['UsersPayload']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  planHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  users?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['Scope']>, ParentType, ContextType>;
};

export type ZephyrUserDetailsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ZephyrUserDetails'] = ResolversParentTypes['ZephyrUserDetails']> = {
  failedLoginCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  isAccountExpired?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isChargeable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isCredentialsExpired?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isInternal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isUsernameCustomized?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userType?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = GatewayContext> = {
  AccessCarrier?: AccessCarrierResolvers<ContextType>;
  AccessGrant?: AccessGrantResolvers<ContextType>;
  AccessPayload?: AccessPayloadResolvers<ContextType>;
  AccessToken?: AccessTokenResolvers<ContextType>;
  AccessTokenConnection?: AccessTokenConnectionResolvers<ContextType>;
  AccessTokenEdge?: AccessTokenEdgeResolvers<ContextType>;
  Attribute?: AttributeResolvers<ContextType>;
  Capability?: CapabilityResolvers<ContextType>;
  Change?: ChangeResolvers<ContextType>;
  CreateAccessTokenPayload?: CreateAccessTokenPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeletePayload?: DeletePayloadResolvers<ContextType>;
  ForemanUserDetails?: ForemanUserDetailsResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  GroupConnection?: GroupConnectionResolvers<ContextType>;
  GroupEdge?: GroupEdgeResolvers<ContextType>;
  GroupMembership?: GroupMembershipResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  MutationPayload?: MutationPayloadResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  OtherUserDetails?: OtherUserDetailsResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectPermission?: ProjectPermissionResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  RoleAssignment?: RoleAssignmentResolvers<ContextType>;
  RoleConnection?: RoleConnectionResolvers<ContextType>;
  RoleEdge?: RoleEdgeResolvers<ContextType>;
  SourceStatus?: SourceStatusResolvers<ContextType>;
  SquashUserDetails?: SquashUserDetailsResolvers<ContextType>;
  System?: SystemResolvers<ContextType>;
  SystemHealth?: SystemHealthResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
  TeamCityUserDetails?: TeamCityUserDetailsResolvers<ContextType>;
  TeamConnection?: TeamConnectionResolvers<ContextType>;
  TeamEdge?: TeamEdgeResolvers<ContextType>;
  TeamMembership?: TeamMembershipResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserDetails?: UserDetailsResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  UserPayload?: UserPayloadResolvers<ContextType>;
  UsersPayload?: UsersPayloadResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ZephyrUserDetails?: ZephyrUserDetailsResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GatewayContext> = {
  needs?: NeedsDirectiveResolver<any, any, ContextType>;
  needsNoScope?: NeedsNoScopeDirectiveResolver<any, any, ContextType>;
};
