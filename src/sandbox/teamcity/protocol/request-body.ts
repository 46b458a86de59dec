import { parseCompactDate } from './compact-date.ts';
import { unreadableBody } from './rest-error.ts';
import { readXml } from './xml-reader.ts';
import type { BodyObject } from './xml-reader.ts';

export type BodyFormat = 'json' | 'xml';

/** Makes an object of a request body; unknown properties stay in it and are simply never asked for. */
export function parseBody(text: string, format: BodyFormat): BodyObject {
  if (format === 'xml') return readXml(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadableBody(`Unexpected input in the JSON document: ${(error as Error).message}`);
  }
  return asObject(value, 'the document');
}

/** Text of a property; absent and null are the same. Other single values are turned into text. */
export function textIn(body: BodyObject, property: string): string | undefined {
  const value = body[property];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw unreadableBody(`Cannot deserialize value of type \`java.lang.String\` at property "${property}"`);
}

export function objectIn(body: BodyObject, property: string): BodyObject | undefined {
  const value = body[property];
  return value === undefined || value === null ? undefined : asObject(value, `property "${property}"`);
}

/**
 * Objects of a list property. Absent and null are undefined, which is not the same as an empty list: several
 * calls answer 500 to it. One object in place of a list is refused (section 1.4).
 */
export function listIn(body: BodyObject, property: string): readonly BodyObject[] | undefined {
  const value = body[property];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) {
    throw unreadableBody(
      `Cannot deserialize value of type \`java.util.ArrayList\` from Object value at property "${property}"`,
    );
  }
  return value.map((item: unknown) => asObject(item, `an element of "${property}"`));
}

export function flagIn(body: BodyObject, property: string): boolean {
  const value = body[property];
  return value === true || value === 'true';
}

/** A date: the compact form or epoch milliseconds in JSON, ISO 8601 in XML (sections 1.4 and 2.11). */
export function dateIn(body: BodyObject, property: string, format: BodyFormat): number | undefined {
  const value = body[property];
  if (value === undefined || value === null) return undefined;
  if (format === 'json' && typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : '';
  const time = format === 'json' ? (parseCompactDate(text) ?? Number.NaN) : Date.parse(text);
  if (Number.isNaN(time)) {
    throw unreadableBody(
      `Cannot deserialize value of type \`java.util.Date\` from "${text}" at property "${property}"`,
    );
  }
  return time;
}

function asObject(value: unknown, where: string): BodyObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadableBody(`Cannot construct an object from the value at ${where}`);
  }
  return value as BodyObject;
}
