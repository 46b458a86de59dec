import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { verifyAudit } from '#storage/verify-audit.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { byLogin } from '../support/gateway-writing.ts';
import { askMutation, mutate } from '../support/writing-mutations.ts';
import { inputOf, scenarios } from '../support/writing-scenarios.ts';
import type { Scenario } from '../support/writing-scenario.ts';
import { writesAmong } from '../support/writing-truth.ts';

interface AuditLine {
  readonly sequence: number;
  readonly phase: string;
  readonly mutation: string;
  readonly dryRun: boolean;
  readonly reason?: string;
  readonly intent?: number;
  readonly outcome?: string;
  readonly requestId: string;
  readonly caller: { readonly name: string };
  readonly plan: readonly { readonly summary: string }[];
  readonly changes?: readonly {
    readonly summary: string;
    readonly outcome: string;
    readonly upstreamRequestId?: string;
  }[];
  readonly userErrors?: readonly { readonly code: string }[];
}

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
});
beforeEach(() => {
  stack.sandbox.reset();
});

function auditFile(): string {
  return join(stack.dataDirectory, 'audit.ndjson');
}
function records(): AuditLine[] {
  if (!existsSync(auditFile())) return [];
  return readFileSync(auditFile(), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditLine);
}
async function recordedDuring(work: () => Promise<unknown>): Promise<AuditLine[]> {
  const before = records().length;
  await work();
  return records().slice(before);
}
const perMutation: readonly Scenario[] = [
  ...new Map(scenarios.map((scenario) => [scenario.mutation, scenario])).values(),
];
const titled = perMutation.map((scenario) => [scenario.mutation, scenario] as const);

it.each(titled)('%s leaves what it intended and how it ended', async (mutation, scenario) => {
  const input = { ...(await inputOf(scenario, stack)), reason: `because of ${mutation}` };
  const [intended, finished, ...others] = await recordedDuring(async () => mutate(stack, mutation, input));
  expect(others).toEqual([]);
  expect(intended).toMatchObject({ phase: 'INTENDED', mutation, dryRun: false, reason: input.reason });
  expect(finished).toMatchObject({ phase: 'FINISHED', outcome: 'APPLIED', intent: intended?.sequence });
  expect(finished?.changes?.map(({ summary }) => summary)).toEqual(
    intended?.plan.map(({ summary }) => summary),
  );
  expect(intended?.caller.name).toBe('anonymous');
  expect(finished?.requestId).toBe(intended?.requestId);
});

it.each(titled)('a dry %s leaves its plan', async (mutation, scenario) => {
  const input = { ...(await inputOf(scenario, stack)), dryRun: true };
  const [dry, ...others] = await recordedDuring(async () => mutate(stack, mutation, input));
  expect(others).toEqual([]);
  expect(dry).toMatchObject({ phase: 'DRY_RUN', outcome: 'PLANNED', dryRun: true });
  expect(dry?.plan.length).toBeGreaterThan(0);
});

it('a refused one leaves why', async () => {
  const [refused, ...others] = await recordedDuring(async () =>
    mutate(stack, 'deleteUsers', { users: [{ current: 'foreman' }] }),
  );
  expect(others).toEqual([]);
  expect(refused).toMatchObject({ phase: 'REFUSED', outcome: 'FAILED', userErrors: [{ code: 'PROTECTED' }] });
});

it('a failed one leaves what failed', async () => {
  stack.sandbox.fail('teamcity', { method: 'DELETE', fault: { kind: 'reset', when: 'before' } });
  const lines = await recordedDuring(async () =>
    mutate(stack, 'deleteUsers', { users: [byLogin('teamcity', 'emily.chen')] }),
  );
  expect(lines.map(({ phase, outcome }) => [phase, outcome])).toEqual([
    ['INTENDED', undefined],
    ['FINISHED', 'FAILED'],
  ]);
});

it('a write is recorded with the id that the system itself gave it, also where it was refused', async () => {
  for (const status of [200, 502]) {
    const headers = { 'x-request-id': `upstream-${status}` };
    stack.sandbox.fail('foreman', {
      method: 'PUT',
      fault: {
        kind: 'edit',
        edit: (reply) => ({ ...reply, status, headers: { ...reply.headers, ...headers } }),
      },
    });
    const lines = await recordedDuring(async () =>
      mutate(stack, 'updateUser', {
        user: byLogin('foreman', 'emily.chen'),
        profile: { firstName: `Emmy ${status}` },
      }),
    );
    const ids = lines.at(-1)?.changes?.map(({ upstreamRequestId }) => upstreamRequestId);
    expect(ids).toEqual([`upstream-${status}`]);
  }
});

