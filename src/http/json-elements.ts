const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const blanks: ReadonlySet<number | undefined> = new Set([0x20, 0x0a, 0x0d, 0x09]);

/**
 * The texts of the elements of a JSON array in UTF-8, one at a time, so that a list of 16 MB need never exist as text or
 * as objects all at once. Each is to be parsed by itself, which shows whether it is JSON; SyntaxError where the array
 * around them is not. All signs that matter are ASCII, whose bytes stand for nothing else in UTF-8.
 */
export function* elementsOf(json: Buffer): Generator<string, void, undefined> {
  const first = skipBlanks(json, 0);
  if (json[first] !== openBracket) throw new SyntaxError('Expected an array.');
  let start = skipBlanks(json, first + 1);
  if (json[start] === closeBracket) return requireEnd(json, start + 1);
  for (;;) {
    const end = endOfElement(json, start);
    yield json.toString('utf8', start, end);
    if (json[end] === closeBracket) return requireEnd(json, end + 1);
    if (json[end] !== comma) throw new SyntaxError('Expected a comma or the end of the array.');
    start = end + 1;
  }
}

export interface ArrayTakenOut {
  readonly path: readonly string[];
  /** The array as it was written. */
  readonly json: Buffer;
}

/** The text without the arrays at some paths of member names, `[]` standing in their place, and those arrays. */
export function takeOutArrays(
  json: Buffer,
  paths: readonly (readonly string[])[],
): { readonly around: string; readonly arrays: readonly ArrayTakenOut[] } {
  const spans = paths
    .flatMap((path) => arrayAt(json, path))
    .toSorted((one, other) => one.start - other.start);
  let around = '';
  let place = 0;
  for (const { start, end } of spans) {
    around += `${json.toString('utf8', place, start)}[]`;
    place = end;
  }
  around += json.toString('utf8', place);
  return { around, arrays: spans.map(({ path, start, end }) => ({ path, json: json.subarray(start, end) })) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** None where nothing or something else than an array stands there. */
function arrayAt(json: Buffer, path: readonly string[]): (Span & { readonly path: readonly string[] })[] {
  let span: Span | undefined = { start: skipBlanks(json, 0), end: json.length };
  for (const name of path) span = span === undefined ? undefined : memberAt(json, span.start, name);
  return span !== undefined && json[span.start] === openBracket ? [{ ...span, path }] : [];
}

/** Of members of the same name the last one counts, as it does for `JSON.parse`. */
function memberAt(json: Buffer, object: number, name: string): Span | undefined {
  if (json[object] !== openBrace) return undefined;
  let found: Span | undefined;
  let place = skipBlanks(json, object + 1);
  while (json[place] === quote) {
    const endOfName = endOfString(json, place) + 1;
    const start = skipBlanks(json, skipBlanks(json, endOfName) + 1);
    const end = endOfElement(json, start);
    if (JSON.parse(json.toString('utf8', place, endOfName)) === name) found = { start, end };
    place = skipBlanks(json, end + 1);
  }
  return found;
}

/** The place of the comma behind the element or member that starts here, or of the bracket that closes what it is in. */
function endOfElement(json: Buffer, start: number): number {
  let depth = 0;
  for (let place = start; place < json.length; place += 1) {
    const byte = json[place];
    if (byte === quote) place = endOfString(json, place);
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (depth === 0 && (byte === comma || byte === closeBracket || byte === closeBrace)) return place;
    else if (byte === closeBrace || byte === closeBracket) depth -= 1;
  }
  throw new SyntaxError('The array has no end.');
}

/** The place of the quote that ends the string beginning here. */
function endOfString(json: Buffer, start: number): number {
  for (let place = start + 1; place < json.length; place += 1) {
    if (json[place] === quote) return place;
    if (json[place] === backslash) place += 1;
  }
  throw new SyntaxError('A string has no end.');
}

function requireEnd(json: Buffer, from: number): void {
  if (skipBlanks(json, from) < json.length) throw new SyntaxError('Expected nothing behind the array.');
}

function skipBlanks(json: Buffer, from: number): number {
  let place = from;
  while (blanks.has(json[place])) place += 1;
  return place;
}
