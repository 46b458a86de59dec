import { failure } from '../answers.ts';

/**
 * The test behind `~`: case-insensitive. Without `%` and `*` a substring; a `%` anywhere or a `*` makes the value
 * the whole pattern; `_` is any character and a backslash takes the next one as it is (foreman.md 2.3).
 */
export function likePattern(value: string): RegExp {
  const isWhole = /[%*]/u.test(value);
  const pattern = isWhole ? value.replaceAll(/[%*]+/gu, '%') : `%${value}%`;
  const chars = Array.from(pattern);
  let source = '';
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] as string;
    if (char === '%') source += '.*';
    else if (char === '_') source += '.';
    else if (char === '\\') {
      at += 1;
      const escaped = chars[at];
      if (escaped === undefined) throw failure(500, 'LIKE pattern must not end with escape character');
      source += literal(escaped);
    } else source += literal(char);
  }
  return new RegExp(`^${source}$`, 'isu');
}

function literal(char: string): string {
  return char.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
