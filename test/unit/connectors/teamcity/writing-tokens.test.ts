import { describe, expect, it } from 'vitest';
import { aliceToken, bobToken } from '../../../support/teamcity-seed.ts';
import { callAs, failureOf } from './upstream.ts';
import {
  alice,
  aliceAccount,
  bobAccount,
  carryOut,
  noProgress,
  only,
  requestsOf,
  root,
  startWritingServer,
} from './writing-server.ts';
import type { WritingServer } from './writing-server.ts';

describe('access tokens of TeamCity', () => {
  const year2025 = Date.parse('2025-12-31T23:59:59.900Z');
  const namesOf = async (server: WritingServer): Promise<readonly string[]> => {
    const list = (await server.read('/users/id:7/tokens', aliceToken)) as {
      readonly token: { readonly name: string }[];
    };
    return list.token.map(({ name }) => name).sort();
  };

  it('without an end are made by name, once, and their value is passed on', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(aliceAccount, [{ kind: 'createToken', name: 'my ci+1' }], alice);
    const step = only(plan);
    expect(step).toMatchObject({ summary: 'Create token my ci+1 of alice', isIdempotent: false });
    expect(await step.look(alice, noProgress)).toEqual({ verdict: 'missing' });
    const [sent] = await carryOut(plan, alice);
    expect(server.writes()).toEqual(['POST /app/rest/users/id:7/tokens/my%20ci%2B1']);
    expect(server.writes()).toEqual(requestsOf(plan));
    expect(sent).toMatchObject({
      token: { nativeId: 'my ci+1', name: 'my ci+1', ownerId: '7', state: 'ACTIVE', expiry: 'NEVER' },
    });
    expect(sent?.missing).toBeUndefined();
    const own = (await server.read('/users/current?fields=id', sent?.secret ?? '')) as {
      readonly id: number;
    };
    expect(own.id).toBe(7);
    expect(JSON.stringify([plan, sent?.token])).not.toContain(sent?.secret);
    const look = await step.look(alice, noProgress);
    expect(look).toMatchObject({ verdict: 'landed', token: { name: 'my ci+1' } });
    expect(JSON.stringify(look)).not.toContain(sent?.secret);
  });

  it('with an end, or a name that cannot stand in a path, are made by a body', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(
      aliceAccount,
      [
        { kind: 'createToken', name: 'deploy', expiresAt: year2025 },
        { kind: 'createToken', name: 'a/b' },
      ],
      alice,
    );
    const [deploy, slash] = await carryOut(plan, alice);
    expect(server.writes()).toEqual(['POST /app/rest/users/id:7/tokens', 'POST /app/rest/users/id:7/tokens']);
    expect(server.bodies().map((body) => JSON.parse(body) as unknown)).toEqual([
      { name: 'deploy', expirationTime: '20251231T235959+0000' },
      { name: 'a/b' },
    ]);
    expect(deploy).toMatchObject({
      token: { expiresAt: Date.parse('2025-12-31T23:59:59Z'), expiry: 'EXPIRES' },
    });
    expect(deploy?.missing).toBeUndefined();
    expect(slash).toMatchObject({ token: { name: 'a/b', expiry: 'NEVER' } });
    expect(await namesOf(server)).toEqual(['a/b', 'ci', 'deploy', 'old']);
  });

  it('made without the end that was asked for are said to be so', async () => {
    const server = await startWritingServer();
    server.faults.add({
      method: 'POST',
      fault: {
        kind: 'edit',
        edit: (reply) => ({
          ...reply,
          body: JSON.stringify({ name: 'deploy', creationTime: '20240701T120000+0000', value: 'v' }),
        }),
      },
    });
    const plan = await server.planFor(
      aliceAccount,
      [{ kind: 'createToken', name: 'deploy', expiresAt: year2025 }],
      alice,
    );
    expect(await carryOut(plan, alice)).toMatchObject([
      { secret: 'v', token: { expiry: 'NEVER' }, missing: [{ place: { account: 0, intent: 0 } }] },
    ]);
  });

  it.each([
    ['a name that is taken', { name: 'ci' }, 'ALREADY_EXISTS', ['name']],
    ['no name', { name: '' }, 'INVALID_INPUT', ['name']],
    [
      'an end that is past',
      { name: 'x', expiresAt: Date.parse('2024-06-30T00:00:00Z') },
      'INVALID_INPUT',
      ['expiresAt'],
    ],
    ['an end that no date can say', { name: 'x', expiresAt: 8.64e15 }, 'INVALID_INPUT', ['expiresAt']],
  ])('are refused while planning for %s', async (_, wish, code, field) => {
    const server = await startWritingServer();
    const planning = server.planFor(aliceAccount, [{ kind: 'createToken', ...wish }], alice);
    expect(await failureOf(planning)).toMatchObject({ code, field });
    expect(server.writes()).toEqual([]);
  });

  it('are revoked by name; a second time there is nothing to do', async () => {
    const server = await startWritingServer();
    const intents = [
      { kind: 'revokeToken', tokenId: 'old' },
      { kind: 'revokeToken', tokenId: 'no such' },
    ] as const;
    const plan = await server.planFor(aliceAccount, intents, alice);
    expect(only(plan)).toMatchObject({ summary: 'Revoke token old of alice', isDestructive: true });
    expect(plan.settled).toMatchObject([{ outcome: 'UNCHANGED', place: { intent: 1 } }]);
    await carryOut(plan, alice);
    expect(server.writes()).toEqual(requestsOf(plan));
    expect(await namesOf(server)).toEqual(['ci']);
    expect(await only(plan).look(alice, noProgress)).toEqual({ verdict: 'landed' });
    const again = await server.planFor(aliceAccount, intents, alice);
    expect(again.settled.map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UNCHANGED']);
    expect(await carryOut(plan, alice)).toEqual([{}]);
  });

  it.each(['a/b', 'a\\b', 'a;b', 'a%62', '..'])(
    'named %s cannot be addressed, and are left to their owner',
    async (name) => {
      const server = await startWritingServer();
      await carryOut(await server.planFor(aliceAccount, [{ kind: 'createToken', name }], alice), alice);
      const plan = await server.planFor(aliceAccount, [{ kind: 'revokeToken', tokenId: name }], alice);
      expect(plan).toMatchObject({ steps: [], settled: [{ outcome: 'UNSUPPORTED', code: 'UNSUPPORTED' }] });
      expect(plan.settled[0]?.manualInstruction).toMatch(/owner deletes it/u);
    },
  );

  it('of other accounts are out of reach, those of accounts to be made too', async () => {
    const server = await startWritingServer();
    const others = await server.planFor(aliceAccount, [
      { kind: 'createToken', name: 'x' },
      { kind: 'revokeToken', tokenId: 'ci' },
    ]);
    const made = await server.planFor(undefined, [
      { kind: 'create', profile: { login: 'eve' }, isActive: true },
      { kind: 'createToken', name: 'x' },
    ]);
    expect(others.steps).toEqual([]);
    expect(others.settled.map(({ code }) => code)).toEqual(['SELF_ONLY', 'SELF_ONLY']);
    expect(made.settled.map(({ code }) => code)).toEqual(['SELF_ONLY']);
    const notes = server.connector.capabilities
      .filter(({ operation }) => operation === 'CREATE_TOKEN' || operation === 'REVOKE_TOKEN')
      .map(({ note }) => note);
    expect(others.settled.map(({ manualInstruction }) => manualInstruction)).toEqual(notes);
  });

  it('may be what a call signs in with, as Bearer and as a password', async () => {
    const { writing } = await startWritingServer();
    const signedIn = (authorization: string): boolean =>
      writing.maySignInWithToken({ ...root, identity: { ...root.identity, authorization } });
    expect(signedIn('Bearer x')).toBe(true);
    expect(signedIn(`Basic ${btoa('ada:eyJ0eXAiOiAiVENWMiJ9.part.part')}`)).toBe(true);
    expect(signedIn(`Basic ${btoa('ada:secret')}`)).toBe(false);
    expect(signedIn(`Basic ${btoa('ada.m.lovelace:secret')}`)).toBe(false);
    expect(signedIn(`Basic ${btoa(':123')}`)).toBe(false);
    expect(signedIn('')).toBe(false);
  });

  it('can be handled by accounts that hold nothing', async () => {
    const server = await startWritingServer();
    const bob = callAs(bobToken);
    const plan = await server.planFor(bobAccount, [{ kind: 'createToken', name: 'ci' }], bob);
    expect(await carryOut(plan, bob)).toMatchObject([{ token: { ownerId: '9' } }]);
  });
});
