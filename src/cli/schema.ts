import { print } from 'graphql';
import { readSdl } from '#server/build-schema.ts';

/** Prints the schema as it is served, with the directives that introspection does not show. */
export function schema(): number {
  process.stdout.write(`${print(readSdl())}\n`);
  return 0;
}
