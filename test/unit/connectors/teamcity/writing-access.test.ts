import { describe, expect, it } from 'vitest';
import type { Intent } from '#domain/intents.ts';
import { bobToken, teamCitySeed } from '../../../support/teamcity-seed.ts';
import { callAs, failureOf } from './upstream.ts';
import {
  accountOf,
  aliceAccount,
  carryOut,
  mention,
  noProgress,
  only,
  requestsOf,
  root,
  startWritingServer,
} from './writing-server.ts';

const roles = '/users/id:7/roles';
const groups = '/users/id:7/groups?fields=group(key)';

describe('roles of a TeamCity account', () => {
  const intents: readonly Intent[] = [
    { kind: 'removeRole', role: mention('PROJECT_VIEWER'), project: mention('Payments') },
    { kind: 'addRole', role: mention('PROJECT_VIEWER') },
    {
      kind: 'addRole',
      role: { ...mention('PROJECT_DEVELOPER'), name: 'Project developer' },
      project: { ...mention('Shop'), name: 'Shop (old)' },
    },
    { kind: 'addRole', role: mention('PROJECT_DEVELOPER'), project: mention('Shop') },
    { kind: 'removeRole', role: mention('HELP_DESK') },
  ];

  it('are given and taken one by one, additions first, the rest kept', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, intents);
    expect(server.writes()).toEqual([]);
    expect(plan.steps.map(({ summary, places }) => [summary, places.map(({ intent }) => intent)])).toEqual([
      ['Give alice the role Project developer on Shop (old)', [2, 3]],
      ['Take the role PROJECT_VIEWER on Payments from alice', [0]],
    ]);
    expect(plan.settled.map(({ place, outcome }) => [place.intent, outcome])).toEqual([
      [1, 'UNCHANGED'],
      [4, 'UNCHANGED'],
    ]);
    expect(await carryOut(plan)).toEqual([{}, {}]);
    expect(server.writes()).toEqual(requestsOf(plan));
    expect(server.writes()).toEqual([
      'PUT /app/rest/users/id:7/roles/PROJECT_DEVELOPER/p:Shop',
      'DELETE /app/rest/users/id:7/roles/PROJECT_VIEWER/p:Payments',
    ]);
    expect(server.bodies()).toEqual(['', '']);
    const held = (await server.read(roles)) as { readonly role: readonly object[] };
    expect(held.role).toHaveLength(2);
    expect(held.role).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ roleId: 'PROJECT_VIEWER', scope: 'g' }),
        expect.objectContaining({ roleId: 'PROJECT_DEVELOPER', scope: 'p:Shop' }),
      ]),
    );
    const again = await server.planFor(aliceAccount, intents);
    expect(again.steps).toEqual([]);
    expect(again.settled.map(({ outcome }) => outcome)).toEqual(intents.map(() => 'UNCHANGED'));
  });

  it('take one call to plan, for a hundred accounts too', async () => {
    const users = Array.from({ length: 100 }, (_, index) => ({ id: 1000 + index, username: `u${index}` }));
    const seed = { ...teamCitySeed, users: [...teamCitySeed.users, ...users] };
    const server = await startWritingServer({}, seed);
    await server.planFor(aliceAccount, intents);
    expect(server.callsMade()).toBe(1);
    const work = users.map(({ id, username }) => ({
      account: accountOf(String(id), username),
      intents: [{ kind: 'addRole', role: mention('PROJECT_VIEWER') }, { kind: 'delete' }] as const,
    }));
    const plan = await server.writing.plan(root, work);
    expect(server.callsMade()).toBe(1);
    expect(plan.steps).toHaveLength(200);
    expect(plan.steps.slice(0, 100).every(({ operation }) => operation === 'ASSIGN_ROLE')).toBe(true);
    expect(plan.steps.slice(100).every(({ operation }) => operation === 'DELETE_USER')).toBe(true);
  });

  it('say of a role held through a group that it stays', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [
      { kind: 'removeRole', role: mention('PROJECT_DEVELOPER') },
    ]);
    expect(plan.settled).toMatchObject([
      {
        outcome: 'UNCHANGED',
        summary: 'Take the role PROJECT_DEVELOPER from alice (held through group Developers only)',
      },
    ]);
  });

  it('are global or of the root project, which is not the same', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [
      { kind: 'addRole', role: mention('PROJECT_VIEWER'), project: mention('_Root') },
    ]);
    expect(requestsOf(plan)).toEqual(['PUT /app/rest/users/id:7/roles/PROJECT_VIEWER/p:_Root']);
  });

  it('that do not exist are refused by the server', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [{ kind: 'addRole', role: mention('NO_SUCH') }]);
    expect(await failureOf(only(plan).send(root, noProgress))).toMatchObject({
      code: 'NOT_FOUND',
      httpStatus: 404,
    });
    expect(server.writes()).toHaveLength(1);
  });

  it('taken by somebody else meanwhile count as taken, on servers that answer 404 too', async () => {
    for (const removingUnassignedRoleStatus of [204, 404] as const) {
      const server = await startWritingServer({ removingUnassignedRoleStatus });
      const plan = await server.planFor(aliceAccount, [
        { kind: 'removeRole', role: mention('PROJECT_VIEWER') },
      ]);
      await server.write('DELETE', `${roles}/PROJECT_VIEWER/g`);
      expect(await carryOut(plan)).toEqual([{}]);
      expect(server.writes()).toEqual(requestsOf(plan));
    }
  });

  it('are planned by what is held now: equal states give equal texts, others do not', async () => {
    const server = await startWritingServer();
    const first = await server.planFor(aliceAccount, intents);
    const second = await server.planFor(aliceAccount, intents);
    expect(second.state).toBe(first.state);
    await server.write('PUT', `${roles}/PROJECT_ADMIN/g`);
    expect((await server.planFor(aliceAccount, intents)).state).not.toBe(first.state);
  });

  it('that no path can name are left to people', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [
      { kind: 'addRole', role: mention('A/../B') },
      { kind: 'addRole', role: mention('PROJECT_VIEWER'), project: mention('a;b') },
    ]);
    expect(plan.steps).toEqual([]);
    expect(plan.settled.map(({ outcome }) => outcome)).toEqual(['UNSUPPORTED', 'UNSUPPORTED']);
  });
});

