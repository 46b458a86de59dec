import type { Instant } from './instant.ts';

export type TokenState = 'ACTIVE' | 'EXPIRED' | 'REVOKED' | 'UNKNOWN';
export type TokenExpiry = 'EXPIRES' | 'NEVER' | 'UNKNOWN';
export type TokenUsage = 'USED' | 'NEVER_USED' | 'UNKNOWN';

/** A token as a list shows it: never its value. */
export interface AccessToken {
  readonly nativeId: string;
  readonly name: string;
  readonly ownerId: string;
  readonly state: TokenState;
  readonly createdAt?: Instant | undefined;
  readonly createdBy?: string | undefined;
  readonly expiresAt?: Instant | undefined;
  readonly expiry: TokenExpiry;
  readonly lastUsedAt?: Instant | undefined;
  readonly usage: TokenUsage;
}
