import { parseArgs } from 'node:util';
import { parseInstant } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import { outcomes } from '#domain/outcomes.ts';
import type { Outcome } from '#domain/outcomes.ts';
import { UsageError } from './arguments.ts';

/** Which log: of a configuration's gateway, in a data directory, or a file that was put away. */
export type AuditPlace =
  { readonly config: string } | { readonly directory: string } | { readonly file: string };

export type AuditArguments =
  | { readonly action: 'verify'; readonly place: AuditPlace; readonly expect?: string | undefined }
  | {
      readonly action: 'list';
      readonly place: AuditPlace;
      readonly format: 'table' | 'ndjson';
      readonly since?: Instant | undefined;
      readonly system?: string | undefined;
      readonly outcome?: Outcome | undefined;
    };

const place = { config: { type: 'string' }, dir: { type: 'string' }, file: { type: 'string' } } as const;
const verifyOptions = { ...place, expect: { type: 'string' } } as const;
const listOptions = {
  ...place,
  format: { type: 'string', default: 'table' },
  since: { type: 'string' },
  system: { type: 'string' },
  outcome: { type: 'string' },
} as const;

/** @param words What stands after `audit`. */
export function parseAuditArguments([action, ...words]: readonly string[]): AuditArguments {
  if (action === 'verify') return parseVerify(words);
  if (action === 'list') return parseList(words);
  throw new UsageError(`Expected audit verify or audit list; got ${JSON.stringify(action ?? '')}.`);
}

function parseVerify(args: string[]): AuditArguments {
  const values = parse(() => parseArgs({ args, options: verifyOptions, strict: true }).values);
  const { expect } = values;
  if (expect !== undefined && !/^[0-9a-f]{64}$/u.test(expect)) {
    throw new UsageError(
      `Expected a hash of 64 lower-case hex digits after --expect; got ${JSON.stringify(expect)}.`,
    );
  }
  return { action: 'verify', place: placeOf(values), expect };
}

function parseList(args: string[]): AuditArguments {
  const values = parse(() => parseArgs({ args, options: listOptions, strict: true }).values);
  const { format, system } = values;
  if (format !== 'table' && format !== 'ndjson') {
    throw new UsageError(`Expected table or ndjson after --format; got ${JSON.stringify(format)}.`);
  }
  return {
    action: 'list',
    place: placeOf(values),
    format,
    since: instant(values.since),
    system,
    outcome: outcomeOf(values.outcome),
  };
}

function parse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function placeOf(values: { config?: string; dir?: string; file?: string }): AuditPlace {
  const { config, dir, file } = values;
  const given = [
    ...(config === undefined ? [] : [{ config }]),
    ...(dir === undefined ? [] : [{ directory: dir }]),
    ...(file === undefined ? [] : [{ file }]),
  ];
  const [first] = given;
  if (first !== undefined && given.length === 1) return first;
  throw new UsageError('audit needs one of --config <file>, --dir <data.dir> and --file <audit file>.');
}

/** A day alone is that day's beginning in UTC. */
function instant(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const value = parseInstant(/^\d{4}-\d{2}-\d{2}$/u.test(text) ? `${text}T00:00:00Z` : text);
  if (value !== undefined) return value;
  throw new UsageError(
    `Expected a day or an instant with an offset after --since, such as 2026-01-31T08:15:00Z; got ${JSON.stringify(text)}.`,
  );
}

function outcomeOf(text: string | undefined): Outcome | undefined {
  if (text === undefined) return undefined;
  const outcome = outcomes.find((each) => each === text.toUpperCase());
  if (outcome !== undefined) return outcome;
  throw new UsageError(
    `Expected one of ${outcomes.join(', ')} after --outcome; got ${JSON.stringify(text)}.`,
  );
}
