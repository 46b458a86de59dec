import { parseArgs } from 'node:util';

export type Command = 'serve' | 'sandbox' | 'check' | 'schema' | 'audit' | 'help';

export interface Arguments {
  readonly command: Command;
  readonly config?: string | undefined;
  readonly port?: number | undefined;
  /** Accounts in each simulated system; the hand-written company where absent. */
  readonly population?: number | undefined;
  /** What stands after `audit`, which has options of its own. */
  readonly words?: readonly string[] | undefined;
}

/** The command line is not right; the message says what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const commands = ['serve', 'sandbox', 'check', 'schema', 'audit', 'help'] as const;
const options = {
  config: { type: 'string' },
  port: { type: 'string' },
  population: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export function parseArguments(words: readonly string[]): Arguments {
  if (words[0] === 'audit') {
    const isHelp = words.includes('--help') || words.includes('-h');
    return isHelp ? { command: 'help' } : { command: 'audit', words: words.slice(1) };
  }
  const { values, positionals } = parse(words);
  const [named = 'serve', ...rest] = positionals;
  const command = commands.find((each) => each === named);
  if (command === undefined) {
    throw new UsageError(`Expected one of ${commands.join(', ')}; got ${JSON.stringify(named)}.`);
  }
  if (rest.length > 0) throw new UsageError(`Did not expect ${JSON.stringify(rest[0])} after ${command}.`);
  if (values.help === true) return { command: 'help' };
  if (command === 'check' && values.config === undefined)
    throw new UsageError('check needs --config <file>.');
  return {
    command,
    config: values.config,
    port: wholeNumber('--port', values.port, 65_535),
    population: wholeNumber('--population', values.population, 1_000_000),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/u.test(text) && Number(text) <= most) return Number(text);
  throw new UsageError(
    `Expected a whole number from 0 to ${most} after ${option}; got ${JSON.stringify(text)}.`,
  );
}
