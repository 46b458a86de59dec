import type { Call } from '#connectors/connector.ts';

/** A token is 22 characters of URL-safe base64 (foreman.md 6.2); a few more or less are allowed for. */
const tokenForm = /^[\w-]{20,44}$/u;

/**
 * Whether the secret of HTTP Basic may be a personal access token: it stands in the place of the password, so that
 * only its form tells them apart. True also for credentials of another kind.
 */
export function maySignInWithToken({ identity }: Call): boolean {
  const encoded = /^Basic +(\S+)$/u.exec(identity.authorization)?.[1];
  if (encoded === undefined) return true;
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  return tokenForm.test(credentials.slice(credentials.indexOf(':') + 1));
}
