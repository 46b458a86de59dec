import { z } from 'zod';
import { basicAuthorization, bearerAuthorization } from '#connectors/authorization-header.ts';
import type { Credentials } from '#connectors/connector.ts';
import { invalidInput } from '#domain/errors.ts';

export const squashSettings = z.strictObject({
  /**
   * Charset in which the server decodes user name and password: `squash.security.basic.token-charset` there,
   * ISO-8859-1 unless changed (squash.md 1.2).
   */
  basicCharset: z.enum(['latin1', 'utf8']).default('latin1'),
  /** Rows asked for per page; the server's own limit is 2000 (2.2). */
  pageSize: z.int().min(1).max(2000).default(1000),
  /** Accounts deleted by one call: their ids go into its path (2.7). */
  maxBulkDelete: z.int().min(1).max(500).default(50),
});
export type SquashSettings = z.infer<typeof squashSettings>;

/** Value of the Authorization header; INVALID_INPUT, without the credentials in it, where they cannot be used. */
export function authorizationFor(
  credentials: Credentials | undefined,
  settings: SquashSettings,
): string | undefined {
  if (credentials === undefined) return undefined;
  if ('token' in credentials) return bearerAuthorization(requireJwt(credentials.token));
  const { username, password } = credentials;
  requireCharset(username + password, settings.basicCharset);
  return basicAuthorization(username, password, settings.basicCharset);
}

function requireJwt(configured: string): string {
  const token = configured.trim();
  if (unwrappedToken(token) !== token) {
    throw invalidInput(
      'Expected the token itself, three parts with dots between; got it wrapped in Base64 once more. Decode it and configure the result.',
      ['credentials', 'token'],
    );
  }
  return token;
}

/** The token that signs in: on 15.0.0 it was seen handed out wrapped in Base64 once more (squash.md 1.2). */
export function unwrappedToken(token: string): string {
  if (token.includes('.')) return token;
  const inside = Buffer.from(token, 'base64').toString('latin1');
  return inside.split('.').length === 3 ? inside : token;
}

function requireCharset(text: string, charset: SquashSettings['basicCharset']): void {
  if (charset === 'latin1' && /[^\p{ASCII}\u0080-\u00ff]/u.test(text)) {
    throw invalidInput(
      'Expected user name and password in ISO-8859-1, which the server decodes them in unless told otherwise; got characters outside it. ' +
        'If the server is set to UTF-8, configure `settings.basicCharset: utf8`.',
      ['credentials'],
    );
  }
}

/** Whose credentials these are, as far as the header tells; there is no endpoint that would. */
export type Owner = { readonly id: string } | { readonly login: string } | undefined;

/**
 * The user name of Basic; for a token its claim `sub`, which is the user's id (squash.md 1.2). Nothing is verified
 * here: the server refuses a forged token in the very call that reads the account.
 */
export function ownerOf(authorization: string, charset: SquashSettings['basicCharset']): Owner {
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)$/u.exec(authorization) ?? [];
  if (/^basic$/iu.test(scheme)) {
    const [login] = Buffer.from(value, 'base64').toString(charset).split(':');
    return login === undefined || login === '' ? undefined : { login };
  }
  const subject = /^bearer$/iu.test(scheme) ? subjectOf(value) : undefined;
  if (subject === undefined) return undefined;
  return /^\d+$/u.test(subject) ? { id: subject } : { login: subject };
}

const claims = z.object({ sub: z.union([z.string().min(1), z.int().transform(String)]) });

function subjectOf(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return claims.safeParse(payload).data?.sub;
  } catch {
    return undefined;
  }
}