describe('groups of a TeamCity account', () => {
  const intents: readonly Intent[] = [
    { kind: 'removeGroup', group: mention('MAINTAINERS') },
    { kind: 'addGroup', group: { ...mention('MyCustomGroupKey'), name: 'Custom' } },
    { kind: 'removeGroup', group: mention('DEVELOPERS') },
  ];

  it('are joined and left one by one, additions first', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, intents);
    expect(plan.steps.map(({ summary }) => summary)).toEqual([
      'Add alice to group Custom',
      'Remove alice from group MAINTAINERS',
    ]);
    expect(await carryOut(plan)).toEqual([{}, {}]);
    expect(server.writes()).toEqual(requestsOf(plan));
    expect(server.writes()).toEqual([
      'POST /app/rest/users/id:7/groups?fields=key',
      'DELETE /app/rest/users/id:7/groups/key:MAINTAINERS',
    ]);
    const { group: held } = (await server.read(groups)) as { readonly group: readonly { key: string }[] };
    expect(held.map(({ key }) => key).sort()).toEqual(['ALL_USERS_GROUP', 'MyCustomGroupKey']);
    const again = await server.planFor(aliceAccount, intents);
    expect(again.settled.map(({ outcome }) => outcome)).toEqual(intents.map(() => 'UNCHANGED'));
  });

  it('cannot be left where it is the group of all users', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [
      { kind: 'removeGroup', group: mention('ALL_USERS_GROUP') },
      { kind: 'addGroup', group: mention('ALL_USERS_GROUP') },
    ]);
    expect(plan.steps).toEqual([]);
    expect(plan.settled.map(({ outcome }) => outcome).sort()).toEqual(['UNCHANGED', 'UNSUPPORTED']);
  });

  it('left meanwhile answer 404, which counts as left once it is certain', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [{ kind: 'removeGroup', group: mention('MAINTAINERS') }]);
    await server.write('DELETE', '/users/id:7/groups/key:MAINTAINERS');
    expect(await carryOut(plan)).toEqual([{}]);
    expect(server.writes()).toEqual(requestsOf(plan));
  });

  it('still held after a 404 leave the 404 standing', async () => {
    const server = await startWritingServer();
    server.faults.add({
      method: 'DELETE',
      fault: { kind: 'answer', reply: { status: 404, headers: {}, body: '' } },
    });
    const plan = await server.planFor(aliceAccount, [{ kind: 'removeGroup', group: mention('MAINTAINERS') }]);
    expect(await failureOf(only(plan).send(root, noProgress))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([404, 405])(
    'are joined by the whole list where the server answers %i to the short way',
    async (status) => {
      const server = await startWritingServer();
      server.faults.add({
        method: 'POST',
        path: /\/groups/u,
        fault: { kind: 'answer', reply: { status, headers: {}, body: '' } },
      });
      const plan = await server.planFor(aliceAccount, [
        { kind: 'addGroup', group: mention('MyCustomGroupKey') },
      ]);
      expect(await carryOut(plan)).toEqual([{}]);
      expect(server.writes()).toEqual([
        'POST /app/rest/users/id:7/groups?fields=key',
        'PUT /app/rest/users/id:7/groups?fields=count,group(key)',
      ]);
      const { group: held } = (await server.read(groups)) as { readonly group: readonly { key: string }[] };
      expect(held.map(({ key }) => key).sort()).toEqual([
        'ALL_USERS_GROUP',
        'MAINTAINERS',
        'MyCustomGroupKey',
      ]);
    },
  );

  it('that do not exist are refused, and nothing else is tried', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [{ kind: 'addGroup', group: mention('NO_SUCH') }]);
    expect(await failureOf(only(plan).send(root, noProgress))).toMatchObject({ code: 'NOT_FOUND' });
    expect(server.writes()).toHaveLength(1);
  });

  it('shown otherwise in the answer than asked for are reported as missing', async () => {
    const server = await startWritingServer();
    server.faults.add({
      method: 'POST',
      fault: { kind: 'edit', edit: (reply) => ({ ...reply, body: '{"key":"OTHER"}' }) },
    });
    const plan = await server.planFor(aliceAccount, [
      { kind: 'addGroup', group: mention('MyCustomGroupKey') },
    ]);
    expect(await carryOut(plan)).toMatchObject([{ missing: [{ place: { account: 0, intent: 0 } }] }]);
  });
});

