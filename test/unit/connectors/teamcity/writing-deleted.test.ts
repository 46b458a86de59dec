import { describe, expect, it } from 'vitest';
import { bobToken } from '../../../support/teamcity-seed.ts';
import { callAs, failureOf } from './upstream.ts';
import {
  accountOf,
  aliceAccount,
  bobAccount,
  carryOut,
  mention,
  noProgress,
  only,
  requestsOf,
  startWritingServer,
} from './writing-server.ts';

describe('ending a TeamCity account', () => {
  it('cannot disable, and says what a person can do; every account is active', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [
      { kind: 'setStatus', status: 'DISABLED' },
      { kind: 'setStatus', status: 'ACTIVE' },
    ]);
    const note = server.connector.capabilities.find(({ operation }) => operation === 'SET_USER_STATUS')?.note;
    expect(plan.steps).toEqual([]);
    expect(plan.settled).toEqual(
      expect.arrayContaining([
        {
          place: { account: 0, intent: 0 },
          outcome: 'UNSUPPORTED',
          operation: 'SET_USER_STATUS',
          summary: 'Disable alice',
          manualInstruction: note,
          code: 'UNSUPPORTED',
        },
        expect.objectContaining({ place: { account: 0, intent: 1 }, outcome: 'UNCHANGED' }),
      ]),
    );
  });

  it('deletes last, and with the account what nothing else can end', async () => {
    const server = await startWritingServer();
    const intents = [
      { kind: 'delete' },
      { kind: 'setStatus', status: 'DISABLED' },
      { kind: 'removeGroup', group: mention('ALL_USERS_GROUP') },
      { kind: 'removeGroup', group: mention('MAINTAINERS') },
      { kind: 'removeRole', role: mention('PROJECT_VIEWER') },
      { kind: 'revokeToken', tokenId: 'ci' },
    ] as const;
    const plan = await server.planFor(aliceAccount, intents);
    expect(plan.settled).toEqual([]);
    expect(requestsOf(plan)).toEqual([
      'DELETE /app/rest/users/id:7/roles/PROJECT_VIEWER/g',
      'DELETE /app/rest/users/id:7/groups/key:MAINTAINERS',
      'DELETE /app/rest/users/id:7',
    ]);
    const last = plan.steps.at(-1);
    expect(last).toMatchObject({ summary: 'Delete alice', isDestructive: true });
    expect(last?.places.map(({ intent }) => intent).sort()).toEqual([0, 1, 2, 5]);
    await carryOut(plan);
    expect(server.writes()).toEqual(requestsOf(plan));
    expect(await server.read('/users/id:7')).toBeUndefined();
    const again = await server.planFor(
      aliceAccount,
      intents.filter(({ kind }) => kind !== 'setStatus'),
    );
    expect(again.steps).toEqual([]);
    expect(again.settled.every(({ outcome }) => outcome === 'UNCHANGED')).toBe(true);
    expect(again.settled).toHaveLength(5);
  });

  it('counts an account that somebody else deleted meanwhile as deleted', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(bobAccount, [{ kind: 'delete' }]);
    await server.write('DELETE', '/users/id:9');
    expect(await carryOut(plan)).toEqual([{}]);
  });

  it('plans nothing for an account that is gone, unless it is to be taken away', async () => {
    const server = await startWritingServer();
    const planning = server.planFor(accountOf('999', 'gone'), [
      { kind: 'addGroup', group: mention('ADMINS') },
    ]);
    expect(await failureOf(planning)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('reports a refusal as such', async () => {
    const server = await startWritingServer();
    const bob = callAs(bobToken);
    const plan = await server.planFor(bobAccount, [{ kind: 'delete' }], bob);
    expect(await failureOf(only(plan).send(bob, noProgress))).toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
    expect(await server.read('/users/id:9?fields=id')).toEqual({ id: 9 });
  });
});
