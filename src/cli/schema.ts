import { printSchema } from 'graphql';
import { buildSchema } from '#server/build-schema.ts';

/** Prints the schema as it is served. */
export function schema(): number {
  process.stdout.write(`${printSchema(buildSchema())}\n`);
  return 0;
}
