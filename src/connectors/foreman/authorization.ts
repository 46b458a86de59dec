import { basicAuthorization } from '#connectors/authorization-header.ts';
import type { Credentials } from '#connectors/connector.ts';
import { invalidInput } from '#domain/errors.ts';

/**
 * HTTP Basic, in UTF-8, with the password or a personal access token in its place (foreman.md 1.2). Throws
 * INVALID_INPUT where there is no username: Foreman refuses tokens sent as Bearer.
 */
export function foremanAuthorization(credentials: Credentials | undefined): string {
  if (credentials === undefined) {
    throw invalidInput('Foreman needs a username with a password or a personal access token.', [
      'credentials',
    ]);
  }
  const { username } = credentials;
  if (username === undefined || username.trim() === '') {
    throw invalidInput('Foreman needs the username of the owner with a token; got a token alone.', [
      'credentials',
      'username',
    ]);
  }
  const secretName = 'token' in credentials ? 'token' : 'password';
  const secret = 'token' in credentials ? credentials.token : credentials.password;
  if (secret === '') {
    throw invalidInput(`Foreman never accepts an empty ${secretName}.`, ['credentials', secretName]);
  }
  return basicAuthorization(username, secret);
}
