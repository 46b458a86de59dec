import { z } from 'zod';
import type { AddMistake } from './mistakes.ts';
import { readTextFile } from './text-file.ts';

/** As graphql-codegen and Relay write it: the text of each operation by its id. */
const plainList = z.record(z.string(), z.string());

/** As `@apollo/generate-persisted-query-manifest` writes it. */
const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});

const path = ['documents', 'file'] as const;

/** Trusted documents by id; empty where no file is named or where something is wrong with it. */
export function readTrustedDocuments(
  file: string | undefined,
  baseDirectory: string,
  add: AddMistake,
): ReadonlyMap<string, string> {
  if (file === undefined) return new Map();
  const text = readTextFile(file, baseDirectory, path, add);
  if (text === undefined) return new Map();
  const value = parse(text);
  const manifest = apolloManifest.safeParse(value);
  if (manifest.success) return new Map(manifest.data.operations.map(({ id, body }) => [id, body]));
  const list = plainList.safeParse(value);
  if (list.success) return new Map(Object.entries(list.data));
  add(path, `expected JSON in ${file}: { "<id>": "<operation>" }, or a manifest of persisted queries`);
  return new Map();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
