import type { AccessToken, TokenState } from '#domain/access-token.ts';
import type { Instant } from '#domain/instant.ts';
import { fold } from '#domain/text.ts';
import type { SortOrder } from './position.ts';

export interface TokenFilter {
  readonly state?: readonly TokenState[] | null | undefined;
  readonly expiresBefore?: Instant | null | undefined;
  readonly neverExpires?: boolean | null | undefined;
  readonly unusedSince?: Instant | null | undefined;
  readonly search?: string | null | undefined;
}

type Test = (token: AccessToken) => boolean;

/** Undefined where the filter restricts nothing. What a system cannot tell matches neither side. */
export function tokenFilter(filter: TokenFilter): Test | undefined {
  const tests: Test[] = [];
  const add = <V>(value: V | null | undefined, make: (value: V) => Test): void => {
    if (value !== null && value !== undefined) tests.push(make(value));
  };
  add(filter.state, (any) => (token) => any.includes(token.state));
  add(filter.expiresBefore, (limit) => (token) => token.expiresAt !== undefined && token.expiresAt < limit);
  add(filter.neverExpires, (never) => (token) => token.expiry === (never ? 'NEVER' : 'EXPIRES'));
  add(filter.unusedSince, (since) => (token) => isUnusedSince(token, since));
  add(filter.search, (text) => {
    const wanted = fold(text);
    return (token) => fold(token.name).includes(wanted);
  });
  return tests.length === 0 ? undefined : (token) => tests.every((test) => test(token));
}

function isUnusedSince(token: AccessToken, since: Instant): boolean {
  return token.usage === 'NEVER_USED' || (token.lastUsedAt !== undefined && token.lastUsedAt < since);
}

/** A token's own id may repeat between owners (its name, say), so the owner goes along. */
export function tokenKey(token: AccessToken): string {
  return JSON.stringify([token.ownerId, token.nativeId]);
}

export const tokenOrder: SortOrder<AccessToken> = {
  name: 'tokens NAME ASC',
  direction: 'ASC',
  value: (token) => fold(token.name),
};
