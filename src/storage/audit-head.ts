import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditLink } from '#domain/audit.ts';
import { auditHeadName } from './audit-names.ts';

/** Where the log ended when it was last written. */
export interface AuditHead extends AuditLink {
  /** Where the line of the last record begins. */
  readonly offset: number;
}

export interface AuditHeadWriter {
  write(head: AuditHead): Promise<void>;
  close(): Promise<void>;
}

const shape = /^(?<sequence>\d{16}) (?<offset>\d{16}) (?<hash>[0-9a-f]{64})\n$/u;

/** Undefined where there is none, or none that can be read: it helps, and nothing hangs on it. */
export async function readAuditHead(directory: string): Promise<AuditHead | undefined> {
  const text = await readFile(join(directory, auditHeadName), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    },
  );
  const { sequence, offset, hash } = shape.exec(text)?.groups ?? {};
  if (hash === undefined) return undefined;
  return { sequence: Number(sequence), offset: Number(offset), hash };
}

/**
 * Written in place and always of one length, after the log and without waiting for the disk: it may lag behind after
 * a loss of power, and is never ahead.
 */
export async function openAuditHead(directory: string): Promise<AuditHeadWriter> {
  const handle = await open(join(directory, auditHeadName), constants.O_RDWR | constants.O_CREAT, 0o600);
  return {
    write: async ({ sequence, offset, hash }) => {
      await handle.write(`${digits(sequence)} ${digits(offset)} ${hash}\n`, 0);
    },
    close: () => handle.close(),
  };
}

function digits(value: number): string {
  return String(value).padStart(16, '0');
}
