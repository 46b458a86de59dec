import { createHash } from 'node:crypto';
import type { AuditLink } from '#domain/audit.ts';
import { canonicalJson } from './canonical-json.ts';

/** What the first record of all follows. */
export const beginning: AuditLink = { sequence: 0, hash: '0'.repeat(64) };

/** A longer line is no record; readers need never hold more. */
export const maxRecordBytes = 16 * 1024 * 1024;

export interface Sealed<Body> {
  readonly record: Body & AuditLink & { readonly previous: string };
  /** The record as it stands in the file, line break included. */
  readonly line: Buffer;
}

/** Makes the record that follows another one. */
export function seal<Body extends object>(body: Body, before: AuditLink): Sealed<Body> {
  const open = { ...body, sequence: before.sequence + 1, previous: before.hash };
  const record = { ...open, hash: digest(canonicalJson(open)) };
  return { record, line: Buffer.from(`${canonicalJson(record)}\n`) };
}

export interface SoundRecord extends AuditLink {
  readonly previous: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * A line that is a record as `seal` writes it, to the byte; else undefined. Says nothing about its place in the chain.
 */
export function readSound(line: Uint8Array): SoundRecord | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { hash, ...open } = value as Record<string, unknown>;
    const { sequence, previous } = open;
    if (typeof hash !== 'string' || typeof previous !== 'string') return undefined;
    if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence)) return undefined;
    if (digest(canonicalJson(open)) !== hash || canonicalJson(value) !== text) return undefined;
    return { sequence, previous, hash, value: { ...open, hash } };
  } catch {
    // No UTF-8, no JSON, or nested beyond what could have been written: not ours, which is the answer.
    return undefined;
  }
}

export function follows(record: SoundRecord, before: AuditLink): boolean {
  return record.sequence === before.sequence + 1 && record.previous === before.hash;
}

/** Whether a file may begin with it: its `previous` is then the last record of the file before. */
export function opensFile(record: SoundRecord): boolean {
  const { kind } = record.value;
  return record.sequence > 1 && (kind === 'CONTINUED' || kind === 'RECOVERED');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
