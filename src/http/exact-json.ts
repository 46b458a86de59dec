/** Integers from here on may be rounded; they have 16 digits and more. */
const digitsOfTheLargest = 16;
const integer = /^-?\d+$/u;

/**
 * `JSON.parse`, with integers beyond 2^53 as strings: ids of these upstreams are 64-bit, and a rounded one is the id of
 * somebody else. Throws SyntaxError as `JSON.parse` does.
 */
export function parseExactJson(text: string): unknown {
  // The reviver visits every value, which takes several times as long as the parsing itself.
  return mayHoldLargeInteger(text) ? parseWithReviver(text) : JSON.parse(text);
}

/** The reviver calls itself at every level, and no answer that anybody means is as deep as the stack. */
function parseWithReviver(text: string): unknown {
  try {
    return JSON.parse(text, keepExact);
  } catch (error) {
    throw error instanceof RangeError ? new SyntaxError('Nested too deeply.') : error;
  }
}

function keepExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && integer.test(source) ? source : value;
}

/** Whether so many digits stand in a row: such a run covers one of every so many places, so only those are looked at. */
function mayHoldLargeInteger(text: string): boolean {
  for (let place = digitsOfTheLargest - 1; place < text.length; place += digitsOfTheLargest) {
    if (isDigit(text, place) && digitsAround(text, place) >= digitsOfTheLargest) return true;
  }
  return false;
}

function digitsAround(text: string, place: number): number {
  let start = place;
  let end = place + 1;
  while (isDigit(text, start - 1)) start -= 1;
  while (isDigit(text, end)) end += 1;
  return end - start;
}

function isDigit(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 48 && code <= 57;
}
