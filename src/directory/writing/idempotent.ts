import { createHash } from 'node:crypto';
import { idempotencyKeyHash, IdempotencyUnavailableError } from '#domain/idempotency.ts';
import type { StoredOutcome } from '#domain/idempotency.ts';
import { invalidInput, RollcallError } from '#domain/errors.ts';
import type { Problem } from '#domain/errors.ts';
import type { Landscape } from '../landscape.ts';
import type { ChangeModel, MutationModel, UserErrorModel } from './models.ts';
import { nothingPlanned, recorded } from './audit-record.ts';
import type { WriterContext } from './writer-context.ts';

/** A mutation's answer with the native id of what it made. Never a secret. */
export interface KeyedAnswer {
  readonly run: MutationModel;
  readonly subject?: string | undefined;
}

const longestKey = 200;

/**
 * With a key: runs once, and tells the same answer, without secrets, to whoever comes with the same key and input; also
 * while the first is under way, and after a restart. Without one: simply runs. A dry run and a mutation that wrote
 * nothing use no key up.
 */
export async function onceByKey(
  mutation: string,
  input: { readonly dryRun: boolean },
  key: string | null | undefined,
  context: WriterContext,
  run: () => Promise<KeyedAnswer>,
): Promise<{ readonly answer: KeyedAnswer; readonly isFirst: boolean }> {
  if (key === null || key === undefined || input.dryRun) return { answer: await run(), isFirst: true };
  if (key.trim() === '' || key.length > longestKey) {
    throw invalidInput(`Expected an idempotency key of 1 to ${longestKey} characters.`, [
      'input',
      'idempotencyKey',
    ]);
  }
  const { idempotency, caller, landscape } = context;
  const tell = async (
    answer: KeyedAnswer,
  ): Promise<{ readonly answer: KeyedAnswer; readonly isFirst: boolean }> => {
    await recordRepeat(mutation, key, answer, context);
    return { answer, isFirst: false };
  };
  const begun = await available(() => idempotency.begin(key, caller.name, inputFingerprint(mutation, input)));
  switch (begun.state) {
    case 'new':
      return { answer: await runAndKeep(key, context, run), isFirst: true };
    case 'done':
      return tell(fromStored(begun.outcome, landscape));
    case 'running': {
      const outcome = await begun.wait();
      if (outcome === undefined) return onceByKey(mutation, input, key, context, run);
      return tell(fromStored(outcome, landscape));
    }
    case 'mismatch':
      return tell(refused('IDEMPOTENCY_MISMATCH', 'The idempotency key was used with another input.'));
    case 'interrupted':
      return tell(
        unknown(
          'The call with this key was interrupted and its outcome is not known: look before trying again with another key.',
        ),
      );
  }
}

/** Also what wrote nothing this time leaves its record. */
async function recordRepeat(
  mutation: string,
  key: string,
  { run }: KeyedAnswer,
  context: WriterContext,
): Promise<void> {
  await recorded(() =>
    context.audit.append({
      ...nothingPlanned,
      requestId: context.scope.requestId,
      caller: context.caller,
      mutation,
      dryRun: false,
      idempotencyKeyHash: idempotencyKeyHash(key),
      phase: run.userErrors.length > 0 ? 'REFUSED' : 'FINISHED',
      outcome: run.outcome,
      changes: [],
      userErrors: run.userErrors.map(({ code, field }) => ({ code, field })),
    }),
  );
}

async function runAndKeep(
  key: string,
  { idempotency, caller }: WriterContext,
  run: () => Promise<KeyedAnswer>,
): Promise<KeyedAnswer> {
  let answer: KeyedAnswer;
  try {
    answer = await run();
  } catch (error) {
    // It threw before anything was written: what is written is never thrown away as an error.
    await idempotency.abandon(key, caller.name);
    throw error;
  }
  const mayHaveWritten = answer.run.changes.some(
    ({ outcome }) => outcome === 'APPLIED' || outcome === 'UNKNOWN',
  );
  if (mayHaveWritten) await idempotency.finish(key, caller.name, toStored(answer));
  else await idempotency.abandon(key, caller.name);
  return answer;
}

async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof IdempotencyUnavailableError)) throw error;
    throw new RollcallError('CONFLICT', `Idempotency keys cannot be kept now: ${error.message}`);
  }
}

function refused(code: 'IDEMPOTENCY_MISMATCH', message: string): KeyedAnswer {
  const userErrors: UserErrorModel[] = [{ code, message, field: ['input', 'idempotencyKey'] }];
  return { run: { outcome: 'FAILED', changes: [], userErrors, planHash: '' } };
}

function unknown(message: string): KeyedAnswer {
  const userErrors: UserErrorModel[] = [
    { code: 'OUTCOME_UNKNOWN', message, field: ['input', 'idempotencyKey'] },
  ];
  return { run: { outcome: 'UNKNOWN', changes: [], userErrors, planHash: '' } };
}

type Stored = Omit<MutationModel, 'changes' | 'userErrors'> & {
  readonly changes: readonly (Omit<ChangeModel, 'system' | 'problem'> & {
    readonly system: string;
    readonly problem?: Problem;
  })[];
  readonly userErrors: readonly (Omit<UserErrorModel, 'system'> & { readonly system?: string })[];
  readonly subject?: string;
};

function toStored({ run, subject }: KeyedAnswer): StoredOutcome {
  const { outcome, planHash, changes, userErrors } = run;
  const stored = {
    outcome,
    planHash,
    subject,
    changes: changes.map((change) => ({ ...change, system: change.system.key })),
    userErrors: userErrors.map((each) => ({ ...each, system: each.system?.key })),
  };
  return JSON.parse(JSON.stringify(stored)) as StoredOutcome;
}

/** A system that is no longer configured takes its lines with it. */
function fromStored(outcome: StoredOutcome, landscape: Landscape): KeyedAnswer {
  const stored = outcome as unknown as Stored;
  const changes = stored.changes.flatMap((change) => {
    const system = landscape.find(change.system);
    return system === undefined ? [] : [{ ...change, system }];
  });
  const userErrors = stored.userErrors.map((each) => ({
    ...each,
    system: each.system === undefined ? undefined : landscape.find(each.system),
  }));
  return {
    run: { outcome: stored.outcome, planHash: stored.planHash, changes, userErrors },
    subject: stored.subject,
  };
}

/** Digest of what makes a call what it is; passwords go in as digest only. */
function inputFingerprint(mutation: string, input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([mutation, input]))
    .digest('hex');
}
