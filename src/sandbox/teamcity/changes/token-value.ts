import type { Random } from '../../kernel/random.ts';

/** Three dot-separated parts, the first always the same (section 1.2). */
export function newTokenValue(random: Random): string {
  return `eyJ0eXAiOiAiVENWMiJ9.${random.base64url(27)}.${random.base64url(48)}`;
}
