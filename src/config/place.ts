import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Document } from 'yaml';

/** Where something is in a configuration, e.g. `['systems', 0, 'url']`. */
export type Path = readonly PropertyKey[];

/** `systems[0].url` */
export function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

/** Offset of a key or list item; of the deepest thing above it that is in the file where it is missing itself. */
export function offsetOf(document: Document, path: Path): number | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const offset = offsetIn(document, path.slice(0, depth));
    if (offset !== undefined) return offset;
  }
  return document.contents?.range?.[0];
}

function offsetIn(document: Document, path: Path): number | undefined {
  const parentPath = path.slice(0, -1);
  const last = path.at(-1);
  const parent: unknown = parentPath.length === 0 ? document.contents : document.getIn(parentPath, true);
  const found: unknown = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))?.key
    : isSeq(parent)
      ? parent.items[Number(last)]
      : undefined;
  return isNode(found) ? found.range?.[0] : undefined;
}

/** What stands at a path of a parsed file. */
export function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[part];
  }
  return value;
}
