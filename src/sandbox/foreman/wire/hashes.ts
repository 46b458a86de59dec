import { createHash } from 'node:crypto';

/**
 * Text that looks like a bcrypt hash of cost 9: always the same for the same secret, as the stored one would be, and
 * like the real one nothing to pass on.
 */
export function bcryptLooking(secret: string): string {
  const digits = createHash('sha512').update(secret).digest('base64').replaceAll('+', '.').slice(0, 53);
  return `$2a$09$${digits}`;
}
