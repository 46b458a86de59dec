import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { askUpstream } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { byLogin } from '../support/gateway-writing.ts';
import { mutate, tokenIds } from '../support/writing-mutations.ts';
import { inputOf, scenarios } from '../support/writing-scenarios.ts';
import type { ChangeAnswer } from '../support/writing-mutations.ts';
import type { Scenario } from '../support/writing-scenario.ts';
import { readTruth, writesAmong } from '../support/writing-truth.ts';

let stack: Stack;
const noon = new Date();
beforeAll(async () => {
  stack = await startStack({ now: () => noon });
});
afterAll(async () => {
  await stack.stop();
});
beforeEach(() => {
  stack.sandbox.reset();
});

const titled = scenarios.map((scenario) => [`${scenario.system} ${scenario.name}`, scenario] as const);

function planOf(changes: readonly ChangeAnswer[]) {
  return changes.map(({ outcome: _outcome, ...rest }) => rest);
}
function writes() {
  return writesAmong(stack.sandbox.calls());
}

it.each(titled)(
  '%s: a dry run writes nothing and promises what the run then does',
  async (_name, scenario) => {
    const { system, mutation } = scenario;
    const input = await inputOf(scenario, stack);
    const before = await readTruth(stack, system);
    stack.sandbox.forgetCalls();
    const dry = await mutate(stack, mutation, { ...input, dryRun: true });
    expect(writes()).toEqual([]);
    expect(dry.outcome).toBe('PLANNED');
    expect(await readTruth(stack, system)).toBe(before);
    const real = await mutate(stack, mutation, input);
    expect(real.outcome).toBe('APPLIED');
    expect(planOf(real.changes)).toEqual(planOf(dry.changes));
    expect(real.planHash).toBe(dry.planHash);
    expect(writes()).toHaveLength(dry.changes.length);
    expect(await readTruth(stack, system)).not.toBe(scenario.name === 'sets a password' ? '' : before);
  },
);

it.each(titled)('%s: asked for once more, there is nothing to do', async (_name, scenario) => {
  const input = await inputOf(scenario, stack);
  await mutate(stack, scenario.mutation, input);
  stack.sandbox.forgetCalls();
  const again = await mutate(stack, scenario.mutation, { ...input, dryRun: true });
  expect(writes()).toEqual([]);
  expect(again.outcome).toBe(outcomeAgain(scenario));
  if (scenario.isOnceOnly === true) expect(JSON.stringify(again)).toContain('ALREADY_EXISTS');
  else if (scenario.mutation === 'deleteUsers') expect(JSON.stringify(again)).toContain('NOT_FOUND');
});

function outcomeAgain({ isOnceOnly, mutation, name }: Scenario): string {
  if (isOnceOnly === true || mutation === 'deleteUsers') return 'FAILED';
  // Nobody can tell whether it is the same password.
  return name === 'sets a password' ? 'PLANNED' : 'UNCHANGED';
}

const allTokens = { owner: byLogin('foreman', 'ada.lovelace') };
const deletions = { users: [byLogin('squash', 'echen'), byLogin('teamcity', 'emily.chen')] };

it('a guard lets the plan pass that it names', async () => {
  const { planHash } = await mutate(stack, 'deleteUsers', { ...deletions, dryRun: true });
  const real = await mutate(stack, 'deleteUsers', { ...deletions, guard: { planHash } });
  expect(real.outcome).toBe('APPLIED');
  expect(real.deletedIds).toHaveLength(2);
  expect(writes()).toHaveLength(2);
});

it('a guard stops a plan once somebody has changed the account', async () => {
  const { planHash } = await mutate(stack, 'deleteUsers', { ...deletions, dryRun: true });
  const found = (await askUpstream(stack, 'teamcity', 'GET', '/app/rest/users/username:emily.chen')) as {
    id: number;
  };
  await askUpstream(stack, 'teamcity', 'POST', `/app/rest/users/id:${found.id}/roles`, {
    roleId: 'SYSTEM_ADMIN',
    scope: 'g',
  });
  stack.sandbox.forgetCalls();
  const real = await mutate(stack, 'deleteUsers', { ...deletions, guard: { planHash } });
  expect(real.userErrors.map(({ code }) => code)).toEqual(['PLAN_CHANGED']);
  expect(real.outcome).toBe('FAILED');
  expect(real.changes.map(({ outcome }) => outcome)).toEqual(['SKIPPED', 'SKIPPED']);
  expect(writes()).toEqual([]);
});

it('a guard stops a plan that other input makes', async () => {
  const { planHash } = await mutate(stack, 'revokeAllAccessTokens', { ...allTokens, dryRun: true });
  const [kept] = await tokenIds(stack, 'foreman', 'ada.lovelace');
  const real = await mutate(stack, 'revokeAllAccessTokens', {
    ...allTokens,
    exceptIds: [kept],
    guard: { planHash },
  });
  expect(real.userErrors.map(({ code }) => code)).toEqual(['PLAN_CHANGED']);
  expect(writes()).toEqual([]);
});

it('a guard stops a plan with more writes than it allows, before the first', async () => {
  const over = await mutate(stack, 'revokeAllAccessTokens', { ...allTokens, guard: { maxChanges: 2 } });
  expect(over.userErrors.map(({ code }) => code)).toEqual(['GUARD_EXCEEDED']);
  expect(over.changes.map(({ outcome }) => outcome)).toEqual(['SKIPPED', 'SKIPPED', 'SKIPPED']);
  expect(over.deletedIds).toEqual([]);
  expect(writes()).toEqual([]);
  const within = await mutate(stack, 'revokeAllAccessTokens', { ...allTokens, guard: { maxChanges: 3 } });
  expect(within.outcome).toBe('APPLIED');
  expect(writes()).toHaveLength(3);
});

it('what a new permission displaces is told, before and after', async () => {
  const input = {
    user: byLogin('squash', 'alovelace'),
    permission: 'validator',
    projects: ['Control Room', 'Interlocking Core'],
  };
  const dry = await mutate(stack, 'grantProjectPermission', { ...input, dryRun: true });
  const real = await mutate(stack, 'grantProjectPermission', input);
  for (const { changes } of [dry, real]) {
    expect(changes.flatMap(({ replaced }) => replaced)).toEqual([
      expect.stringMatching(/project_manager.*Interlocking Core/u),
    ]);
  }
});

it('replacements at the same time leave one of them, not both', async () => {
  const replace = async (role: string) =>
    mutate(stack, 'replaceRoles', { user: byLogin('teamcity', 'emily.chen'), roles: [{ role }] });
  await Promise.all([replace('AGENT_MANAGER'), replace('RELEASE_MANAGER')]);
  const account = (await askUpstream(
    stack,
    'teamcity',
    'GET',
    '/app/rest/users/username:emily.chen?fields=roles(role(roleId))',
  )) as { roles: { role: object[] } };
  expect(account.roles.role).toHaveLength(1);
});