describe('what TeamCity does not have', () => {
  it('is left to people, in the words of the capabilities', async () => {
    const server = await startWritingServer();
    const team = { nativeId: '1', name: 'QA', isWhole: true };
    const plan = await server.planFor(aliceAccount, [
      { kind: 'addTeam', team },
      { kind: 'removeTeam', team },
      { kind: 'grantPermission', permission: 'lead', project: mention('Payments') },
      { kind: 'revokePermission', project: mention('Payments') },
    ]);
    expect(plan.steps).toEqual([]);
    expect(plan.settled.map(({ outcome, code, operation }) => [outcome, code, operation])).toEqual(
      ['ADD_TO_TEAM', 'REMOVE_FROM_TEAM', 'GRANT_PROJECT_PERMISSION', 'REVOKE_PROJECT_PERMISSION'].map(
        (operation) => ['UNSUPPORTED', 'UNSUPPORTED', operation],
      ),
    );
    for (const { operation, manualInstruction } of plan.settled) {
      const capability = server.connector.capabilities.find((each) => each.operation === operation);
      expect(capability).toMatchObject({ support: 'UNSUPPORTED', note: manualInstruction });
    }
  });

  it('needs reading rights to plan: what is hidden is not there', async () => {
    const server = await startWritingServer();
    const planning = server.planFor(
      aliceAccount,
      [{ kind: 'addRole', role: mention('PROJECT_VIEWER') }],
      callAs(bobToken),
    );
    expect(await failureOf(planning)).toMatchObject({ code: 'NOT_FOUND' });
    expect(server.writes()).toEqual([]);
  });
});
