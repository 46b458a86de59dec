import { z } from 'zod';
import { maxReasonLength } from '#domain/audit.ts';
import type { AuditEntry, AuditRecord } from '#domain/audit.ts';
import { changeOutcomes, outcomes } from '#domain/outcomes.ts';

/** Half of a surrogate pair is no text: written out, other readers would refuse the line. */
const text = z.string().overwrite((value) => value.toWellFormed());
const whole = z.number().overwrite(Math.round);
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const sequence = z.int().min(0);

const target = z.object({ system: text, nativeId: text.optional(), login: text.optional() });
const write = z.object({
  system: text,
  operation: text,
  summary: text,
  isDestructive: z.boolean(),
  replaced: z.array(text),
});
const change = z.object({
  system: text,
  operation: text,
  summary: text,
  outcome: z.enum(changeOutcomes),
  problemCode: text.optional(),
  upstreamRequestId: text.optional(),
});
const facts = {
  requestId: text,
  caller: z.object({ name: text, scopes: z.array(text) }),
  mutation: text,
  dryRun: z.boolean(),
  reason: text.overwrite(cutReason).optional(),
  systems: z.array(text),
  targets: z.array(target),
  plan: z.array(write),
  planHash: text.optional(),
  idempotencyKeyHash: text.optional(),
};
const intended = { ...facts, phase: z.literal('INTENDED') };
const ended = {
  ...facts,
  phase: z.enum(['FINISHED', 'REFUSED', 'DRY_RUN']),
  intent: sequence.optional(),
  outcome: z.enum(outcomes),
  changes: z.array(change),
  userErrors: z.array(z.object({ code: text, field: z.array(text).optional() })),
  durationMs: whole.optional(),
};
const chained = { sequence, hash, at: z.string(), previous: hash };
const mutation = { ...chained, kind: z.literal('MUTATION') };

/** Takes what a record has a place for and leaves out everything else, whatever the caller passed along. */
export const entryShape: z.ZodType<AuditEntry> = z.discriminatedUnion('phase', [
  z.object(intended),
  z.object(ended),
]);

export const recordShape: z.ZodType<AuditRecord> = z.union([
  z.object({ ...mutation, ...intended }),
  z.object({ ...mutation, ...ended }),
  z.object({
    ...chained,
    kind: z.literal('RECOVERED'),
    tornBytes: z.int().min(0),
    tornFile: text.optional(),
    missing: z.object({ sequence, hash }).optional(),
  }),
  z.object({ ...chained, kind: z.literal('CONTINUED') }),
]);

/** Counted in code points, so that none is cut in two. */
function cutReason(reason: string): string {
  if (reason.length <= maxReasonLength) return reason;
  const points = Array.from(reason);
  return points.length <= maxReasonLength ? reason : `${points.slice(0, maxReasonLength - 1).join('')}…`;
}
