import { basicAuthorization, bearerAuthorization } from '#connectors/authorization-header.ts';
import type { Credentials } from '#connectors/connector.ts';
import { invalidInput } from '#domain/errors.ts';

const printableAscii = /^[\x20-\x7e]+$/u;

/**
 * Bearer for an API token, Basic for username and password (zephyr.md 1.3). The server understands Basic in ASCII
 * only, and a refused attempt counts towards its login limit, so what cannot work is refused here.
 */
export function zephyrAuthorization(credentials: Credentials | undefined): string | undefined {
  if (credentials === undefined) return undefined;
  if ('token' in credentials) return bearerAuthorization(credentials.token);
  for (const name of ['username', 'password'] as const) {
    if (printableAscii.test(credentials[name])) continue;
    throw invalidInput(
      `Expected credentials.${name} in ASCII: Zephyr reads no other in Basic authorization. Use an API token.`,
      ['credentials', name],
    );
  }
  return basicAuthorization(credentials.username, credentials.password);
}
