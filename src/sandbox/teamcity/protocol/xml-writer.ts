import type { WireObject } from '../wire/wire-value.ts';

export const xmlProlog = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/**
 * Writes an entity: single values as attributes, objects as child elements, lists as repeated elements of the
 * property's name.
 */
export function writeXml(element: string, value: WireObject): string {
  return xmlProlog + writeElement(element, value);
}

function writeElement(name: string, value: WireObject): string {
  const attributes: string[] = [];
  const children: string[] = [];
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined) continue;
    if (typeof part === 'object') children.push(writeChildren(key, part));
    else attributes.push(` ${key}="${escapeXml(String(part))}"`);
  }
  const open = `<${name}${attributes.join('')}`;
  const content = children.join('');
  return content === '' ? `${open}/>` : `${open}>${content}</${name}>`;
}

function writeChildren(name: string, part: WireObject | readonly WireObject[]): string {
  if (!isList(part)) return writeElement(name, part);
  return part.map((item) => writeElement(name, item)).join('');
}

function isList(value: WireObject | readonly WireObject[]): value is readonly WireObject[] {
  return Array.isArray(value);
}

export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
