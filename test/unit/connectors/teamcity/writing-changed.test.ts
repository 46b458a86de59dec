import { describe, expect, it } from 'vitest';
import type { TeamCitySeed } from '#sandbox/company/company.ts';
import { teamCitySeed } from '../../../support/teamcity-seed.ts';
import { failureOf } from './upstream.ts';
import {
  accountOf,
  aliceAccount,
  carryOut,
  noProgress,
  only,
  requestsOf,
  root,
  startWritingServer,
} from './writing-server.ts';

/** Alice with a property more. */
function withProperty(name: string, value: string): TeamCitySeed {
  const users = teamCitySeed.users.map((user) =>
    user.id === 7 ? { ...user, properties: { ...user.properties, [name]: value } } : user,
  );
  return { ...teamCitySeed, users };
}

describe('changing a TeamCity account', () => {
  it('sends the names that change and nothing else, so that roles, groups and properties stay', async () => {
    const server = await startWritingServer();
    const before = await server.read(
      '/users/id:7?fields=roles,groups(group(key)),properties(property(name,value))',
    );
    const plan = await server.planFor(aliceAccount, [
      {
        kind: 'updateProfile',
        profile: { login: 'Alice.Doe', displayName: 'Alice Doe', email: 'alice.doe@example.test' },
      },
    ]);
    const step = only(plan);
    expect(step.summary).toBe('Change alice: login Alice.Doe, e-mail alice.doe@example.test');
    expect(step.replaced).toEqual(['login alice', 'e-mail alice@example.test']);
    expect(await carryOut(plan)).toEqual([{}]);
    expect(server.writes()).toEqual(requestsOf(plan));
    expect(server.bodies().map((body) => JSON.parse(body) as unknown)).toEqual([
      { username: 'Alice.Doe', email: 'alice.doe@example.test' },
    ]);
    expect(await server.read('/users/id:7?fields=username,name,email')).toEqual({
      username: 'alice.doe',
      name: 'Alice Doe',
      email: 'alice.doe@example.test',
    });
    expect(
      await server.read('/users/id:7?fields=roles,groups(group(key)),properties(property(name,value))'),
    ).toEqual(before);
  });

  it('changes nothing where only the case of the login differs', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [
      { kind: 'updateProfile', profile: { login: 'ALICE', displayName: 'Alice Doe' } },
    ]);
    expect(plan).toMatchObject({ steps: [], settled: [{ outcome: 'UNCHANGED', operation: 'UPDATE_USER' }] });
  });

  it('clears name and e-mail by deleting the fields, and has nothing to do the second time', async () => {
    const server = await startWritingServer();
    const intents = [{ kind: 'updateProfile', profile: { displayName: '', email: '' } }] as const;
    const plan = await server.planFor(aliceAccount, intents);
    expect(plan.steps.map(({ replaced }) => replaced)).toEqual([
      ['name Alice Doe'],
      ['e-mail alice@example.test'],
    ]);
    await carryOut(plan);
    expect(server.writes()).toEqual([
      'DELETE /app/rest/users/id:7/name',
      'DELETE /app/rest/users/id:7/email',
    ]);
    expect(await server.read('/users/id:7?fields=username,name,email')).toEqual({ username: 'alice' });
    expect((await server.planFor(aliceAccount, intents)).settled).toMatchObject([{ outcome: 'UNCHANGED' }]);
  });

  it('refuses a rename to a taken login while planning: the server would answer 500', async () => {
    const server = await startWritingServer();
    const planning = server.planFor(aliceAccount, [{ kind: 'updateProfile', profile: { login: 'Bob' } }]);
    expect(await failureOf(planning)).toMatchObject({ code: 'ALREADY_EXISTS', field: ['profile', 'login'] });
    expect(server.writes()).toEqual([]);
  });

  it('settles the 500 for a login taken meanwhile by looking', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [{ kind: 'updateProfile', profile: { login: 'eve' } }]);
    await server.write('POST', '/users', { username: 'eve' });
    const step = only(plan);
    expect(await failureOf(step.send(root, noProgress))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(await step.look(root, noProgress)).toEqual({ verdict: 'missing' });
  });

  it('says of half a name that TeamCity keeps one', async () => {
    const server = await startWritingServer();
    const half = await server.planFor(aliceAccount, [
      { kind: 'updateProfile', profile: { lastName: 'Roe' } },
    ]);
    expect(half).toMatchObject({ steps: [], settled: [{ outcome: 'UNSUPPORTED', code: 'UNSUPPORTED' }] });
    const whole = await server.planFor(aliceAccount, [
      { kind: 'updateProfile', profile: { firstName: 'Alice', lastName: 'Roe' } },
    ]);
    expect(only(whole).summary).toBe('Change alice: name Alice Roe');
  });

  it('says which names the server took no notice of', async () => {
    const server = await startWritingServer();
    server.faults.add({
      method: 'PUT',
      fault: {
        kind: 'edit',
        edit: (reply) => ({
          ...reply,
          body: JSON.stringify({ id: 7, username: 'alice', name: 'Alice Doe' }),
        }),
      },
    });
    const plan = await server.planFor(aliceAccount, [
      { kind: 'updateProfile', profile: { displayName: 'A', email: 'a@b.test' } },
    ]);
    const [sent] = await carryOut(plan);
    expect(sent?.missing).toHaveLength(1);
    expect(sent?.missing?.[0]).toMatchObject({ place: { account: 0, intent: 0 } });
    expect(sent?.missing?.[0]?.message).toMatch(/name.*e-mail/u);
  });

  it('sets a password by a call of its own, which no look can settle', async () => {
    const server = await startWritingServer();
    const helen = accountOf('15', 'helen');
    const plan = await server.planFor(helen, [{ kind: 'setPassword', password: 'new-Secret-1' }]);
    const step = only(plan);
    expect(await step.look(root, noProgress)).toEqual({ verdict: 'missing' });
    await carryOut(plan);
    expect(server.writes()).toEqual(requestsOf(plan));
    expect(server.bodies()).toEqual([JSON.stringify({ password: 'new-Secret-1' })]);
    expect(await server.read('/users/id:15?fields=hasPassword')).toEqual({ hasPassword: true });
    expect(await step.look(root, noProgress)).toEqual({ verdict: 'unclear' });
    expect(JSON.stringify([step, plan.state])).not.toContain('new-Secret-1');
  });

  it('sets and clears properties one by one, and leaves the others alone', async () => {
    const server = await startWritingServer({}, withProperty('kept', '1'));
    const intents = [
      {
        kind: 'updateDetails',
        details: {
          kind: 'teamcity',
          properties: [
            { name: 'plugin:auth:x', value: 'ünï <b> & "q"' },
            { name: 'plugin:vcs:anyVcs:anyVcsRoot', value: '' },
            { name: 'never there', value: '' },
          ],
        },
      },
    ] as const;
    const plan = await server.planFor(aliceAccount, intents);
    expect(requestsOf(plan)).toEqual([
      'PUT /app/rest/users/id:7/properties/plugin:auth:x',
      'DELETE /app/rest/users/id:7/properties/plugin:vcs:anyVcs:anyVcsRoot',
    ]);
    expect(plan.steps.map(({ isDestructive }) => isDestructive)).toEqual([false, true]);
    expect(plan.state).not.toContain('adoe');
    expect(await carryOut(plan)).toEqual([{}, {}]);
    expect(server.writes()).toEqual(requestsOf(plan));
    expect(await server.read('/users/id:7?fields=properties(property(name,value))')).toMatchObject({
      properties: {
        property: expect.arrayContaining([
          { name: 'plugin:auth:x', value: 'ünï <b> & "q"' },
          { name: 'kept', value: '1' },
        ]) as unknown,
      },
    });
    expect(await server.read('/users/id:7?fields=properties(count)')).toEqual({ properties: { count: 2 } });
    const again = await server.planFor(aliceAccount, intents);
    expect(again).toMatchObject({ steps: [], settled: [{ outcome: 'UNCHANGED' }] });
  });

  it('leaves properties that no path can name, and details of other kinds, alone', async () => {
    const server = await startWritingServer();
    const slash = await server.planFor(aliceAccount, [
      {
        kind: 'updateDetails',
        details: { kind: 'teamcity', properties: [{ name: 'a/b', value: 'x' }] },
      },
    ]);
    expect(slash).toMatchObject({ steps: [], settled: [{ outcome: 'UNSUPPORTED' }] });
    const other = server.planFor(aliceAccount, [
      { kind: 'updateDetails', details: { kind: 'foreman', description: 'x' } },
    ]);
    expect(await failureOf(other)).toMatchObject({ code: 'INVALID_INPUT', field: ['details'] });
  });
});
