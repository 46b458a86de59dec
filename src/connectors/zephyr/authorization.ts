import type { Credentials } from '#connectors/connector.ts';
import { invalidInput } from '#domain/errors.ts';

const visibleAscii = /^[\x21-\x7e]+$/u;
const printableAscii = /^[\x20-\x7e]+$/u;

/**
 * Bearer for an API token, Basic for username and password (zephyr.md 1.3). The server understands Basic in ASCII
 * only, and a refused attempt counts towards its login limit, so what cannot work is refused here.
 */
export function zephyrAuthorization(credentials: Credentials | undefined): string | undefined {
  if (credentials === undefined) return undefined;
  if ('token' in credentials) {
    if (!visibleAscii.test(credentials.token)) {
      throw invalidInput(
        'Expected credentials.token to be the API token as Zephyr shows it, without blanks.',
      );
    }
    return `Bearer ${credentials.token}`;
  }
  const { username, password } = credentials;
  if (!printableAscii.test(username) || username.includes(':')) {
    throw invalidInput(
      'Expected credentials.username in ASCII without a colon: Zephyr reads no other in Basic authorization. Use an API token.',
    );
  }
  if (!printableAscii.test(password)) {
    throw invalidInput(
      'Expected credentials.password in ASCII: Zephyr reads no other in Basic authorization. Use an API token.',
    );
  }
  return `Basic ${Buffer.from(`${username}:${password}`, 'latin1').toString('base64')}`;
}
