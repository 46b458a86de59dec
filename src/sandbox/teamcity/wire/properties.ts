import { includes, longFields, nested, noFields } from '../protocol/fields.ts';
import type { Fields } from '../protocol/fields.ts';
import type { WireObject } from './wire-value.ts';

/** Properties of a user or a group; the short form has no values (section 2.2). */
export function propertiesWire(
  href: string,
  properties: ReadonlyMap<string, string>,
  fields: Fields,
): WireObject {
  const items = nested(fields, 'property', noFields, longFields);
  return {
    count: includes(fields, 'count', true, true) ? properties.size : undefined,
    href: includes(fields, 'href', true, true) ? href : undefined,
    property:
      items &&
      [...properties].map(([name, value]) => ({
        name: includes(items, 'name', true, true) ? name : undefined,
        value: includes(items, 'value', true, true) ? value : undefined,
      })),
  };
}
