import type { FileHandle } from 'node:fs/promises';
import type { AuditLink } from '#domain/audit.ts';
import { follows, readSound } from './audit-chain.ts';
import type { SoundRecord } from './audit-chain.ts';
import type { AuditHead } from './audit-head.ts';
import { readChunks, readLines } from './file-lines.ts';

export interface AuditEnd {
  /** The last record to go on from; undefined where there is none. */
  readonly last: AuditHead | undefined;
  /** Where that record ends; what stands behind it is no whole record. */
  readonly end: number;
  /** Whether the noted head was found in its place. */
  readonly isHeadFound: boolean;
}

/**
 * Finds where the log can go on. From the noted head each record must follow the one before: that was written without
 * a word to anybody if it breaks. Without a head that fits, the last record that is whole counts; what is wrong before
 * it is for `verify` to tell, and not to be moved about.
 */
export async function findAuditEnd(handle: FileHandle, head: AuditHead | undefined): Promise<AuditEnd> {
  const fromHead = head === undefined ? undefined : await followFrom(handle, head);
  return fromHead ?? lastSound(handle);
}

/** Undefined where the head's record is not where it was noted. */
async function followFrom(handle: FileHandle, head: AuditHead): Promise<AuditEnd | undefined> {
  let found: AuditEnd | undefined;
  for await (const { bytes, offset, end, isComplete } of readLines(
    readChunks(handle, head.offset),
    head.offset,
  )) {
    const record = isComplete ? readSound(bytes) : undefined;
    const fits = found?.last === undefined ? isSame : follows;
    if (record === undefined || !fits(record, found?.last ?? head)) break;
    found = { last: headOf(record, offset), end, isHeadFound: true };
  }
  return found;
}

async function lastSound(handle: FileHandle): Promise<AuditEnd> {
  let found: AuditEnd = { last: undefined, end: 0, isHeadFound: false };
  for await (const { bytes, offset, end, isComplete } of readLines(readChunks(handle))) {
    const record = isComplete ? readSound(bytes) : undefined;
    if (record !== undefined) found = { last: headOf(record, offset), end, isHeadFound: false };
  }
  return found;
}

function isSame(record: SoundRecord, link: AuditLink): boolean {
  return record.sequence === link.sequence && record.hash === link.hash;
}

function headOf({ sequence, hash }: SoundRecord, offset: number): AuditHead {
  return { sequence, hash, offset };
}
