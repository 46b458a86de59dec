import { badLocator } from '../protocol/rest-error.ts';

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** Either a single value or dimensions in the order written; the same name may come twice (section 2.1). */
export interface Locator {
  readonly single?: string;
  readonly dimensions: readonly Dimension[];
}

const base64Mark = '$base64:';

/** Parses a locator; throws the 400 that the list endpoints answer. */
export function parseLocator(text: string): Locator {
  if (text === '') throw badLocator('Invalid locator. Cannot be empty.');
  if (text.startsWith(base64Mark)) return { single: decodeValue(text), dimensions: [] };
  if (!hasDimensions(text)) return { single: text, dimensions: [] };
  if (text.startsWith('(') && closingParenthesis(text, 0) === text.length - 1) {
    return { single: text.slice(1, -1), dimensions: [] };
  }
  const dimensions = parseDimensions(text);
  for (const { name } of dimensions) {
    if (!/^[A-Za-z\d]+$/u.test(name)) throw badLocator(`Invalid dimension name '${name}' in '${text}'.`);
  }
  return { dimensions: dimensions.map(({ name, value }) => ({ name, value: decodeValue(value) })) };
}

/** All values of one dimension. */
export function valuesOf(locator: Locator, name: string): string[] {
  return locator.dimensions.filter((dimension) => dimension.name === name).map(({ value }) => value);
}

/** The value of a dimension that may be given once. */
export function valueOf(locator: Locator, name: string): string | undefined {
  const values = valuesOf(locator, name);
  if (values.length > 1) throw badLocator(`Only single '${name}' dimension is supported in locator.`);
  return values[0];
}

/** Refuses dimensions that are not in `supported`; the sentence lists those that are. */
export function refuseUnknownDimensions(locator: Locator, supported: readonly string[]): void {
  for (const { name } of locator.dimensions) {
    if (!supported.includes(name)) {
      throw badLocator(
        `Locator dimension [${name}] is unknown. Supported dimensions are: [${supported.join(', ')}]`,
      );
    }
  }
}

/** Splits `name:value`, `name(value)` and bare `name`; the `fields` parameter has the same grammar. */
export function parseDimensions(text: string): Dimension[] {
  const dimensions: Dimension[] = [];
  let at = 0;
  while (at < text.length) {
    const nameEnd = endOfName(text, at);
    const name = text.slice(at, nameEnd);
    if (name === '')
      throw badLocator(`Could not parse locator '${text}': no dimension name at position ${at}.`);
    const { value, end } = readValue(text, nameEnd);
    dimensions.push({ name, value });
    if (end < text.length && text[end] !== ',') {
      throw badLocator(`Could not parse locator '${text}': ',' expected at position ${end}.`);
    }
    if (end === text.length - 1) throw badLocator(`Could not parse locator '${text}': nothing after ','.`);
    at = end + 1;
  }
  return dimensions;
}

function hasDimensions(text: string): boolean {
  const open = text.indexOf('(');
  return text.includes(':') || (open >= 0 && text.includes(')', open));
}

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ':' && text[at] !== '(' && text[at] !== ',') at += 1;
  return at;
}

function readValue(text: string, nameEnd: number): { readonly value: string; readonly end: number } {
  if (nameEnd === text.length || text[nameEnd] === ',') return { value: '', end: nameEnd };
  const from = text[nameEnd] === ':' ? nameEnd + 1 : nameEnd;
  if (text[from] === '(') {
    const close = closingParenthesis(text, from);
    return { value: text.slice(from + 1, close), end: close + 1 };
  }
  const end = endOfBareValue(text, from);
  return { value: text.slice(from, end), end };
}

function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  throw badLocator(`Could not parse locator '${text}': unmatched '(' at position ${open}.`);
}

/** A bare value may hold pairs of parentheses; a `)` without its `(` is taken literally. */
function endOfBareValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at];
    if (character === ',' && depth === 0) break;
    if (character === '(') depth += 1;
    if (character === ')' && depth > 0) depth -= 1;
  }
  if (depth > 0) throw badLocator(`Could not parse locator '${text}': unmatched '('.`);
  return at;
}

function decodeValue(value: string): string {
  if (!value.startsWith(base64Mark)) return value;
  const encoded = value.slice(base64Mark.length);
  if (!/^[A-Za-z\d+/_-]*={0,2}$/u.test(encoded)) throw badLocator(`Invalid Base64 text: '${encoded}'.`);
  return Buffer.from(encoded, 'base64').toString('utf8');
}
