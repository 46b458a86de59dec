/** Parsed JSON of unknown depth: steps into it may be written one after the other, with `?.`. */
export interface JsonValue {
  readonly [key: string]: JsonValue;
}

/** The elements of a list; none where there is no list. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The rows of a page. */
export function rowsOf(page: JsonValue, key: string): readonly JsonValue[] {
  return listOf(page['_embedded']?.[key]);
}

/** The keys of an object in the order in which they came. */
export function keysOf(value: JsonValue | undefined): string[] {
  return Object.keys(value ?? {});
}

export function idOf(value: JsonValue | undefined): number {
  const id: unknown = value?.['id'];
  if (typeof id !== 'number') throw new TypeError('The answer has no id.');
  return id;
}

/** The text under a key; the empty text where there is none. */
export function textOf(value: JsonValue, key: string): string {
  const text: unknown = value[key];
  return typeof text === 'string' ? text : '';
}
