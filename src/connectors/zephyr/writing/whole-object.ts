/** A JSON object as it came, members that nobody here knows included: what is written in full must lose nothing. */
export type WholeObject = Readonly<Record<string, unknown>>;

interface RawJson {
  readonly rawJSON: string;
}
/** In Node, but not yet among TypeScript's own types. */
const rawJson = JSON as unknown as {
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
};

/**
 * `JSON.parse` that keeps each number as it was written, so that written back it is the same to the last digit: ids
 * are 64-bit, and a rounded one is the id of somebody else. Throws SyntaxError as `JSON.parse` does.
 */
export function parseWhole(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source;
    const isSame = typeof value !== 'number' || source === undefined || String(value) === source;
    return isSame ? value : rawJson.rawJSON(source);
  });
}

export function isWholeObject(value: unknown): value is WholeObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !rawJson.isRawJSON(value);
}

/** An id, checked to be one, as the number it is on the wire. */
export function idNumber(id: string): unknown {
  return rawJson.rawJSON(id);
}

/** The text of an id as it came, a number of any size or a string; undefined for anything else. */
export function idText(value: unknown): string | undefined {
  if (rawJson.isRawJSON(value)) return value.rawJSON;
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}
