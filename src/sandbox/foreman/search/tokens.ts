/** A piece of a search text: an operator, a bracket, a comma, or text (a word, or what stood in quotes). */
export type SearchToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open' | 'close' | 'comma' }
  | { readonly kind: 'operator'; readonly operator: SearchOperator };

export type Comparison = 'eq' | 'ne' | 'gt' | 'lt' | 'gte' | 'lte' | 'like' | 'unlike' | 'in' | 'notin';
type SearchOperator = Comparison | 'and' | 'or' | 'not' | 'null' | 'notnull';

/** Words that are operators wherever they stand unquoted, in any case. */
const operatorWords: Readonly<Record<string, SearchOperator>> = {
  and: 'and',
  or: 'or',
  not: 'not',
  has: 'notnull',
  'set?': 'notnull',
  'null?': 'null',
  before: 'lt',
  after: 'gt',
  at: 'eq',
};

const operatorSigns: Readonly<Record<string, SearchOperator>> = {
  '&': 'and',
  '&&': 'and',
  '|': 'or',
  '||': 'or',
  '-': 'not',
  '!': 'not',
  '~': 'like',
  '!~': 'unlike',
  '=': 'eq',
  '==': 'eq',
  '!=': 'ne',
  '<>': 'ne',
  '>': 'gt',
  '<': 'lt',
  '>=': 'gte',
  '<=': 'lte',
  '^': 'in',
  '!^': 'notin',
};

const brackets: Readonly<Record<string, 'open' | 'close' | 'comma'>> = {
  '(': 'open',
  ')': 'close',
  ',': 'comma',
};

/** Cuts a search text into tokens; nothing is ever refused here (foreman.md 2.3). */
export function searchTokens(text: string): readonly SearchToken[] {
  const tokens: SearchToken[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const bracket = brackets[char];
    if (/\s/u.test(char)) at += 1;
    else if (bracket !== undefined) {
      tokens.push({ kind: bracket });
      at += 1;
    } else if (operatorSigns[char] !== undefined) {
      const sign = operatorSigns[text.slice(at, at + 2)] === undefined ? char : text.slice(at, at + 2);
      tokens.push({ kind: 'operator', operator: operatorSigns[sign] as SearchOperator });
      at += sign.length;
    } else {
      const piece = char === '"' ? quotedText(text, at) : word(text, at);
      tokens.push(piece.token);
      at = piece.end;
    }
  }
  return tokens;
}

interface Piece {
  readonly token: SearchToken;
  readonly end: number;
}

/** A backslash takes the next character as it is; a missing closing quote closes at the end. */
function quotedText(text: string, start: number): Piece {
  let value = '';
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') {
    if (text.charAt(at) === '\\') at += 1;
    value += text.charAt(at);
    at += 1;
  }
  return { token: { kind: 'text', text: value }, end: at + 1 };
}

/** Some operator signs (`-`, `!`, `^`) end no word once it has begun: `svc-m` is one word. */
function word(text: string, start: number): Piece {
  let end = start + 1;
  while (end < text.length && /[^=~<>\s&|)(,]/u.test(text.charAt(end))) end += 1;
  const value = text.slice(start, end);
  const lower = value.toLowerCase();
  if (Object.hasOwn(operatorWords, lower)) {
    return { token: { kind: 'operator', operator: operatorWords[lower] as SearchOperator }, end };
  }
  return { token: { kind: 'text', text: value }, end };
}