it('one with nothing to do leaves that', async () => {
  const lines = await recordedDuring(async () =>
    mutate(stack, 'setUserStatus', { users: [byLogin('foreman', 'emily.chen')], status: 'ACTIVE' }),
  );
  expect(lines).toMatchObject([{ phase: 'FINISHED', outcome: 'UNCHANGED' }]);
});

it('one whose idempotency key was used with another input leaves that', async () => {
  const input = (name: string) => ({
    owner: byLogin('foreman', 'emily.chen'),
    name,
    idempotencyKey: 'audited',
  });
  await mutate(stack, 'createAccessToken', input('one'));
  const lines = await recordedDuring(async () => mutate(stack, 'createAccessToken', input('two')));
  expect(lines).toMatchObject([{ phase: 'REFUSED', userErrors: [{ code: 'IDEMPOTENCY_MISMATCH' }] }]);
});

it('one in a system that there is not leaves that', async () => {
  const lines = await recordedDuring(async () =>
    askMutation(stack, 'createUser', { system: 'nowhere', profile: { login: 'nora' } }),
  );
  expect(lines).toMatchObject([{ phase: 'REFUSED' }]);
});

it('the intention is on disk before the first write is sent', async () => {
  stack.sandbox.fail('foreman', { method: 'DELETE', fault: { kind: 'latency', ms: 400 } });
  const before = records().length;
  const running = mutate(stack, 'deleteUsers', { users: [byLogin('foreman', 'emily.chen')] });
  while (writesAmong(stack.sandbox.calls()).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const atTheWrite = records().slice(before);
  await running;
  expect(atTheWrite.map(({ phase }) => phase)).toEqual(['INTENDED']);
  expect(
    records()
      .slice(before)
      .map(({ phase }) => phase),
  ).toEqual(['INTENDED', 'FINISHED']);
});

it('the log is an unbroken chain', async () => {
  await mutate(stack, 'deleteUsers', { users: [byLogin('foreman', 'emily.chen')] });
  expect(await verifyAudit(auditFile())).toMatchObject({ ok: true });
  const [first = '', second = ''] = readFileSync(auditFile(), 'utf8').split('\n');
  const copy = join(stack.dataDirectory, 'copy.ndjson');
  writeFileSync(copy, `${first.replace('anonymous', 'somebody')}\n${second}\n`);
  expect(await verifyAudit(copy)).toMatchObject({ ok: false });
});

it('where the log cannot be written, nothing is, and reading goes on', async () => {
  // A directory in the log's place: to a superuser no file is read-only.
  const away = join(stack.dataDirectory, 'away.ndjson');
  if (existsSync(auditFile())) renameSync(auditFile(), away);
  mkdirSync(auditFile());
  for (const [mutation, scenario] of titled) {
    const input = await inputOf(scenario, stack);
    const answer = await askMutation(stack, mutation, input);
    expect(answer.errors?.[0]?.extensions.code, mutation).toBe('CONFLICT');
    expect(answer.errors?.[0]?.message).toContain('audit log cannot be written');
  }
  expect(writesAmong(stack.sandbox.calls())).toEqual([]);
  const read = await stack.query('{ users(first: 5) { nodes { login } } }');
  expect(read.errors).toBeUndefined();
  expect(read.data.users.nodes).toHaveLength(5);
  rmSync(auditFile(), { recursive: true });
  const again = await mutate(stack, 'deleteUsers', { users: [byLogin('foreman', 'emily.chen')] });
  expect(again.outcome).toBe('APPLIED');
});

it('what was written is told even where the log fails right after it', async () => {
  stack.sandbox.fail('foreman', { method: 'POST', times: 1, fault: { kind: 'latency', ms: 400 } });
  const input = { owner: byLogin('foreman', 'emily.chen'), name: 'late', idempotencyKey: 'log fails' };
  const running = askMutation(stack, 'createAccessToken', input);
  while (writesAmong(stack.sandbox.calls()).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const away = join(stack.dataDirectory, 'away-2.ndjson');
  renameSync(auditFile(), away);
  mkdirSync(auditFile());
  const answer = await running;
  rmSync(auditFile(), { recursive: true });
  expect(answer.data?.createAccessToken).toMatchObject({ outcome: 'APPLIED', secret: expect.any(String) });
  const again = await askMutation(stack, 'createAccessToken', input);
  expect(again.data?.createAccessToken.outcome).toBe('APPLIED');
  expect(writesAmong(stack.sandbox.calls())).toHaveLength(1);
});
