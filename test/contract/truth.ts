import type { AccessToken } from '#domain/access-token.ts';
import type { AccountStatus } from '#domain/account.ts';
import type { EntityKind } from '#domain/entities.ts';
import type { HoldingKind } from '#domain/holdings.ts';

/** What is so upstream, worked out from the seed alone: neither the connector nor the simulator is asked. */
export interface Truth {
  readonly accounts: readonly AccountTruth[];
  readonly entities: { readonly [K in EntityKind]?: readonly EntityTruth[] };
}

export interface AccountTruth {
  readonly id: string;
  readonly login: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly displayName: string;
  readonly email?: string | undefined;
  readonly status: AccountStatus;
  readonly isAdministrator: boolean;
  /** Milliseconds; absent where the account never logged in. */
  readonly lastLoginAt?: number | undefined;
  /** One text per holding, as `heldText` writes it; a kind that is absent is one the system does not have. */
  readonly holdings: { readonly [K in HoldingKind]?: readonly string[] };
  /** Tokens of the account, where the system shows any; without ids, which no seed gives. */
  readonly tokens?: readonly TokenTruth[] | undefined;
  /** Values that no answer may ever hold. */
  readonly secrets: readonly string[];
}

/** Members that are absent are not settled by the seed: using a token changes its last use. */
export type TokenTruth = Pick<AccessToken, 'name' | 'state' | 'expiry'> &
  Partial<Pick<AccessToken, 'usage' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>>;

export interface EntityTruth {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** What a role allows, in order of the alphabet; absent where the seed does not settle it. */
  readonly permissions?: readonly string[] | undefined;
  /** Ids of the groups this one is directly inside of. */
  readonly parents?: readonly string[] | undefined;
  /** Ids of the roles of a group. */
  readonly roles?: readonly string[] | undefined;
  readonly label?: string | undefined;
  readonly isActive?: boolean | undefined;
  /** Who may do what on a project: `<account id>: <heldText>`. */
  readonly grants?: readonly string[] | undefined;
  /** True for a role that everybody has without holding it (Foreman's Default role): accounts do not show it. */
  readonly isEverybodys?: boolean | undefined;
}

/** Parts of a holding that make it this one and no other. */
export interface HeldFacts {
  /** Id of the role, group or team; name of the permission. */
  readonly thing: string;
  readonly scope?: string | undefined;
  readonly projectId?: string | undefined;
  /** Id of the group or team it is held through. */
  readonly via?: string | undefined;
}

/** Name, id and the like, joined where there is something to join. */
export function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** Milliseconds of an ISO time of a seed. */
export function instant(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** The id by which a seed's name goes; a seed that names what it does not have is a mistake in the seed. */
export function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The seed names ${JSON.stringify(name)}, which it does not have.`);
  return id;
}

export function heldText({ thing, scope, projectId, via }: HeldFacts): string {
  return [
    thing,
    ...(scope === undefined ? [] : [`scope ${scope}`]),
    ...(projectId === undefined ? [] : [`on project ${projectId}`]),
    ...(via === undefined ? [] : [`via ${via}`]),
  ].join(' | ');
}

/** Whether a text of `heldText` is about this thing, in whatever scope and by whatever way. */
export function isOf(text: string, thing: string): boolean {
  return text === thing || text.startsWith(`${thing} | `);
}

/** Texts in one order, each once: seeds may say a thing twice, answers must not. */
export function sortedOnce(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort();
}

/** Accounts of which one of the holdings of a kind is of this thing. */
export function holdersOf(truth: Truth, kind: HoldingKind, thing: string): string[] {
  return truth.accounts
    .filter((account) => account.holdings[kind]?.some((text) => isOf(text, thing)) === true)
    .map((account) => account.id)
    .sort();
}
