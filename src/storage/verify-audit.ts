import { open } from 'node:fs/promises';
import type { AuditLink } from '#domain/audit.ts';
import { beginning, follows, opensFile, readSound } from './audit-chain.ts';
import type { SoundRecord } from './audit-chain.ts';
import { readChunks, readLines } from './file-lines.ts';
import type { FileLine } from './file-lines.ts';

export interface VerifyOptions {
  /** Hash of a record that was noted elsewhere and must be in the chain. */
  readonly expect?: string | undefined;
  /** The record the gateway wrote last, as far as it noted it. */
  readonly head?: AuditLink | undefined;
  /** How long the rest of a last line is waited for, where a gateway may be writing it. */
  readonly patienceMs?: number | undefined;
}

export interface UnbrokenAudit {
  readonly ok: true;
  readonly records: number;
  /** Sequence of the first record; undefined in an empty file. */
  readonly first: number | undefined;
  /** The last record of the file before, where this one goes on from it. */
  readonly continues: AuditLink | undefined;
  readonly last: AuditLink | undefined;
  /** Sequences of records that tell of a mended end; the first hundred. */
  readonly recoveries: readonly number[];
  /** Where the hash that was expected was met. */
  readonly expectedAt: number | undefined;
}

export interface BrokenAudit {
  readonly ok: false;
  /** Line of the file, from 1, of the first record that is not right. */
  readonly line: number;
  /** Sequence that belongs there. */
  readonly sequence: number;
  readonly what: 'edited' | 'removed' | 'inserted' | 'reordered' | 'torn' | 'cut off';
  /** In a sentence for people. */
  readonly detail: string;
}

export type VerifiedAudit = UnbrokenAudit | BrokenAudit;

const mostRecoveries = 100;

/**
 * Checks each record and its link to the one before, holding one at a time. A chain that somebody with the right to
 * write made anew is sound: compare its last hash, or pass as `expect` one that was noted elsewhere.
 */
export async function verifyAudit(file: string, options: VerifyOptions = {}): Promise<VerifiedAudit> {
  const handle = await open(file, 'r');
  try {
    return await verifyAuditBytes(readChunks(handle, 0, options.patienceMs), options);
  } finally {
    await handle.close();
  }
}

export async function verifyAuditBytes(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  options: VerifyOptions = {},
): Promise<VerifiedAudit> {
  const lines = readLines(chunks)[Symbol.asyncIterator]();
  const walk = startWalk(options);
  let number = 0;
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    number += 1;
    const line = next.value;
    const record = line.isComplete ? readSound(line.bytes) : undefined;
    if (record === undefined || !walk.accepts(record)) {
      return explainBreak({ line, record, number, before: walk.last() }, lines);
    }
    walk.step(record);
  }
  return walk.end(number);
}

/** What is kept while going from record to record. */
function startWalk({ expect, head }: VerifyOptions) {
  let last: AuditLink | undefined;
  let first: SoundRecord | undefined;
  let records = 0;
  let expectedAt: number | undefined;
  let isHeadMet = head === undefined;
  const recoveries: number[] = [];
  const meet = (link: AuditLink): void => {
    if (link.hash === expect) expectedAt = link.sequence;
    if (link.hash === head?.hash) isHeadMet = true;
  };
  return {
    last: (): AuditLink => last ?? beginning,
    accepts: (record: SoundRecord): boolean =>
      follows(record, last ?? beginning) || (last === undefined && opensFile(record)),
    step: (record: SoundRecord): void => {
      if (first === undefined) {
        first = record;
        meet(before(record));
      }
      meet(record);
      if (record.value['kind'] === 'RECOVERED' && recoveries.length < mostRecoveries) {
        recoveries.push(record.sequence);
      }
      last = { sequence: record.sequence, hash: record.hash };
      records += 1;
    },
    end: (lines: number): VerifiedAudit => {
      const sequence = (last?.sequence ?? 0) + 1;
      const missing = isHeadMet ? missingExpected(expect, expectedAt) : missingHead(head);
      if (missing !== undefined)
        return { ok: false, line: lines + 1, sequence, what: 'cut off', detail: missing };
      const continues = first === undefined || first.sequence === 1 ? undefined : before(first);
      return { ok: true, records, first: first?.sequence, continues, last, recoveries, expectedAt };
    },
  };
}

function before({ sequence, previous }: SoundRecord): AuditLink {
  return { sequence: sequence - 1, hash: previous };
}

function missingHead(head: AuditLink | undefined): string {
  return `The gateway last wrote record ${head?.sequence} with hash ${head?.hash}, and it is not here: the end was cut off or written anew.`;
}

function missingExpected(expect: string | undefined, expectedAt: number | undefined): string | undefined {
  if (expect === undefined || expectedAt !== undefined) return undefined;
  return `No record has the hash ${expect}: the end was cut off, or the chain was written anew.`;
}

interface Break {
  readonly line: FileLine;
  /** Undefined where the line is no record. */
  readonly record: SoundRecord | undefined;
  readonly number: number;
  /** The last good record before it. */
  readonly before: AuditLink;
}

/** What happened shows in whether the record that belongs here comes later. */
async function explainBreak(broken: Break, rest: AsyncIterator<FileLine>): Promise<BrokenAudit> {
  const { line, record, number, before } = broken;
  const sequence = before.sequence + 1;
  const told = (what: BrokenAudit['what'], detail: string): BrokenAudit => ({
    ok: false,
    line: number,
    sequence,
    what,
    detail,
  });
  if (!line.isComplete) return told('torn', 'The file ends in the middle of a record.');
  const later = await findLater(rest, before);
  if (later) {
    return record !== undefined && record.sequence > sequence
      ? told('reordered', `Record ${record.sequence} stands before record ${sequence}.`)
      : told('inserted', `Something stands before record ${sequence} that does not belong there.`);
  }
  if (record === undefined) return told('edited', `Record ${sequence} does not have the hash it was given.`);
  if (record.sequence > sequence) {
    return told('removed', `Record ${record.sequence} stands where record ${sequence} belongs.`);
  }
  if (record.sequence < sequence) {
    return told('inserted', `Record ${record.sequence} stands where record ${sequence} belongs.`);
  }
  return told('edited', `Record ${sequence} follows another record than the one before it.`);
}

async function findLater(rest: AsyncIterator<FileLine>, before: AuditLink): Promise<boolean> {
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    const record = next.value.isComplete ? readSound(next.value.bytes) : undefined;
    if (record !== undefined && follows(record, before)) return true;
  }
  return false;
}
