import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt } from './writes.ts';

/** A record of the audit log, as far as it is looked at here. */
export interface AuditRecord {
  readonly sequence: number;
  readonly kind: string;
  readonly phase?: 'INTENDED' | 'FINISHED' | 'REFUSED' | 'DRY_RUN';
  readonly requestId?: string;
  readonly mutation?: string;
  readonly intent?: number;
  readonly outcome?: string;
  readonly idempotencyKeyHash?: string;
}

export function readAudit(dataDirectory: string): AuditRecord[] {
  return readFileSync(join(dataDirectory, 'audit.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditRecord);
}

/** Whatever clients were told that the log does not say, or the log says that nobody asked for. */
export function accountFor(attempts: readonly Attempt[], records: readonly AuditRecord[]): string[] {
  const closings = records.filter(isClosing);
  const byRequest = Map.groupBy(closings, ({ requestId }) => requestId);
  const byKey = Map.groupBy(closings, (record) => record.idempotencyKeyHash);
  const known = new Set(attempts.map(({ requestId }) => requestId));
  return [
    ...unended(records),
    ...records
      .filter(({ phase, requestId }) => phase !== undefined && !known.has(requestId ?? ''))
      .map(({ sequence }) => `record ${sequence} is of a request that nobody sent`),
    ...[...byKey].flatMap(([key, same]) => (key === undefined ? [] : wrongRepeats(same))),
    ...attempts.flatMap((attempt) => wrongAttempt(attempt, byRequest.get(attempt.requestId) ?? [])),
  ];
}

/** Whether it says how a mutation ended. */
export function isClosing({ phase }: AuditRecord): boolean {
  return phase !== undefined && phase !== 'INTENDED';
}

function unended(records: readonly AuditRecord[]): string[] {
  const ended = new Set(records.map(({ intent }) => intent));
  return records
    .filter(({ phase, sequence }) => phase === 'INTENDED' && !ended.has(sequence))
    .map(({ sequence }) => `record ${sequence} intends what no record ends`);
}

/** Repeated calls are recorded too, without an intent of their own; one that wrote nothing uses no key up. */
function wrongRepeats(ofOneKey: readonly AuditRecord[]): string[] {
  const first = ofOneKey.findIndex(({ intent, outcome }) => intent !== undefined && outcome !== 'FAILED');
  if (first < 0) return [];
  const told = ofOneKey[first]?.outcome;
  return ofOneKey
    .slice(first + 1)
    .filter(({ intent, outcome }) => intent !== undefined || outcome !== told)
    .map(({ sequence }) => `record ${sequence} repeats a key, and is not what became of the first`);
}

function wrongAttempt({ requestId, mutation, told }: Attempt, own: readonly AuditRecord[]): string[] {
  const what = `${mutation} of ${requestId}`;
  const [record] = own;
  if (own.length > 1) return [`${what} ended ${own.length} times`];
  if (told === 'unheard') return [];
  if (told !== 'refused')
    return record?.outcome === told
      ? []
      : [`${what} was told ${told}, recorded ${record?.outcome ?? 'never'}`];
  return record === undefined || record.outcome === 'FAILED'
    ? []
    : [`${what} was answered with errors, recorded ${record.outcome}`];
}
