import type { IntentPlace, WritingAbility } from '#connectors/writing.ts';
import { maxReasonLength } from '#domain/audit.ts';
import type { AuditLog } from '#domain/audit.ts';
import { RollcallError } from '#domain/errors.ts';
import { idempotencyKeyHash } from '#domain/idempotency.ts';
import type { IdempotencyStore } from '#domain/idempotency.ts';
import type { Outcome } from '#domain/outcomes.ts';
import { callFor } from '../landscape.ts';
import type { ConnectedSystem, Landscape, RequestScope } from '../landscape.ts';
import type { Snapshots } from '../snapshots.ts';
import { applyPlan, describePlan, placeKey } from './apply-plan.ts';
import type { AppliedPlan } from './apply-plan.ts';
import { recorded, targetsOf, writesOf } from './audit-record.ts';
import { createDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import { guardErrors } from './guard-errors.ts';
import { guardRails } from './guard-rails.ts';
import type { ChangeModel, Guard, MutationRun, SystemWork, UserErrorModel } from './models.ts';
import { outcomeOf } from './outcome.ts';
import { planHash } from './plan-hash.ts';
import type { PlannedSystem } from './plan-hash.ts';
import type { SystemLocks } from './system-locks.ts';

/** What writing needs beyond reading. */
export interface WritingDependencies {
  readonly audit: AuditLog;
  readonly idempotency: IdempotencyStore;
  readonly locks: SystemLocks;
  /** Whether the process must end: nothing further is sent then. */
  readonly mustEnd: () => boolean;
  /** Told of what went wrong where the answer must go on. */
  readonly onProblem: (problem: string, error: unknown) => void;
}

export interface Caller {
  readonly name: string;
  readonly scopes: readonly string[];
}

export interface MutationRequest {
  /** Name of the field, e.g. `assignRoles`. */
  readonly mutation: string;
  readonly dryRun: boolean;
  readonly reason?: string | undefined;
  readonly guard?: Guard | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly caller: Caller;
  /** Systems it may write to: they are held from before the first read, so that nothing changes in between. */
  readonly systemKeys: readonly string[];
  /** Says what is wanted, noting at the desk what cannot be understood. Reads only. */
  readonly prepare: (desk: Desk) => Promise<readonly SystemWork[]>;
}

export interface MutationSurroundings extends WritingDependencies {
  readonly landscape: Landscape;
  readonly snapshots: Snapshots;
  readonly scope: RequestScope;
  readonly now: () => number;
}

/**
 * One mutation, from what is wanted to what happened: understood, held against the guard rails, planned, held against
 * the guard, recorded, sent, looked after, recorded again. Whatever refuses it refuses before the first write.
 */
export async function runMutation(
  request: MutationRequest,
  surroundings: MutationSurroundings,
): Promise<MutationRun> {
  return surroundings.locks.run(request.systemKeys, () => runAlone(request, surroundings));
}

async function runAlone(request: MutationRequest, surroundings: MutationSurroundings): Promise<MutationRun> {
  const startedAt = surroundings.now();
  const desk = createDesk(surroundings.landscape, surroundings.snapshots, surroundings.scope);
  if (request.reason !== undefined && request.reason.length > maxReasonLength) {
    desk.note('INVALID_INPUT', `Expected a reason of at most ${maxReasonLength} characters.`, [
      'input',
      'reason',
    ]);
  }
  const wanted = await request.prepare(desk);
  const facts = new MutationFacts(request, surroundings, wanted, startedAt);
  const refusals = [...desk.errors, ...(await refusalsOf(wanted, surroundings))];
  const canPlan = refusals.every(({ code }) => code === 'PROTECTED');
  const planned = canPlan ? await planAll(wanted, surroundings, desk) : [];
  const hash = planHash(planned);
  const found = desk.errors.filter((each) => !refusals.includes(each));
  const all = [...refusals, ...found, ...guardErrors(request.guard, planned, hash)];
  if (all.length > 0) return facts.refuse(planned, hash, all);
  return request.dryRun ? facts.dryRun(planned, hash) : facts.run(planned, hash);
}

/** What says no without a plan: read-only systems, systems that cannot be written to, the guard rails. */
async function refusalsOf(
  wanted: readonly SystemWork[],
  surroundings: MutationSurroundings,
): Promise<UserErrorModel[]> {
  const errors: UserErrorModel[] = [];
  for (const each of wanted) {
    const { system } = each;
    if (system.isReadOnly) {
      errors.push({ code: 'READ_ONLY', message: `${system.key} is configured as read-only.`, system });
      continue;
    }
    const writing = requireWriting(system);
    errors.push(...(await guardRails(each, writing, surroundings.snapshots, surroundings.scope)));
  }
  return errors;
}

function requireWriting(system: ConnectedSystem): WritingAbility {
  const { writing } = system.connector;
  if (writing !== undefined) return writing;
  throw new RollcallError('UNSUPPORTED', `${system.key}: its connector reads only.`, { system: system.key });
}

async function planAll(
  wanted: readonly SystemWork[],
  { scope }: MutationSurroundings,
  desk: Desk,
): Promise<PlannedSystem[]> {
  const planned: PlannedSystem[] = [];
  for (const { system, work, kept } of wanted) {
    const call = { ...callFor(system, scope), isFresh: true };
    const plan = await desk.attempt(['input'], () => requireWriting(system).plan(call, work));
    if (plan !== undefined) planned.push({ system, plan, kept: kept ?? [] });
  }
  return planned;
}

interface MutationEnd {
  readonly outcome: Outcome;
  readonly changes: readonly ChangeModel[];
  readonly userErrors: readonly UserErrorModel[];
}

/** The three ways a mutation can end, each with its record. */
class MutationFacts {
  readonly #request: MutationRequest;
  readonly #surroundings: MutationSurroundings;
  readonly #wanted: readonly SystemWork[];
  readonly #startedAt: number;

  constructor(
    request: MutationRequest,
    surroundings: MutationSurroundings,
    wanted: readonly SystemWork[],
    startedAt: number,
  ) {
    this.#request = request;
    this.#surroundings = surroundings;
    this.#wanted = wanted;
    this.#startedAt = startedAt;
  }

  async refuse(
    planned: readonly PlannedSystem[],
    hash: string,
    userErrors: readonly UserErrorModel[],
  ): Promise<MutationRun> {
    const changes = planned.flatMap((each) => describePlan(each, 'SKIPPED'));
    await this.#end('REFUSED', planned, hash, { outcome: 'FAILED', changes, userErrors });
    return ended('FAILED', changes, userErrors, hash, []);
  }

  async dryRun(planned: readonly PlannedSystem[], hash: string): Promise<MutationRun> {
    const changes = planned.flatMap((each) => describePlan(each, 'PLANNED'));
    const outcome = outcomeOf(changes.map((change) => change.outcome));
    await this.#end('DRY_RUN', planned, hash, { outcome, changes, userErrors: [] });
    return ended(outcome, changes, [], hash, []);
  }

  async run(planned: readonly PlannedSystem[], hash: string): Promise<MutationRun> {
    const { audit, snapshots, scope, mustEnd } = this.#surroundings;
    const hasWrites = planned.some(({ plan }) => plan.steps.length > 0);
    const intent = hasWrites
      ? await recorded(() => audit.append({ ...this.#facts(planned, hash), phase: 'INTENDED' }))
      : undefined;
    const applied: AppliedPlan[] = [];
    for (const each of planned) {
      // Neither a caller who leaves nor a spent budget stops writes half-way.
      const call = {
        ...callFor(each.system, { ...scope, signal: new AbortController().signal }),
        isFresh: true,
        onUpstreamCall: scope.budget?.note,
      };
      applied.push(await applyPlan(each, call, mustEnd));
      // People read what they wrote.
      if (each.plan.steps.length > 0) snapshots.forget(each.system.key);
    }
    const changes = applied.flatMap((each) => each.changes);
    const userErrors = applied.flatMap(({ system, errors }) =>
      errors.flatMap((error) => toUserError(system, error)),
    );
    const outcome = outcomeOf(changes.map((change) => change.outcome));
    await this.#endOfRun(planned, hash, { outcome, changes, userErrors }, intent?.sequence);
    return ended(outcome, changes, userErrors, hash, applied);
  }

  /** What was written is told even where the log fails now: its intent is recorded, and the caller must know. */
  async #endOfRun(
    planned: readonly PlannedSystem[],
    hash: string,
    end: MutationEnd,
    intent: number | undefined,
  ): Promise<void> {
    try {
      await this.#end('FINISHED', planned, hash, end, intent);
    } catch (error) {
      if (intent === undefined) throw error;
      this.#surroundings.onProblem('the outcome of a mutation could not be recorded', error);
    }
  }

  async #end(
    phase: 'FINISHED' | 'REFUSED' | 'DRY_RUN',
    planned: readonly PlannedSystem[],
    hash: string,
    end: MutationEnd,
    intent?: number,
  ): Promise<void> {
    const { audit, now } = this.#surroundings;
    await recorded(() =>
      audit.append({
        ...this.#facts(planned, hash),
        phase,
        intent,
        outcome: end.outcome,
        changes: end.changes.map(({ system, operation, summary, outcome, problem, upstreamRequestId }) => ({
          system: system.key,
          operation,
          summary,
          outcome,
          problemCode: problem?.code,
          upstreamRequestId,
        })),
        userErrors: end.userErrors.map(({ code, field }) => ({ code, field })),
        durationMs: now() - this.#startedAt,
      }),
    );
  }

  #facts(planned: readonly PlannedSystem[], hash: string) {
    const { mutation, dryRun, reason, caller, idempotencyKey } = this.#request;
    const { scope } = this.#surroundings;
    return {
      requestId: scope.requestId,
      caller,
      mutation,
      dryRun,
      reason,
      systems: this.#wanted.map(({ system }) => system.key),
      targets: this.#wanted.flatMap(targetsOf),
      plan: planned.flatMap(writesOf),
      planHash: hash,
      idempotencyKeyHash: typeof idempotencyKey === 'string' ? idempotencyKeyHash(idempotencyKey) : undefined,
    };
  }
}

function toUserError(system: ConnectedSystem, error: RollcallError): UserErrorModel[] {
  if (error.field === undefined) return [];
  return [{ code: error.code, message: error.message, field: ['input', ...inputPath(error.field)], system }];
}

const profileFields: ReadonlySet<string> = new Set([
  'login',
  'firstName',
  'lastName',
  'displayName',
  'email',
]);

function inputPath(field: readonly string[]): readonly string[] {
  return field.length === 1 && profileFields.has(field[0] ?? '') ? ['profile', ...field] : field;
}

function ended(
  outcome: Outcome,
  changes: readonly ChangeModel[],
  userErrors: readonly UserErrorModel[],
  hash: string,
  applied: readonly AppliedPlan[],
): MutationRun {
  const bySystem = new Map(applied.map((each) => [each.system, each]));
  const withToken = applied.find((each) => each.token !== undefined);
  return {
    outcome,
    changes,
    userErrors,
    planHash: hash,
    outcomeOf: (system: ConnectedSystem, place: IntentPlace) =>
      bySystem.get(system)?.outcomes.get(placeKey(place)),
    madeAccount: (system, account) => bySystem.get(system)?.accountIds.get(account),
    madeToken:
      withToken?.token === undefined ? undefined : { system: withToken.system, token: withToken.token },
    secret: withToken?.secret,
  };
}
