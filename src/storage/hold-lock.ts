import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { createPrivateFile } from './create-private.ts';

export interface Lock {
  release(): void;
}

/** Somebody else holds the lock. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
}

/**
 * Holds a lock that the kernel takes back when the process ends, however it ends. A number in a file would not do: in
 * a container every gateway is process 1, before and after a restart and beside another one. Node has no `flock`, so
 * SQLite's lock on an empty file stands in. The holder's name beside it is for people only.
 */
export function holdLock(path: string): Lock {
  const holder = `${path}.holder`;
  createPrivateFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    writeFileSync(holder, `process ${process.pid} on ${hostname()}\n`, { mode: 0o600 });
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new LockHeldError(`${path} is held by ${readHolder(holder)}`, { cause: error });
  }
  return {
    release: () => {
      rmSync(holder, { force: true });
      database.close();
    },
  };
}

const sqliteBusy = 5;

/** Whether another process has the database file. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // It starts or ends this moment and has not said its name.
    return 'another process';
  }
}
