import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readAuditHead } from '#storage/audit-head.ts';
import { listAudit } from '#storage/list-audit.ts';
import { verifyAudit } from '#storage/verify-audit.ts';
import type { UnbrokenAudit } from '#storage/verify-audit.ts';
import { parseAuditArguments } from './audit-arguments.ts';
import type { AuditArguments } from './audit-arguments.ts';
import { locateAudit } from './audit-place.ts';
import { auditTableHead, auditTableRow } from './audit-table.ts';

type ListArguments = AuditArguments & { readonly action: 'list' };

/** A gateway that runs may be writing the last line. */
const patienceMs = 1000;

/** Reads the audit log, also while a gateway writes it: 0 all well, 1 broken or not there. */
export async function audit(words: readonly string[]): Promise<number> {
  const args = parseAuditArguments(words);
  const { file, directory } = await locateAudit(args.place);
  try {
    return args.action === 'verify' ? await verify(file, directory, args.expect) : await list(file, args);
  } catch (error) {
    if (!isFileError(error)) throw error;
    const isMissing = error.code === 'ENOENT';
    process.stderr.write(
      isMissing ? `There is no audit log at ${file}.\n` : `${file} cannot be read (${error.code}).\n`,
    );
    return 1;
  }
}

async function verify(
  file: string,
  directory: string | undefined,
  expect: string | undefined,
): Promise<number> {
  // Before the log is read: what is written meanwhile can only be further on.
  const head = directory === undefined ? undefined : await readAuditHead(directory);
  const result = await verifyAudit(file, { head, expect, patienceMs });
  if (result.ok) {
    process.stdout.write(`${file}: ${unbroken(result)}\n`);
    return 0;
  }
  const { line, sequence, what, detail } = result;
  process.stdout.write(
    `${file}: broken at line ${line}, where record ${sequence} belongs: ${what}. ${detail}\n`,
  );
  return 1;
}

function unbroken({ records, first, continues, last, recoveries, expectedAt }: UnbrokenAudit): string {
  if (last === undefined) return 'empty.';
  const lines = [`unbroken, ${records} record${records === 1 ? '' : 's'}, ${first} to ${last.sequence}.`];
  if (continues !== undefined) {
    lines.push(`It goes on after record ${continues.sequence} with hash ${continues.hash} of another file.`);
  }
  if (recoveries.length > 0)
    lines.push(`Its end was mended, as these records tell: ${recoveries.join(', ')}.`);
  if (expectedAt !== undefined) lines.push(`The expected hash is that of record ${expectedAt}.`);
  lines.push(`Last: record ${last.sequence}, hash ${last.hash}`);
  return lines.join('\n');
}

async function list(file: string, args: ListArguments): Promise<number> {
  let unreadable = 0;
  const lines = Readable.from(
    listedLines(file, args, (line) => {
      unreadable += 1;
      process.stderr.write(`Line ${line} is no record: see rollcall audit verify.\n`);
    }),
  );
  try {
    // Waits where the reader is slower than the file: nothing piles up.
    await pipeline(lines, process.stdout, { end: false });
  } catch (error) {
    // The reader has seen enough, as in `… | head`.
    if (!isFileError(error) || error.code !== 'EPIPE') throw error;
  }
  return unreadable === 0 ? 0 : 1;
}

async function* listedLines(file: string, args: ListArguments, onUnreadable: (line: number) => void) {
  const width = process.stdout.columns as number | undefined;
  const isTable = args.format === 'table';
  if (isTable) yield `${auditTableHead(width)}\n`;
  for await (const { line, text, record } of listAudit(file, args, patienceMs)) {
    if (record === undefined) onUnreadable(line);
    else yield `${isTable ? auditTableRow(record, width) : text}\n`;
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
