import { readFile, stat } from 'node:fs/promises';
import { RollcallError } from '#domain/errors.ts';
import { CsvSyntaxError, parseCsv } from './csv.ts';
import { toPeople } from './person.ts';
import type { People } from './person.ts';

export interface PeopleFile {
  /** What the file says now: read again only when it changed, or when `isFresh` asks for it. */
  read(isFresh: boolean): Promise<People>;
}

export interface PeopleFileOptions {
  readonly system: string;
  readonly path: string;
  readonly delimiter: string;
}

export function createPeopleFile(options: PeopleFileOptions): PeopleFile {
  let kept: { readonly version: string; readonly people: People } | undefined;
  return {
    read: async (isFresh) => {
      // Asked before reading: a change in between shows as a change next time.
      const version = await versionOf(options);
      if (!isFresh && kept?.version === version) return kept.people;
      const people = parse(await textOf(options), options);
      kept = { version, people };
      return people;
    },
  };
}

async function versionOf(options: PeopleFileOptions): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(options.path);
    return `${mtimeMs} ${size}`;
  } catch (cause) {
    throw unreadable(options, cause);
  }
}

async function textOf(options: PeopleFileOptions): Promise<string> {
  try {
    return await readFile(options.path, 'utf8');
  } catch (cause) {
    throw unreadable(options, cause);
  }
}

function parse(text: string, { system, delimiter }: PeopleFileOptions): People {
  try {
    return toPeople(parseCsv(text, delimiter), system);
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    throw new RollcallError(
      'UPSTREAM_BAD_RESPONSE',
      `${system}: line ${error.line} of the file: ${error.message}.`,
      {
        system,
        cause: error,
      },
    );
  }
}

function unreadable({ system }: PeopleFileOptions, cause: unknown): RollcallError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  return new RollcallError('UPSTREAM_UNAVAILABLE', `${system}: the file cannot be read (${reason}).`, {
    system,
    cause,
  });
}
