import { invalidInput } from '#domain/errors.ts';

const visibleAscii = /^[\x21-\x7e]+$/u;

/** `Bearer …`; INVALID_INPUT, without the token in it, for what no header can carry. */
export function bearerAuthorization(token: string): string {
  if (visibleAscii.test(token)) return `Bearer ${token}`;
  throw invalidInput('Expected a token of visible ASCII characters, without blanks.', [
    'credentials',
    'token',
  ]);
}

/** `Basic …` (RFC 7617); INVALID_INPUT for a name with a colon, which would be cut there. */
export function basicAuthorization(
  username: string,
  secret: string,
  charset: 'utf8' | 'latin1' = 'utf8',
): string {
  if (username.includes(':')) {
    throw invalidInput('Expected a user name without a colon: Basic authorization cannot carry one.', [
      'credentials',
      'username',
    ]);
  }
  return `Basic ${Buffer.from(`${username}:${secret}`, charset).toString('base64')}`;
}
