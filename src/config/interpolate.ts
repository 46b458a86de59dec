import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isScalar, visit } from 'yaml';
import type { Document } from 'yaml';

export interface Interpolation {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What relative `${file:…}` paths are relative to. */
  readonly baseDirectory: string;
  /** Told of each value that cannot be filled in, with its offset in the file and the text left in its place. */
  readonly onMissing: (message: string, offset: number, left: string) => void;
}

const placeholder = /\$\{([^}]*)\}/gu;

/**
 * Fills in `${NAME}`, `${NAME:-default}` and `${file:/path}` in every value of a YAML document, in place. The last
 * line break of a file is left out, as secret stores add one.
 */
export function interpolate(document: Document, options: Interpolation): void {
  visit(document, {
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'string' || !isScalar(node)) return;
      const filled = fillAll(node.value, options);
      node.value = filled.text;
      for (const message of filled.missing) options.onMissing(message, node.range?.[0] ?? 0, filled.text);
    },
  });
}

function fillAll(
  written: string,
  options: Interpolation,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const text = written.replaceAll(placeholder, (whole, inside: string) => {
    const filled = fill(inside, options);
    if (filled.ok) return filled.value;
    missing.push(filled.message);
    return whole;
  });
  if (written.replaceAll(placeholder, '').includes('${')) missing.push('a ${ has no } that ends it');
  return { text, missing };
}

type Filled =
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string };

function fill(inside: string, options: Interpolation): Filled {
  if (inside.startsWith('file:')) return fillFromFile(inside.slice('file:'.length), options);
  const mark = inside.indexOf(':-');
  const name = mark < 0 ? inside : inside.slice(0, mark);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/u.test(name)) {
    // Not quoted: it may be a piece of a secret, or a default that is one.
    return { ok: false, message: 'expected ${NAME}, ${NAME:-default} or ${file:/path}' };
  }
  const value = options.environment[name];
  if (value !== undefined && value !== '') return { ok: true, value };
  if (mark >= 0) return { ok: true, value: inside.slice(mark + 2) };
  return { ok: false, message: `the environment variable ${name} is not set` };
}

function fillFromFile(path: string, options: Interpolation): Filled {
  try {
    const content = readFileSync(resolve(options.baseDirectory, path), 'utf8');
    return { ok: true, value: content.replace(/\r?\n$/u, '') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { ok: false, message: `the file ${path} cannot be read (${code})` };
  }
}
