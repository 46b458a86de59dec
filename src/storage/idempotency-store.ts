import type { StatementSync } from 'node:sqlite';
import { IdempotencyUnavailableError, idempotencyKeyHash } from '#domain/idempotency.ts';
import type { BegunCall, IdempotencyStore, StoredOutcome } from '#domain/idempotency.ts';
import { createPrivateDirectory } from './create-private.ts';
import { openIdempotencyDatabase } from './idempotency-database.ts';

export interface IdempotencyStoreOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long an outcome is told again, and an interruption remembered. */
  readonly keepMs: number;
}

interface Running {
  readonly fingerprint: string;
  /** Told how the call ended; `undefined` where it was abandoned. */
  readonly ended: PromiseWithResolvers<StoredOutcome | undefined>;
  /** The outcome, where it could not be put on disk: this process still knows it. */
  outcome?: string;
}

/** Opens the store in a directory. Throws IdempotencyUnavailableError where the file is damaged or held. */
export async function openIdempotencyStore(
  directory: string,
  { now, keepMs }: IdempotencyStoreOptions,
): Promise<IdempotencyStore> {
  await createPrivateDirectory(directory);
  const rows = openRows(directory);
  const running = new Map<string, Running>();

  const begin = (key: string, caller: string, fingerprint: string): BegunCall => {
    const place = placeOf(key, caller);
    const here = running.get(place.name);
    if (here !== undefined) return stateHere(here, fingerprint);
    rows.dropUntil(now() - keepMs);
    const row = rows.read(place);
    if (row !== undefined) return stateOf(row, fingerprint);
    rows.insert(place, fingerprint, now());
    const ended = Promise.withResolvers<StoredOutcome | undefined>();
    // Often nobody waits; a close would then be an unhandled rejection.
    ended.promise.catch(() => undefined);
    running.set(place.name, { fingerprint, ended });
    return { state: 'new' };
  };

  const finish = (key: string, caller: string, outcome: StoredOutcome): void => {
    const place = placeOf(key, caller);
    const here = requireRunning(running, place);
    const text = JSON.stringify(outcome);
    here.outcome = text;
    here.ended.resolve(parse(text));
    rows.end(place, here.fingerprint, now(), text);
    running.delete(place.name);
  };

  const abandon = (key: string, caller: string): void => {
    const place = placeOf(key, caller);
    const here = requireRunning(running, place);
    running.delete(place.name);
    here.ended.resolve(undefined);
    // Where it fails the key counts as interrupted: too careful, but safe.
    rows.remove(place);
  };

  return {
    begin: async (key, caller, fingerprint) => begin(key, caller, fingerprint),
    finish: async (key, caller, outcome) => finish(key, caller, outcome),
    abandon: async (key, caller) => abandon(key, caller),
    close: async () => {
      for (const { ended } of running.values()) {
        ended.reject(new IdempotencyUnavailableError('The gateway stopped before the call ended.'));
      }
      running.clear();
      rows.close();
    },
  };
}

interface Place {
  readonly caller: string;
  readonly keyHash: string;
  readonly name: string;
}

function placeOf(key: string, caller: string): Place {
  const keyHash = idempotencyKeyHash(key);
  return { caller, keyHash, name: `${keyHash} ${caller}` };
}

function requireRunning(running: ReadonlyMap<string, Running>, place: Place): Running {
  const here = running.get(place.name);
  if (here === undefined || here.outcome !== undefined) {
    throw new Error('Expected a call that was begun here and has not ended.');
  }
  return here;
}

function stateHere({ fingerprint, ended, outcome }: Running, asked: string): BegunCall {
  if (fingerprint !== asked) return { state: 'mismatch' };
  if (outcome !== undefined) return { state: 'done', outcome: parse(outcome) };
  return { state: 'running', wait: () => ended.promise };
}

interface Row {
  readonly fingerprint: string;
  readonly outcome: string | undefined;
}

/** Nothing of this process is asked about here, so what has not ended never will. */
function stateOf({ fingerprint, outcome }: Row, asked: string): BegunCall {
  if (fingerprint !== asked) return { state: 'mismatch' };
  return outcome === undefined ? { state: 'interrupted' } : { state: 'done', outcome: parse(outcome) };
}

function parse(text: string): StoredOutcome {
  return JSON.parse(text) as StoredOutcome;
}

/** The calls on disk; every failure says that idempotency is not to be had now. */
function openRows(directory: string) {
  const database = openIdempotencyDatabase(directory);
  const read = database.prepare('SELECT fingerprint, outcome FROM calls WHERE caller = ? AND key_hash = ?');
  const dropUntil = database.prepare('DELETE FROM calls WHERE at <= ?');
  const insert = database.prepare(
    'INSERT INTO calls (caller, key_hash, fingerprint, at) VALUES (?, ?, ?, ?)',
  );
  // A call that took longer than calls are remembered may have been dropped meanwhile.
  const end = database.prepare(
    'INSERT OR REPLACE INTO calls (caller, key_hash, fingerprint, at, outcome) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM calls WHERE caller = ? AND key_hash = ?');
  const write = (statement: StatementSync, ...values: (string | number)[]): void => {
    attempt(() => statement.run(...values));
  };
  return {
    read: ({ caller, keyHash }: Place): Row | undefined => {
      const row = attempt(() => read.get(caller, keyHash));
      if (row === undefined) return undefined;
      const { fingerprint, outcome } = row;
      return { fingerprint: String(fingerprint), outcome: typeof outcome === 'string' ? outcome : undefined };
    },
    dropUntil: (at: number) => write(dropUntil, at),
    insert: ({ caller, keyHash }: Place, fingerprint: string, at: number) =>
      write(insert, caller, keyHash, fingerprint, at),
    end: ({ caller, keyHash }: Place, fingerprint: string, at: number, outcome: string) =>
      write(end, caller, keyHash, fingerprint, at, outcome),
    remove: ({ caller, keyHash }: Place) => write(remove, caller, keyHash),
    close: () => database.close(),
  };
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdempotencyUnavailableError(`Idempotency keys cannot be kept now (${why}).`, { cause: error });
  }
}
