import { describe, expect, it } from 'vitest';
import { failureOf } from './upstream.ts';
import {
  carryOut,
  mention,
  noProgress,
  only,
  requestsOf,
  root,
  startWritingServer,
} from './writing-server.ts';

const accountFields =
  '?fields=id,username,name,email,hasPassword,roles(role(roleId,scope)),groups(group(key))';

describe('creating a TeamCity account', () => {
  it('makes the account alone and gives it everything else in calls of their own', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(undefined, [
      {
        kind: 'create',
        profile: { login: 'Ada.Lovelace', firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.test' },
        password: 'Analytical-1',
        isActive: true,
        details: { kind: 'teamcity', properties: [{ name: 'plugin:vcs:anyVcs:anyVcsRoot', value: 'ada' }] },
      },
      { kind: 'addRole', role: mention('PROJECT_DEVELOPER'), project: mention('Payments') },
      { kind: 'addRole', role: mention('PROJECT_VIEWER') },
      { kind: 'addGroup', group: mention('MAINTAINERS') },
      { kind: 'addGroup', group: mention('ALL_USERS_GROUP') },
    ]);
    expect(server.writes()).toEqual([]);
    expect(plan.steps.map(({ summary }) => summary)).toEqual([
      'Create Ada.Lovelace',
      'Set property plugin:vcs:anyVcs:anyVcsRoot of Ada.Lovelace',
      'Give Ada.Lovelace the role PROJECT_DEVELOPER on Payments',
      'Give Ada.Lovelace the role PROJECT_VIEWER',
      'Add Ada.Lovelace to group MAINTAINERS',
    ]);
    expect(plan.steps.every(({ isDestructive }) => !isDestructive)).toBe(true);
    expect(plan.steps.map(({ isIdempotent }) => isIdempotent)).toEqual([false, true, true, true, true]);
    expect(plan.settled).toMatchObject([{ outcome: 'UNCHANGED', place: { account: 0, intent: 4 } }]);

    const [made] = await carryOut(plan);
    const id = made?.accountId ?? '';
    expect(made?.missing).toBeUndefined();
    expect(server.writes()).toEqual(requestsOf(plan).map((request) => request.replace('{id}', id)));
    expect(server.writes()).toEqual([
      'POST /app/rest/users?fields=id,username,name,email',
      `PUT /app/rest/users/id:${id}/properties/plugin:vcs:anyVcs:anyVcsRoot`,
      `PUT /app/rest/users/id:${id}/roles/PROJECT_DEVELOPER/p:Payments`,
      `PUT /app/rest/users/id:${id}/roles/PROJECT_VIEWER/g`,
      `POST /app/rest/users/id:${id}/groups?fields=key`,
    ]);
    expect(JSON.parse(server.bodies()[0] ?? '')).toEqual({
      username: 'Ada.Lovelace',
      name: 'Ada Lovelace',
      email: 'ada@example.test',
      password: 'Analytical-1',
    });
    expect(
      await server.read(`/users/id:${id}${accountFields},properties(property(name,value))`),
    ).toMatchObject({
      username: 'ada.lovelace',
      name: 'Ada Lovelace',
      email: 'ada@example.test',
      hasPassword: true,
      properties: { property: [{ name: 'plugin:vcs:anyVcs:anyVcsRoot', value: 'ada' }] },
      roles: {
        role: expect.arrayContaining([
          expect.objectContaining({ roleId: 'PROJECT_DEVELOPER', scope: 'p:Payments' }),
          expect.objectContaining({ roleId: 'PROJECT_VIEWER', scope: 'g' }),
        ]) as unknown,
      },
      groups: { group: expect.arrayContaining([{ key: 'MAINTAINERS' }]) as unknown },
    });
  });

  it('is refused while planning where the login is taken, whatever its case', async () => {
    const server = await startWritingServer();
    const planning = server.planFor(undefined, [
      { kind: 'create', profile: { login: 'ALICE' }, isActive: true },
    ]);
    expect(await failureOf(planning)).toMatchObject({ code: 'ALREADY_EXISTS', field: ['profile', 'login'] });
    expect(server.writes()).toEqual([]);
  });

  it('is refused while planning where two accounts would get one login', async () => {
    const server = await startWritingServer();
    const create = { kind: 'create', isActive: true } as const;
    const planning = server.writing.plan(root, [
      { intents: [{ ...create, profile: { login: 'eve' } }] },
      { intents: [{ ...create, profile: { login: 'Eve' } }] },
    ]);
    expect(await failureOf(planning)).toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it.each([undefined, '', 'x'.repeat(256)])('is refused while planning for the login %j', async (login) => {
    const server = await startWritingServer();
    const planning = server.planFor(undefined, [{ kind: 'create', profile: { login }, isActive: true }]);
    expect(await failureOf(planning)).toMatchObject({ code: 'INVALID_INPUT', field: ['profile', 'login'] });
  });

  it('reports the 400 for a login taken meanwhile as a refusal, and looking does not hide it', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(undefined, [
      { kind: 'create', profile: { login: 'eve' }, isActive: true },
    ]);
    await server.write('POST', '/users', { username: 'EVE' });
    expect(await failureOf(only(plan).send(root, noProgress))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      httpStatus: 400,
    });
  });

  it('makes no account at all where a disabled one is asked for', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(undefined, [
      { kind: 'create', profile: { login: 'eve' }, isActive: false },
      { kind: 'addRole', role: mention('PROJECT_VIEWER') },
    ]);
    expect(plan.steps).toEqual([]);
    expect(plan.settled.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['UNSUPPORTED', 'UNSUPPORTED'],
      ['UNSUPPORTED', 'UNSUPPORTED'],
    ]);
  });

  it('does not send what is for an account that was not made', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(undefined, [
      { kind: 'create', profile: { login: 'eve' }, isActive: true },
      { kind: 'addRole', role: mention('PROJECT_VIEWER') },
    ]);
    const [, second] = plan.steps;
    expect(await failureOf(second?.send(root, noProgress) ?? Promise.resolve())).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await second?.look(root, noProgress)).toEqual({ verdict: 'unclear' });
    expect(server.writes()).toEqual([]);
  });
});
