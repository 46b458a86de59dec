import type { Call } from '#connectors/connector.ts';

/**
 * Whether the credentials may be an access token: as Bearer they are, and as a password they may be, which nobody can
 * tell from an ordinary one. The super user's, with the empty name, belongs to no account (teamcity.md 1.2).
 */
export function maySignInWithToken({ identity }: Call): boolean {
  const basic = /^basic\s+(.+)$/iu.exec(identity.authorization)?.[1];
  if (basic === undefined) return identity.authorization !== '';
  return !Buffer.from(basic, 'base64').toString('utf8').startsWith(':');
}
