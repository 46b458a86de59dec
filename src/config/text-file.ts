import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AddMistake } from './mistakes.ts';

/** The text of a file that the configuration names, relative to it; undefined, and a mistake, where it cannot be read. */
export function readTextFile(
  file: string,
  baseDirectory: string,
  path: readonly PropertyKey[],
  add: AddMistake,
): string | undefined {
  try {
    return readFileSync(resolve(baseDirectory, file), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    add(path, `the file ${file} cannot be read (${code})`);
    return undefined;
  }
}
