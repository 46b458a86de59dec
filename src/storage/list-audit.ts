import { open } from 'node:fs/promises';
import type { AuditRecord } from '#domain/audit.ts';
import type { Instant } from '#domain/instant.ts';
import type { Outcome } from '#domain/outcomes.ts';
import { recordShape } from './audit-shape.ts';
import { readChunks, readLines } from './file-lines.ts';

export interface AuditFilter {
  /** At this instant or later. */
  readonly since?: Instant | undefined;
  /** Key of a system that the mutation was about. */
  readonly system?: string | undefined;
  readonly outcome?: Outcome | undefined;
}

export interface ListedAudit {
  /** Line of the file, from 1. */
  readonly line: number;
  /** As it stands there, without its line break. */
  readonly text: string;
  /** Undefined where the line is no record, or one that this version does not know: told, not left out. */
  readonly record: AuditRecord | undefined;
}

/** The records in the order they were written, the newest last. Reads only; whether they are intact is for `verifyAudit`. */
export async function* listAudit(
  file: string,
  filter: AuditFilter = {},
  patienceMs = 0,
): AsyncGenerator<ListedAudit> {
  const handle = await open(file, 'r');
  try {
    let line = 0;
    for await (const { bytes, isComplete } of readLines(readChunks(handle, 0, patienceMs))) {
      line += 1;
      const text = bytes.toString('utf8');
      const record = isComplete ? readRecord(text) : undefined;
      if (record === undefined || matches(record, filter)) yield { line, text, record };
    }
  } finally {
    await handle.close();
  }
}

function readRecord(text: string): AuditRecord | undefined {
  try {
    return recordShape.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON: told as a line that is no record.
    return undefined;
  }
}

function matches(record: AuditRecord, { since, system, outcome }: AuditFilter): boolean {
  if (since !== undefined && Date.parse(record.at) < since) return false;
  if (system === undefined && outcome === undefined) return true;
  if (record.kind !== 'MUTATION') return false;
  if (system !== undefined && !record.systems.includes(system)) return false;
  return outcome === undefined || (record.phase !== 'INTENDED' && record.outcome === outcome);
}
