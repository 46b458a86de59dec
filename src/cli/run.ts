import { ConfigurationError } from '#config/mistakes.ts';
import { RollcallError } from '#domain/errors.ts';
import { parseArguments, UsageError } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { usage } from './usage.ts';

/** Runs one command; the answer is the exit code: 0 well, 1 failed, 2 called wrongly. */
export async function run(words: readonly string[]): Promise<number> {
  try {
    return await dispatch(parseArguments(words));
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usage}`);
      return 2;
    }
    if (error instanceof ConfigurationError) {
      const { length } = error.mistakes;
      process.stderr.write(
        `${error.message}\n${length} mistake${length === 1 ? '' : 's'} in the configuration.\n`,
      );
      return 1;
    }
    // What only the schema, or another part above the configuration, can find wrong with it.
    if (error instanceof RollcallError && error.code === 'INVALID_INPUT') {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

/** Each command is loaded when it is asked for: the server's parts are not needed to print the schema. */
async function dispatch(args: Arguments): Promise<number> {
  switch (args.command) {
    case 'serve':
      return (await import('./serve.ts')).serve(args);
    case 'sandbox':
      return (await import('./sandbox.ts')).sandbox(args);
    case 'check':
      return (await import('./check.ts')).check(args);
    case 'schema':
      return (await import('./schema.ts')).schema();
    case 'audit':
      return (await import('./audit.ts')).audit(args.words ?? []);
    case 'help':
      process.stdout.write(usage);
      return 0;
  }
}
