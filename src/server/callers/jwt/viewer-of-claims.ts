import type { JWTPayload } from 'jose';
import type { JwtConfig } from '#config/config.ts';
import type { Viewer } from '#context.ts';
import { invalidToken } from '../bearer-token.ts';
import { allScopes, withIncluded } from '../../scopes/included-scopes.ts';

const maxNameLength = 200;
/** Issuers that serve many applications keep their scopes apart by a prefix. */
const prefix = /^rollcall:/iu;

/** Who a token, found good, speaks for. */
export function viewerOfClaims(
  claims: JWTPayload,
  { nameClaim, scopesClaim }: Pick<JwtConfig, 'nameClaim' | 'scopesClaim'>,
): Viewer {
  const name = claims[nameClaim];
  if (typeof name !== 'string' || name.trim() === '' || name.length > maxNameLength) {
    throw invalidToken(
      `The token does not name its bearer: expected the claim ${nameClaim} to be text of 1 to ${maxNameLength} characters.`,
    );
  }
  return { name, scopes: withIncluded(scopesIn(claims[scopesClaim])) };
}

/** Words that are no scope of ours belong to other applications. */
function scopesIn(claim: unknown): Viewer['scopes'] {
  const words = typeof claim === 'string' ? claim.split(/\s+/u) : Array.isArray(claim) ? claim : [];
  const bare = new Set(
    words.map((word: unknown) => (typeof word === 'string' ? word.replace(prefix, '').toUpperCase() : '')),
  );
  return allScopes.filter((scope) => bare.has(scope));
}
