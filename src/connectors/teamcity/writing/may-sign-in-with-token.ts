import type { Call } from '#connectors/connector.ts';

/**
 * Whether the credentials may be an access token: as Bearer they are, and one may stand in for a password. Tokens are
 * three parts with dots between (teamcity.md 1.2), a form that is only taken for more caution, whatever the parts hold.
 * The super user's, with the empty name, belongs to no account.
 */
export function maySignInWithToken({ identity }: Call): boolean {
  const basic = /^basic\s+(.+)$/iu.exec(identity.authorization)?.[1];
  if (basic === undefined) return identity.authorization !== '';
  return /^[^:]+:[^.]+\.[^.]+\.[^.]+$/su.test(Buffer.from(basic, 'base64').toString('utf8'));
}
