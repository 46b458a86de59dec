import type { ChangeOutcome, Outcome } from './outcomes.ts';

/** Longer reasons are cut in the log; refuse them before. */
export const maxReasonLength = 1000;

/** Who called, as the gateway knows them: the name of the key, never the key. */
export interface AuditedCaller {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** An account that is written to, or would be. */
export interface AuditedTarget {
  readonly system: string;
  readonly nativeId?: string | undefined;
  readonly login?: string | undefined;
}

/** One upstream write as planned. */
export interface AuditedWrite {
  readonly system: string;
  readonly operation: string;
  /** One line for people; it names things and never holds a value that is a secret. */
  readonly summary: string;
  readonly isDestructive: boolean;
  readonly replaced: readonly string[];
}

/** One upstream write and what became of it. */
export interface AuditedChange {
  readonly system: string;
  readonly operation: string;
  readonly summary: string;
  readonly outcome: ChangeOutcome;
  readonly problemCode?: string | undefined;
  readonly upstreamRequestId?: string | undefined;
}

export interface AuditedRefusal {
  readonly code: string;
  readonly field?: readonly string[] | undefined;
}

interface MutationFacts {
  readonly requestId: string;
  readonly caller: AuditedCaller;
  /** Name of the mutation's field, e.g. `assignRoles`. */
  readonly mutation: string;
  readonly dryRun: boolean;
  readonly reason?: string | undefined;
  readonly systems: readonly string[];
  readonly targets: readonly AuditedTarget[];
  readonly plan: readonly AuditedWrite[];
  readonly planHash?: string | undefined;
  /** SHA-256 of the caller's idempotency key, see `idempotencyKeyHash`. */
  readonly idempotencyKeyHash?: string | undefined;
}

/** Recorded before the first upstream write: what is about to be done. */
export interface IntendedEntry extends MutationFacts {
  readonly phase: 'INTENDED';
}

/**
 * How a mutation ended. FINISHED: it ran, or found nothing to write. REFUSED: nothing was written because the gateway
 * or its input said no, dry or not. DRY_RUN: it was only planned.
 */
export interface EndedEntry extends MutationFacts {
  readonly phase: 'FINISHED' | 'REFUSED' | 'DRY_RUN';
  /** Sequence of the INTENDED record that this one ends; absent where nothing was to be written. */
  readonly intent?: number | undefined;
  readonly outcome: Outcome;
  readonly changes: readonly AuditedChange[];
  readonly userErrors: readonly AuditedRefusal[];
  readonly durationMs?: number | undefined;
}

/** What a mutation tells the audit log. Members that are not named here are not recorded. */
export type AuditEntry = IntendedEntry | EndedEntry;

/** A record's place in the chain. */
export interface AuditLink {
  /** From 1; counted on when the log goes on in a new file. */
  readonly sequence: number;
  /** SHA-256, lower-case hex, over the canonical JSON of the record without it. */
  readonly hash: string;
}

interface Chained extends AuditLink {
  /** When it was told, RFC 3339 in UTC. */
  readonly at: string;
  /** Hash of the record before; 64 zeros in the first one. */
  readonly previous: string;
}

export type MutationRecord = AuditEntry & Chained & { readonly kind: 'MUTATION' };

/** The log was found other than it was left, and goes on after what was whole of it. */
export interface RecoveredRecord extends Chained {
  readonly kind: 'RECOVERED';
  /** Bytes at the end that were no whole record. */
  readonly tornBytes: number;
  /** Name of the file they were moved to. */
  readonly tornFile?: string | undefined;
  /** The last record known to have been written, where it was not found. */
  readonly missing?: AuditLink | undefined;
}

/** The file before this one was put away; the chain goes on from its last record. */
export interface ContinuedRecord extends Chained {
  readonly kind: 'CONTINUED';
}

export type AuditRecord = MutationRecord | RecoveredRecord | ContinuedRecord;

export interface AuditLog {
  /**
   * Resolves once the record is on disk. Rejects with AuditUnavailableError where it cannot be; it is then not in the
   * log, and what it tells of must not be done.
   */
  append(entry: AuditEntry): Promise<MutationRecord>;
  /** Waits for the records under way, then lets go of the file. */
  close(): Promise<void>;
}

/** The audit log cannot be written now; reading the systems needs none and goes on. */
export class AuditUnavailableError extends Error {
  override readonly name = 'AuditUnavailableError';
}
