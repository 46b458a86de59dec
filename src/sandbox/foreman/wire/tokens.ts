import type { TokenRow } from '../rows.ts';
import { rawTime, shownTime } from '../times.ts';
import { bcryptLooking } from './hashes.ts';

/** List item and show (foreman.md 6.2). */
export function shownToken(token: TokenRow, now: number, zone: string | undefined): object {
  const isExpired = token.expiresAt !== undefined && token.expiresAt <= now;
  return {
    created_at: shownTime(token.createdAt, zone),
    updated_at: shownTime(token.updatedAt, zone),
    id: token.id,
    name: token.name,
    expires_at: shownTime(token.expiresAt, zone),
    'active?': !token.revoked && !isExpired,
    user_id: token.userId,
    last_used_at: shownTime(token.lastUsedAt, zone),
    'revoked?': token.revoked,
  };
}

/** The raw row that a revoke answers (6.4), hash included. */
export function rawToken(token: TokenRow): object {
  return {
    revoked: token.revoked,
    id: token.id,
    token: bcryptLooking(token.value),
    name: token.name,
    expires_at: rawTime(token.expiresAt),
    last_used_at: rawTime(token.lastUsedAt),
    user_id: token.userId,
    created_at: rawTime(token.createdAt),
    updated_at: rawTime(token.updatedAt),
  };
}
