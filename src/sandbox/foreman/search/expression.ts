import { searchTokens } from './tokens.ts';
import type { Comparison, SearchToken } from './tokens.ts';

export type SearchExpression =
  /** A word without a field: looked for in the default fields, or a flag's name. */
  | { readonly kind: 'word'; readonly text: string }
  /** Without a field the comparison is made with the default fields. */
  | {
      readonly kind: 'comparison';
      readonly field: string | undefined;
      readonly operator: Comparison;
      readonly value: string;
    }
  | { readonly kind: 'null' | 'notnull'; readonly field: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly SearchExpression[] }
  | { readonly kind: 'not'; readonly part: SearchExpression };

type Parsed = SearchExpression | undefined;

/**
 * Reads a search text as leniently as the server does: what makes no sense is dropped, and a text of which nothing
 * is left (undefined) finds everything (foreman.md 2.3). `and` and `or` bind alike, to the right.
 */
export function parseSearch(text: string): Parsed {
  return new SearchParser(searchTokens(text)).sequence();
}

class SearchParser {
  readonly #tokens: readonly SearchToken[];
  #at = 0;

  constructor(tokens: readonly SearchToken[]) {
    this.#tokens = tokens;
  }

  /** Terms side by side mean `and`. Ends at a closing bracket: at the top level the rest is never read. */
  sequence(): Parsed {
    const parts: SearchExpression[] = [];
    while (this.#peek !== undefined && this.#peek.kind !== 'close') {
      const part = this.#logical();
      if (part !== undefined) parts.push(part);
    }
    return joined('and', parts);
  }

  get #peek(): SearchToken | undefined {
    return this.#tokens[this.#at];
  }

  #next(): SearchToken | undefined {
    const token = this.#peek;
    this.#at += 1;
    return token;
  }

  #isOperator(...operators: readonly string[]): boolean {
    const token = this.#peek;
    return token?.kind === 'operator' && operators.includes(token.operator);
  }

  #logical(): Parsed {
    const left = this.#term();
    if (!this.#isOperator('and', 'or')) return left;
    const operator = this.#next() as { readonly operator: 'and' | 'or' };
    const right = this.#logical();
    return joined(
      operator.operator,
      [left, right].filter((part) => part !== undefined),
    );
  }

  #term(): Parsed {
    if (this.#peek?.kind === 'open') return this.#bracketed();
    if (this.#isOperator('not')) return this.#negated();
    if (this.#isOperator('null', 'notnull')) return this.#nullTest();
    return this.#comparison();
  }

  #bracketed(): Parsed {
    this.#next();
    const inside = this.sequence();
    this.#next();
    return inside;
  }

  #negated(): Parsed {
    this.#next();
    const part = this.#term();
    return part === undefined ? undefined : { kind: 'not', part };
  }

  #nullTest(): Parsed {
    const token = this.#next() as { readonly operator: 'null' | 'notnull' };
    const field = this.#text();
    return field === undefined ? undefined : { kind: token.operator, field };
  }

  #comparison(): Parsed {
    if (this.#peek?.kind === 'comma') this.#next();
    const token = this.#peek;
    if (token === undefined || token.kind === 'close') return undefined;
    if (token.kind === 'text') return this.#fieldComparison();
    if (token.kind !== 'operator') return this.#term();
    this.#next();
    const value = this.#text();
    if (value === undefined) return undefined;
    return isComparison(token.operator)
      ? { kind: 'comparison', field: undefined, operator: token.operator, value }
      : { kind: 'word', text: value };
  }

  /** An operator without a value after it leaves the field's name as a word: `id ^ ()` looks for "id". */
  #fieldComparison(): SearchExpression {
    const name = this.#text() ?? '';
    const token = this.#peek;
    let found: SearchExpression = { kind: 'word', text: name };
    if (token?.kind === 'operator' && isComparison(token.operator)) {
      this.#next();
      const isList = token.operator === 'in' || token.operator === 'notin';
      const value = isList && this.#peek?.kind === 'open' ? this.#list() : this.#text();
      if (value !== undefined) {
        found = { kind: 'comparison', field: name, operator: token.operator, value };
      }
    }
    if (this.#peek?.kind === 'comma') this.#next();
    return found;
  }

  /** The parts are joined by commas after unquoting, so that a comma inside quotes cuts as well. */
  #list(): string | undefined {
    const values: string[] = [];
    this.#next();
    while (this.#peek !== undefined && this.#peek.kind !== 'close') {
      const token = this.#next();
      if (token?.kind === 'text') values.push(token.text);
    }
    this.#next();
    return values.length === 0 ? undefined : values.join(',');
  }

  #text(): string | undefined {
    const token = this.#peek;
    if (token?.kind !== 'text') return undefined;
    this.#next();
    return token.text;
  }
}

function isComparison(operator: string): operator is Comparison {
  return !['and', 'or', 'not', 'null', 'notnull'].includes(operator);
}

function joined(kind: 'and' | 'or', parts: readonly SearchExpression[]): Parsed {
  return parts.length > 1 ? { kind, parts } : parts[0];
}
