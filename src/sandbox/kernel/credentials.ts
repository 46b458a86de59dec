import type { SandboxRequest } from './exchange.ts';

export type PresentedCredentials =
  | { readonly scheme: 'none' }
  | { readonly scheme: 'basic'; readonly raw: string }
  | { readonly scheme: 'bearer'; readonly token: string }
  | { readonly scheme: 'other'; readonly value: string };

/**
 * Splits the Authorization header; what the scheme word must look like differs between servers, so the
 * comparison is exact and case-sensitive unless `ignoreCase` says otherwise.
 */
export function presentedCredentials(
  request: SandboxRequest,
  options: { readonly ignoreCase?: boolean } = {},
): PresentedCredentials {
  const header = request.headers['authorization'];
  if (header === undefined || header === '') return { scheme: 'none' };
  const space = header.indexOf(' ');
  const word = space < 0 ? header : header.slice(0, space);
  const rest = space < 0 ? '' : header.slice(space + 1).trim();
  const scheme = options.ignoreCase === true ? word.toLowerCase() : word;
  if (scheme === 'Basic' || (options.ignoreCase === true && scheme === 'basic'))
    return { scheme: 'basic', raw: rest };
  if (scheme === 'Bearer' || (options.ignoreCase === true && scheme === 'bearer')) {
    return { scheme: 'bearer', token: rest };
  }
  return { scheme: 'other', value: header };
}

/** Decodes the value behind `Basic`; undefined if it is not base64. A missing colon makes everything the login. */
export function decodeBasic(
  raw: string,
  charset: 'utf8' | 'latin1' = 'utf8',
): { readonly login: string; readonly secret: string } | undefined {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/u.test(raw)) return undefined;
  const text = Buffer.from(raw, 'base64').toString(charset);
  const colon = text.indexOf(':');
  return colon < 0
    ? { login: text, secret: '' }
    : { login: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** Value of one cookie of the request. */
export function cookieValue(request: SandboxRequest, name: string): string | undefined {
  for (const part of (request.headers['cookie'] ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
