import { unreadableBody } from './rest-error.ts';

/** A request body, whichever format it came in. */
export interface BodyObject {
  readonly [property: string]: unknown;
}

interface OpenElement {
  readonly name: string;
  readonly properties: Record<string, unknown>;
  text: string;
}

/** Which child is a list depends on the parent: `permission` is one in `permissions` but not in a restriction. */
const listsByParent: Readonly<Record<string, string>> = {
  roles: 'role',
  included: 'role',
  groups: 'group',
  'parent-groups': 'group',
  'child-groups': 'group',
  users: 'user',
  properties: 'property',
  permissions: 'permission',
  permissionRestrictions: 'permissionRestriction',
};

const token =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/guy;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/**
 * Reads the small XML the API takes (elements, attributes, text; no namespaces, no document types) into the shape
 * its JSON twin has: attributes and child elements alike become properties.
 */
export function readXml(xml: string): BodyObject {
  const open: OpenElement[] = [{ name: '', properties: {}, text: '' }];
  let end = 0;
  for (const match of xml.trim().matchAll(token)) {
    end = match.index + match[0].length;
    readToken(open, match);
  }
  const [document] = open;
  const root = Object.values(document?.properties ?? {})[0];
  if (open.length !== 1 || end !== xml.trim().length || root === undefined) {
    throw unreadableBody('XML document structures must start and end within the same entity.');
  }
  return typeof root === 'string' ? {} : (root as BodyObject);
}

function readToken(open: OpenElement[], match: RegExpExecArray): void {
  const [, closing, name, attributes = '', selfClosing, text] = match;
  const current = open.at(-1) as OpenElement;
  if (text !== undefined) {
    current.text += unescapeXml(text).trim();
    return;
  }
  if (name === undefined) return;
  if (closing === '/') {
    if (current.name !== name || open.length < 2) {
      throw unreadableBody(`The element type "${current.name}" must be terminated by the matching end-tag.`);
    }
    close(open);
    return;
  }
  const properties: Record<string, unknown> = {};
  for (const [, key, double, single] of attributes.matchAll(attribute)) {
    properties[key as string] = unescapeXml(double ?? single ?? '');
  }
  open.push({ name, properties, text: '' });
  if (selfClosing === '/') close(open);
}

function close(open: OpenElement[]): void {
  const element = open.pop() as OpenElement;
  const parent = open.at(-1) as OpenElement;
  const hasProperties = Object.keys(element.properties).length > 0;
  const value: unknown = element.text !== '' && !hasProperties ? element.text : element.properties;
  if (listsByParent[parent.name] !== element.name) {
    parent.properties[element.name] = value;
    return;
  }
  const list = (parent.properties[element.name] ??= []) as unknown[];
  list.push(value);
}

function unescapeXml(text: string): string {
  return text.replaceAll(/&(#x?[\da-f]+|\w+);/giu, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number.parseInt(name.slice(1), 10));
    return entities[name] ?? whole;
  });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
