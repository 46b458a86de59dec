import type { SandboxReply } from '../kernel/exchange.ts';

/**
 * JSON as the Java server prints it: indented, with a blank before the colon and after each bracket of a list
 * (zephyr.md 1.4). Members that are undefined are left out. Keys must need no escape: all of ours are words or
 * numbers.
 */
function jackson(value: unknown): string {
  return print(value, '', new Map());
}

export function jacksonReply(status: number, value: unknown): SandboxReply {
  return { status, headers: { 'content-type': 'application/json' }, body: jackson(value) };
}

/**
 * Lists printed so far, by identity. Twenty thousand users hold a few hundred lists of roles and groups between
 * them, and printing those anew for each would be most of the work.
 */
type Printed = Map<readonly unknown[], { readonly indent: string; readonly text: string }>;

function print(value: unknown, indent: string, printed: Printed): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (!Array.isArray(value)) return printObject(value as Record<string, unknown>, indent, printed);
  const known = printed.get(value);
  if (known?.indent === indent) return known.text;
  const text =
    value.length === 0 ? '[ ]' : `[ ${value.map((each) => print(each, indent, printed)).join(', ')} ]`;
  printed.set(value, { indent, text });
  return text;
}

function printObject(value: Record<string, unknown>, indent: string, printed: Printed): string {
  const inner = `${indent}  `;
  let text = '';
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}\n${inner}"${key}" : ${print(member, inner, printed)}`;
  }
  return text === '' ? '{ }' : `{${text}\n${indent}}`;
}
