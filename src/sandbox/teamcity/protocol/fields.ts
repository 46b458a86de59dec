import { parseDimensions } from '../finders/locator.ts';
import { badRequest, RestError } from './rest-error.ts';

/**
 * What to show of an entity (section 2.2). `named` are the properties asked for by name; the preset decides about
 * the others: `custom` shows none of them, `all` shows all with short sub-entities, `everything` goes on inside.
 */
export interface Fields {
  readonly preset: 'none' | 'custom' | 'short' | 'long' | 'all' | 'everything';
  readonly named: ReadonlyMap<string, Fields>;
  /** Levels below the `**`; it stops after a few, since groups have users and users have groups. */
  readonly depth: number;
}

const deepestEverything = 3;

export const noFields = preset('none');
export const shortFields = preset('short');
export const longFields = preset('long');

/** Reads the query parameter: absent is `$long`, empty is `$short`; a syntax error is a 400. */
export function parseFields(text: string | null): Fields {
  if (text === null) return longFields;
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RestError) throw badRequest(`Could not parse 'fields' parameter: ${error.message}`);
    throw error;
  }
}

/** Whether a single value is shown. */
export function includes(fields: Fields, name: string, inShort: boolean, inLong: boolean): boolean {
  const own = fields.named.get(name);
  if (own !== undefined) return own.preset !== 'none';
  if (fields.preset === 'short') return inShort;
  if (fields.preset === 'long') return inLong;
  return fields.preset === 'all' || fields.preset === 'everything';
}

/** What to show of a sub-entity, undefined where it is not shown at all. */
export function nested(fields: Fields, name: string, inShort: Fields, inLong: Fields): Fields | undefined {
  const own = fields.named.get(name) ?? unnamed(fields, inShort, inLong);
  return own.preset === 'none' ? undefined : own;
}

function unnamed(fields: Fields, inShort: Fields, inLong: Fields): Fields {
  if (fields.preset === 'short') return inShort;
  if (fields.preset === 'long') return inLong;
  if (fields.preset === 'all') return shortFields;
  if (fields.preset !== 'everything') return noFields;
  return fields.depth < deepestEverything ? preset('everything', fields.depth + 1) : shortFields;
}

/** True where the property is asked for by name or by `*`, not by a default. */
export function isExplicit(fields: Fields, name: string): boolean {
  return includes(fields, name, false, false);
}

const markers: Readonly<Record<string, Fields['preset']>> = {
  $short: 'short',
  $long: 'long',
  '*': 'all',
  '**': 'everything',
  '-': 'none',
};

function parse(text: string): Fields {
  if (text === '') return shortFields;
  let chosen: Fields['preset'] = 'custom';
  const named = new Map<string, Fields>();
  for (const { name, value } of parseDimensions(text)) {
    const marker = markers[name];
    if (marker !== undefined) chosen = marker;
    else if (name !== '$optional') named.set(name, parse(value));
  }
  return { preset: chosen, named, depth: 0 };
}

function preset(name: Fields['preset'], depth = 0): Fields {
  return { preset: name, named: new Map(), depth };
}
