import { describe, expect, it } from 'vitest';
import type { Intent } from '#domain/intents.ts';
import { createIdentity } from '#domain/identity.ts';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';
import { basic, group, role, startWritable } from './writing-foreman.ts';

const flag = (isAdministrator: boolean): Intent => ({
  kind: 'updateDetails',
  details: { kind: 'foreman', isAdministrator },
});
const leave = (id: number): Intent => ({ kind: 'removeGroup', group: group(id) });

describe('whether an administrator would be none any more', () => {
  it.each<[string, string, readonly Intent[], boolean]>([
    ['deleted', 'second.admin', [{ kind: 'delete' }], true],
    ['disabled', 'group.admin', [{ kind: 'setStatus', status: 'DISABLED' }], true],
    ['enabled', 'second.admin', [{ kind: 'setStatus', status: 'ACTIVE' }], false],
    ['without the own flag', 'second.admin', [flag(false)], true],
    ['with the flag given again', 'second.admin', [flag(false), flag(true)], false],
    ['out of the group that made it one', 'group.admin', [leave(5)], true],
    ['out of that group, with a flag of its own', 'group.admin', [flag(true), leave(5)], false],
    ['out of another group', 'group.admin', [leave(2)], false],
    ['by flag, out of a group', 'second.admin', [leave(5)], false],
    ['without a role', 'second.admin', [{ kind: 'removeRole', role: role(8) }], false],
    ['that is none', 'ada.lovelace', [leave(2)], false],
  ])('%s: %s', async (_, login, intents, ends) => {
    const foreman = await startWritable();
    const account = await foreman.account(login);
    expect(await foreman.writing.endsAdministration(foreman.call(), account, intents)).toBe(ends);
    expect(foreman.writes()).toEqual([]);
  });

  it('minds groups inside of the group with the flag', async () => {
    const foreman = await startWritable();
    await foreman.ask('/api/usergroups/5', { method: 'PUT', json: { usergroup: { usergroup_ids: [2] } } });
    const account = await foreman.account('edsger.dijkstra');
    expect(account.isAdministrator).toBe(true);
    // In ops-oncall, which is in ops, which is in platform-admins.
    expect(await foreman.writing.endsAdministration(foreman.call(), account, [leave(1)])).toBe(true);
    await foreman.ask('/api/usergroups/2', { method: 'PUT', json: { usergroup: { user_ids: [6, 8, 11] } } });
    expect(await foreman.writing.endsAdministration(foreman.call(), account, [leave(1)])).toBe(false);
    expect(await foreman.writing.endsAdministration(foreman.call(), account, [leave(1), leave(2)])).toBe(
      true,
    );
  });

  it('is yes where it cannot be told', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('second.admin');
    foreman.fail({ fault: { kind: 'answer', reply: badGatewayPage } });
    expect(await foreman.writing.endsAdministration(foreman.call(), account, [leave(5)])).toBe(true);
  });
});

describe('whether the credentials may be a token', () => {
  it.each([
    [basic('admin', 'bgxzxWaN-PxG1aDhoKUdbQ'), true],
    [basic('admin', 'changeme'), false],
    [basic('admin', 'a sentence as a password'), false],
    [basic('admin', 'with:a:colon:bgxzxWaN-PxG1'), false],
    ['Bearer something', true],
  ])('%s: %s', async (authorization, mayBe) => {
    const foreman = await startWritable();
    const call = { ...foreman.call(), identity: createIdentity(authorization, true) };
    expect(foreman.writing.maySignInWithToken(call)).toBe(mayBe);
  });
});

describe('a configured context', () => {
  it('goes with the writes to accounts and tokens, as with the reads, and not to groups', async () => {
    const foreman = await startWritable({ settings: { organizationId: 3 } });
    const account = await foreman.account('ada.lovelace');
    const plan = await foreman.writing.plan(foreman.call(), [
      {
        account,
        intents: [
          { kind: 'setStatus', status: 'DISABLED' },
          { kind: 'createToken', name: 'new' },
          { kind: 'addGroup', group: group(4) },
        ],
      },
    ]);
    expect(plan.steps.map((step) => step.request.query)).toEqual([
      undefined,
      'organization_id=3',
      'organization_id=3',
    ]);
  });
});
