import type { SandboxSystem } from '#sandbox/sandbox.ts';

/** What the company's seed says about one account, in the words of the graph. Nothing here comes from the gateway. */
export interface AccountFacts {
  readonly system: SandboxSystem;
  readonly login: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly displayName: string;
  readonly email: string | null;
  readonly status: 'ACTIVE' | 'DISABLED' | 'EXPIRED';
  readonly isAdministrator: boolean;
  /** As the API writes it; null where the account never logged in. */
  readonly lastLoginAt: string | null;
  /** Null where the system cannot tell "never" from "unknown". */
  readonly hasLoggedIn: boolean | null;
  readonly held: HeldFacts;
}

/** One text per holding, as `heldOf` makes them from an answer. */
export interface HeldFacts {
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly teams: readonly string[];
  readonly projectPermissions: readonly string[];
}

/** RFC 3339 as the API writes it. */
export function instantText(time: string | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}

export function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** A role, where it holds and what it is held through; absent parts are left out. */
export function roleText(role: string, scope?: string, project?: string, via?: string): string {
  return [
    role,
    ...(scope === undefined ? [] : [`scope ${scope}`]),
    ...(project === undefined ? [] : [`on ${project}`]),
    ...(via === undefined ? [] : [`through ${via}`]),
  ].join(', ');
}

/** Seeds may say a thing twice, answers must not. */
export function sortedOnce(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort();
}
