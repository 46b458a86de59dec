import type { SquashServer } from './call.ts';
import { selectedNames } from './field-selection.ts';
import type { FieldSelection } from './field-selection.ts';
import { API_ROOT } from './request-target.ts';

/** One attribute of an entity; undefined means that the answer lacks the key. */
type AttributeReader<R> = (record: R, server: SquashServer, nested: FieldSelection | undefined) => unknown;

/** How one kind of entity is written. `_type`, `id` and `_links` are always there (squash.md 2.3). */
export interface WireType<R extends { readonly id: number }> {
  readonly typeOf: (record: R) => string;
  /** Path of the collection that links name. */
  readonly collection: string;
  readonly attributes: Readonly<Record<string, AttributeReader<R>>>;
  /** Attributes shown without `fields`: in a list, and alone. */
  readonly slim: ReadonlySet<string>;
  readonly full: ReadonlySet<string>;
}

/** Writes one entity: the attributes selected, else those usual at this place. */
export function toWire<R extends { readonly id: number }>(
  type: WireType<R>,
  record: R,
  server: SquashServer,
  usual: ReadonlySet<string>,
  selection?: FieldSelection,
): Record<string, unknown> {
  const wire: Record<string, unknown> = { _type: type.typeOf(record), id: record.id };
  for (const name of selectedNames(selection, Object.keys(type.attributes), usual)) {
    const value = type.attributes[name]?.(record, server, selection?.included.get(name));
    if (value !== undefined) wire[name] = value;
  }
  wire['_links'] = { self: { href: link(server, `${type.collection}/${record.id}`) } };
  return wire;
}

/** An absolute address below the API's root, at the host the server takes itself for. */
export function link({ switches }: SquashServer, path: string): string {
  return `${switches.hrefBase}${switches.contextPath}${API_ROOT}/${path}`;
}
