import type { AuditLog } from '#domain/audit.ts';
import type { IdempotencyStore } from '#domain/idempotency.ts';
import { openAuditLog } from './audit-log.ts';
import { openIdempotencyStore } from './idempotency-store.ts';

export interface Storage {
  readonly audit: AuditLog;
  readonly idempotency: IdempotencyStore;
  close(): Promise<void>;
}

export interface StorageOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long the outcome of a mutation is told again to who repeats it. */
  readonly keepIdempotencyKeysMs: number;
}

/**
 * Audit log and idempotency records of one directory, opened when the first of them is needed: a gateway that only
 * reads needs no directory, and two that only read may share one.
 */
export function createStorage(directory: string, { now, keepIdempotencyKeysMs }: StorageOptions): Storage {
  const audit = onDemand(() => openAuditLog(directory, { now }));
  const idempotency = onDemand(() => openIdempotencyStore(directory, { now, keepMs: keepIdempotencyKeysMs }));
  return {
    audit: {
      append: async (entry) => (await audit.get()).append(entry),
      close: () => audit.close(),
    },
    idempotency: {
      begin: async (...args) => (await idempotency.get()).begin(...args),
      finish: async (...args) => (await idempotency.get()).finish(...args),
      abandon: async (...args) => (await idempotency.get()).abandon(...args),
      close: () => idempotency.close(),
    },
    close: async () => {
      await Promise.all([audit.close(), idempotency.close()]);
    },
  };
}

interface OnDemand<T> {
  get(): Promise<T>;
  close(): Promise<void>;
}

/** Opened once; where opening failed, tried again by whoever needs it next. */
function onDemand<T extends { close(): Promise<void> }>(open: () => Promise<T>): OnDemand<T> {
  let opened: Promise<T> | undefined;
  return {
    get: async () => {
      opened ??= open();
      try {
        return await opened;
      } catch (error) {
        opened = undefined;
        throw error;
      }
    },
    close: async () => {
      if (opened !== undefined) await (await opened).close();
    },
  };
}
