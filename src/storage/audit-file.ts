import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditLink, AuditRecord } from '#domain/audit.ts';
import { beginning, seal } from './audit-chain.ts';
import type { Sealed } from './audit-chain.ts';
import { openAuditHead, readAuditHead } from './audit-head.ts';
import type { AuditHead, AuditHeadWriter } from './audit-head.ts';
import { auditFileName } from './audit-names.ts';
import { syncDirectory } from './create-private.ts';
import { findAuditEnd } from './find-audit-end.ts';
import { moveTornEnd } from './move-torn-end.ts';

type Unsealed<R> = R extends unknown ? Omit<R, 'sequence' | 'hash' | 'previous'> : never;
/** A record before its place in the chain is known. */
export type RecordBody = Unsealed<AuditRecord>;

/** The open log: knows the last record and writes behind it. */
export interface AuditFile {
  /** Whether the path still leads to this file, as long as it was left. */
  isAsLeft(): Promise<boolean>;
  /** All of them are on disk afterwards, or none is in the log. */
  write<Body extends RecordBody>(bodies: readonly Body[]): Promise<readonly Sealed<Body>['record'][]>;
  close(): Promise<void>;
}

interface Opened {
  readonly path: string;
  readonly log: FileHandle;
  readonly head: AuditHeadWriter;
}

/** Opens the log and mends its end; that it had to is the first record written. */
export async function openAuditFile(directory: string, now: () => number): Promise<AuditFile> {
  const noted = await readAuditHead(directory);
  const opened = await openBoth(directory);
  try {
    await syncDirectory(directory);
    return await mend(opened, noted, directory, now());
  } catch (error) {
    await closeBoth(opened);
    throw error;
  }
}

async function openBoth(directory: string): Promise<Opened> {
  const path = join(directory, auditFileName);
  const log = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    return { path, log, head: await openAuditHead(directory) };
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function closeBoth({ log, head }: Opened): Promise<void> {
  await head.close();
  await log.close();
}

async function mend(
  opened: Opened,
  noted: AuditHead | undefined,
  directory: string,
  now: number,
): Promise<AuditFile> {
  const { size } = await opened.log.stat();
  const { last, end, isHeadFound } = await findAuditEnd(opened.log, noted);
  const tornBytes = size - end;
  const tornFile = tornBytes > 0 ? await moveTornEnd(opened.log, end, directory, now) : undefined;
  const file = writeBehind(opened, last ?? noted ?? beginning, end);
  const missing = isHeadFound || noted === undefined ? undefined : linkOf(noted);
  const at = new Date(now).toISOString();
  if (size === 0 && missing !== undefined) await file.write([{ kind: 'CONTINUED', at }]);
  else if (tornFile !== undefined || missing !== undefined) {
    await file.write([{ kind: 'RECOVERED', at, tornBytes, tornFile, missing }]);
  }
  return file;
}

function linkOf({ sequence, hash }: AuditLink): AuditLink {
  return { sequence, hash };
}

function writeBehind(opened: Opened, last: AuditLink, end: number): AuditFile {
  const { path, log, head } = opened;
  let link = last;
  let size = end;
  /** A write failed and may have left bytes behind the last record. */
  let isDirty = false;
  const cutBack = async (): Promise<void> => {
    await log.truncate(size);
    await log.datasync();
    isDirty = false;
  };
  const put = async (lines: readonly Buffer[], newLink: AuditLink): Promise<void> => {
    const bytes = Buffer.concat(lines);
    await writeAll(log, bytes, size);
    await log.datasync();
    const newSize = size + bytes.length;
    await head.write({ ...newLink, offset: newSize - (lines.at(-1)?.length ?? 0) });
    size = newSize;
    link = newLink;
  };
  return {
    isAsLeft: async () => {
      const [mine, there] = await Promise.all([log.stat(), statIfThere(path)]);
      if (there === undefined || there.ino !== mine.ino || there.dev !== mine.dev) return false;
      return isDirty || mine.size === size;
    },
    write: async (bodies) => {
      if (isDirty) await cutBack();
      const { records, lines, newLink } = sealAll(bodies, link);
      try {
        await put(lines, newLink);
      } catch (error) {
        isDirty = true;
        // At once, so that nobody reads what was refused; where it fails as well, the next write tries again first.
        await cutBack().catch(() => undefined);
        throw error;
      }
      return records;
    },
    close: () => closeBoth(opened),
  };
}

function sealAll<Body extends RecordBody>(bodies: readonly Body[], before: AuditLink) {
  const records: Sealed<Body>['record'][] = [];
  const lines: Buffer[] = [];
  let newLink = before;
  for (const body of bodies) {
    const { record, line } = seal(body, newLink);
    records.push(record);
    lines.push(line);
    newLink = linkOf(record);
  }
  return { records, lines, newLink };
}

/** A file system that is nearly full takes a part and says so only in the count. */
async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

async function statIfThere(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
