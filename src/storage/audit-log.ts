import { join } from 'node:path';
import { AuditUnavailableError } from '#domain/audit.ts';
import type { AuditEntry, AuditLog, MutationRecord } from '#domain/audit.ts';
import { formatInstant } from '#domain/instant.ts';
import { maxRecordBytes } from './audit-chain.ts';
import { openAuditFile } from './audit-file.ts';
import type { AuditFile } from './audit-file.ts';
import { auditFileName, auditLockName } from './audit-names.ts';
import { entryShape } from './audit-shape.ts';
import { createPrivateDirectory } from './create-private.ts';
import { holdLock, LockHeldError } from './hold-lock.ts';

type MutationBody = AuditEntry & { readonly kind: 'MUTATION'; readonly at: string };

interface Waiting {
  readonly body: MutationBody;
  readonly bytes: number;
  readonly resolve: (record: MutationRecord) => void;
  readonly reject: (error: Error) => void;
}

export interface AuditLogOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Opens the log in a directory, which is created where it is missing. Throws AuditUnavailableError where it cannot be
 * written, or another process writes it.
 */
export async function openAuditLog(directory: string, { now }: AuditLogOptions): Promise<AuditLog> {
  const lock = await lockDirectory(directory);
  try {
    return startLog(directory, now, await openAuditFile(directory, now), () => lock.release());
  } catch (error) {
    lock.release();
    throw unavailable(directory, error);
  }
}

async function lockDirectory(directory: string) {
  try {
    await createPrivateDirectory(directory);
    return holdLock(join(directory, auditLockName));
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw unavailable(directory, error);
    throw new AuditUnavailableError(
      `Expected to be the only gateway with the data directory ${directory}, but ${error.message}. Stop that one, or give each a data.dir of its own.`,
      { cause: error },
    );
  }
}

function startLog(directory: string, now: () => number, first: AuditFile, release: () => void): AuditLog {
  let file: AuditFile | undefined = first;
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let isClosed = false;

  /** The log may be moved away at any time; what is then at its path is opened as at the start. */
  const fileAtPath = async (): Promise<AuditFile> => {
    if (file !== undefined && !(await file.isAsLeft())) {
      const former = file;
      file = undefined;
      await former.close();
    }
    file ??= await openAuditFile(directory, now);
    return file;
  };
  const writeBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const records = await (await fileAtPath()).write(batch.map(({ body }) => body));
      for (const [index, record] of records.entries()) batch[index]?.resolve(record);
    } catch (error) {
      for (const { reject } of batch) reject(unavailable(directory, error));
    }
  };
  /** Whoever comes while a batch is on its way to the disk shares the next one. */
  const writeOut = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = firstBatch(waiting);
      waiting = waiting.slice(batch.length);
      await writeBatch(batch);
    }
    writing = undefined;
  };

  return {
    append: async (entry) => {
      if (isClosed) throw new AuditUnavailableError('The audit log is closed: the gateway is stopping.');
      const body: MutationBody = { ...entryShape.parse(entry), kind: 'MUTATION', at: formatInstant(now()) };
      const bytes = sizeOf(body);
      return new Promise((resolve, reject) => {
        waiting.push({ body, bytes, resolve, reject });
        writing ??= writeOut();
      });
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await writing;
      await file?.close();
      release();
    },
  };
}

const maxBatchBytes = 4 * 1024 * 1024;
/** What sequence and hashes add to a record. */
const sealBytes = 256;

function sizeOf(body: MutationBody): number {
  const bytes = Buffer.byteLength(JSON.stringify(body)) + sealBytes;
  if (bytes <= maxRecordBytes) return bytes;
  throw new AuditUnavailableError(
    `Expected a mutation that an audit record of ${maxRecordBytes} bytes can hold; this one takes ${bytes}. Do it in parts.`,
  );
}

/** At least one. */
function firstBatch(waiting: readonly Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const count = waiting.findIndex((each, index) => (bytes += each.bytes) > maxBatchBytes && index > 0);
  return count < 0 ? waiting : waiting.slice(0, count);
}

function unavailable(directory: string, cause: unknown): AuditUnavailableError {
  if (cause instanceof AuditUnavailableError) return cause;
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'see the cause';
  return new AuditUnavailableError(
    `The audit log ${join(directory, auditFileName)} cannot be written (${why}).`,
    { cause },
  );
}
