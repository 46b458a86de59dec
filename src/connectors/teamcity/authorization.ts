import type { Credentials } from '#connectors/connector.ts';
import { invalidInput } from '#domain/errors.ts';

const tokenCharacters = /^[\x21-\x7e]+$/u;

/**
 * A token goes as Bearer; with the empty user name it is the super user's and goes as Basic; name and password go
 * as Basic in UTF-8 (teamcity.md 1.2). Throws INVALID_INPUT for what no header can carry.
 */
export function authorization(credentials: Credentials | undefined): string | undefined {
  if (credentials === undefined) return undefined;
  if ('token' in credentials) {
    if (!tokenCharacters.test(credentials.token)) {
      throw invalidInput('Expected a TeamCity access token: visible ASCII characters, no spaces.', [
        'credentials',
        'token',
      ]);
    }
    if (credentials.username === '') return basic('', credentials.token);
    return `Bearer ${credentials.token}`;
  }
  // Basic separates the two by the first colon (RFC 7617, 2).
  if (credentials.username.includes(':')) {
    throw invalidInput('Expected a user name without a colon: Basic authentication cannot carry one.', [
      'credentials',
      'username',
    ]);
  }
  return basic(credentials.username, credentials.password);
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
