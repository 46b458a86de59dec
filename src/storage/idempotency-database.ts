import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { IdempotencyUnavailableError } from '#domain/idempotency.ts';
import { createPrivateFile } from './create-private.ts';
import { isBusy } from './hold-lock.ts';

const idempotencyFileName = 'idempotency.sqlite';

/** A second process waits so long before it is refused: the one before it may be about to end. */
const busyMs = 500;
const schemaVersion = 1;

/**
 * Opens and checks the file, which is created where it is missing. It stays locked for other processes: what one
 * process has under way another would take for interrupted.
 */
export function openIdempotencyDatabase(directory: string): DatabaseSync {
  const path = join(directory, idempotencyFileName);
  let database: DatabaseSync | undefined;
  try {
    createPrivateFile(path);
    database = new DatabaseSync(path, { timeout: busyMs });
    prepare(database);
    return database;
  } catch (error) {
    database?.close();
    throw new IdempotencyUnavailableError(whyNot(path, error), { cause: error });
  }
}

function prepare(database: DatabaseSync): void {
  // FULL: a key that was begun is on disk before anything is written upstream, also when the power goes.
  database.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE',
  );
  const problem = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (problem !== 'ok') throw new Error(`it is damaged: ${String(problem)}`);
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version !== 0 && version !== schemaVersion) {
    throw new Error(`it has the format ${String(version)}, and this version knows ${schemaVersion}`);
  }
  database.exec(`
    CREATE TABLE IF NOT EXISTS calls (
      caller TEXT NOT NULL,
      key_hash TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      at INTEGER NOT NULL,
      outcome TEXT,
      PRIMARY KEY (caller, key_hash)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS calls_at ON calls (at);
    PRAGMA user_version = ${schemaVersion};
    COMMIT`);
}

function whyNot(path: string, error: unknown): string {
  if (isBusy(error)) {
    return `${path} is held by another gateway. Stop that one, or give each a data.dir of its own.`;
  }
  const why = error instanceof Error ? error.message : String(error);
  return `${path} cannot be used (${why}). It remembers calls by their idempotency keys: move it away only if no caller repeats a call it made before.`;
}
