import { failure, serverError } from './answers.ts';
import type { Call } from './call.ts';
import { isRecord } from './parameters.ts';

export type Attributes = Readonly<Record<string, unknown>>;

/**
 * The attributes a body gives for a resource: wrapped (`{"user":{…}}`) or not. An empty body, an array or null gives
 * none; a string or number where the object should be is a 500 (foreman.md 1.4).
 */
export function attributesOf(call: Call, resource: string): Attributes {
  if (!isRecord(call.body)) return {};
  const wrapped = call.body[resource];
  if (wrapped === undefined) return call.body;
  if (wrapped === null || Array.isArray(wrapped)) return {};
  if (!isRecord(wrapped)) throw serverError();
  return wrapped;
}

/** Text of an attribute: undefined where it is not given, null where it is null. */
export function textAttribute(attributes: Attributes, name: string): string | null | undefined {
  const value = attributes[name];
  if (value === undefined || value === null) return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function flagAttribute(attributes: Attributes, name: string): boolean | undefined {
  const value = attributes[name];
  if (value === undefined || value === null) return undefined;
  return value === true || value === 1 || value === '1' || value === 'true';
}

/** An id, also if written as text; null where it is null or empty. */
export function idAttribute(attributes: Attributes, name: string): number | null | undefined {
  const value = attributes[name];
  if (value === undefined) return undefined;
  if (value === null || value === '') return null;
  return toId(value);
}

/** Ids of an array, as numbers or text. What is no array is dropped, null included: nothing changes (4.1). */
export function idsAttribute(attributes: Attributes, name: string): readonly number[] | undefined {
  const value = attributes[name];
  return Array.isArray(value) ? value.map(toId) : undefined;
}

/** Names of an array, resolved to ids; an unknown name is a 500 (2.6, 4.1). */
export function namesAttribute(
  attributes: Attributes,
  name: string,
  find: (name: string) => number | undefined,
): readonly number[] | undefined {
  const value = attributes[name];
  if (!Array.isArray(value)) return undefined;
  return value.map((each) => {
    const id = find(String(each));
    if (id === undefined) throw serverError();
    return id;
  });
}

/** A set that the database keeps free of repeats: a repeated id breaks its constraint (2.6). */
export function uniqueIds(ids: readonly number[]): ReadonlySet<number> {
  const unique = new Set(ids);
  if (unique.size !== ids.length) throw failure(500, 'duplicate key value violates unique constraint');
  return unique;
}

function toId(value: unknown): number {
  return Number.parseInt(String(value), 10);
}
