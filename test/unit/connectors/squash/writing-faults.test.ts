import { describe, expect, test } from 'vitest';
import type { AccountWork } from '#connectors/writing.ts';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import {
  creation,
  failure,
  group,
  onlyStep,
  project,
  startWritten,
  team,
  verdict,
  workOn,
} from './written-squash.ts';

const none = { accountIds: new Map<number, string>() };
const unknown = ['UPSTREAM_UNAVAILABLE', 'UPSTREAM_BAD_RESPONSE', 'UPSTREAM_TIMEOUT'];

/** One write of each kind that can be seen afterwards. */
const works: readonly (readonly [string, AccountWork])[] = [
  ['creating', { intents: [creation('lin')] }],
  [
    'a profile',
    workOn('2', { kind: 'updateProfile', profile: { email: 'new@example.org', lastName: 'Byron' } }),
  ],
  ['a user group', workOn('2', { kind: 'addGroup', group: group('Admin') })],
  ['a status', workOn('2', { kind: 'setStatus', status: 'DISABLED' })],
  ['entering a team', workOn('6', { kind: 'addTeam', team: team('40') })],
  ['leaving a team', workOn('2', { kind: 'removeTeam', team: team('40') })],
  ['entering a team by id', workOn('6', { kind: 'addTeam', team: team('42') })],
  ['a permission', workOn('2', { kind: 'grantPermission', permission: 'validator', project: project('60') })],
  ['taking a permission', workOn('2', { kind: 'revokePermission', project: project('60') })],
  ['deleting', workOn('6', { kind: 'delete' })],
];

const before: readonly (readonly [string, Fault])[] = [
  ['is cut off before the write', { kind: 'reset', when: 'before' }],
  ['is a bad gateway', { kind: 'answer', reply: badGatewayPage }],
  [
    'is a login page',
    {
      kind: 'answer',
      reply: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' },
    },
  ],
];
const after: readonly (readonly [string, Fault])[] = [
  ['is cut off after the write', { kind: 'reset', when: 'after' }],
  [
    'is garbage after the write',
    {
      kind: 'edit',
      edit: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<p>proxy</p>' }),
    },
  ],
];

describe.each(works)('%s', (_work, work) => {
  test.each(before)('that %s is found missing', async (_name, fault) => {
    const { plan, faults, call, calls } = await startWritten();
    const step = onlyStep(await plan([work]));
    const stop = faults.add({ method: step.request.method, fault });
    calls.clear();
    expect(unknown).toContain((await failure(step.send(call, none))).code);
    expect(calls.list().filter(({ method }) => method !== 'GET')).toHaveLength(1);
    stop();
    expect(await verdict(step, call)).toBe('missing');
  });

  test.each(after)('that %s is found landed', async (_name, fault) => {
    const { plan, faults, call, calls } = await startWritten();
    const step = onlyStep(await plan([work]));
    const stop = faults.add({ method: step.request.method, fault });
    calls.clear();
    expect(unknown).toContain((await failure(step.send(call, none))).code);
    expect(calls.list().filter(({ method }) => method !== 'GET')).toHaveLength(1);
    stop();
    expect(await verdict(step, call)).toBe('landed');
  });

  test('that cannot be read afterwards is unclear, and looking never throws', async () => {
    const { plan, faults, call } = await startWritten();
    const step = onlyStep(await plan([work]));
    faults.add({ fault: { kind: 'answer', reply: badGatewayPage } });
    expect(await verdict(step, call)).toBe('unclear');
  });

  test('that was accepted and cannot be read back is not taken for refused', async () => {
    const { plan, faults, call } = await startWritten();
    const step = onlyStep(await plan([work]));
    const forbidden = {
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"Access is denied"}',
    };
    faults.add({ method: 'GET', fault: { kind: 'answer', reply: forbidden } });
    const outcome = await step.send(call, none).then(
      () => 'accepted',
      (error: unknown) => (error as { code: string }).code,
    );
    expect(['accepted', 'UPSTREAM_BAD_RESPONSE']).toContain(outcome);
  });
});

test('an account found after a cut is told with its id', async () => {
  const { plan, faults, call, ask } = await startWritten();
  const step = onlyStep(await plan([{ intents: [creation('lin')] }]));
  faults.add({ method: 'POST', fault: { kind: 'reset', when: 'after' } });
  await failure(step.send(call, none));
  const look = await step.look(call, none);
  expect(look).toMatchObject({ verdict: 'landed' });
  const id = 'accountId' in look ? look.accountId : undefined;
  expect((await ask(`/users/${id}`)).body).toMatchObject({ login: 'lin' });
});

test('the end of the licence, a 500, leaves it open and is found missing', async () => {
  const { plan, call } = await startWritten({ seats: 6 });
  const step = onlyStep(await plan([{ intents: [creation('lin')] }]));
  expect((await failure(step.send(call, none))).code).toBe('UPSTREAM_UNAVAILABLE');
  expect(await verdict(step, call)).toBe('missing');
});

test('a token that may only read is refused with 401, and the message says why', async () => {
  const users = [
    {
      id: 9,
      login: 'reader',
      lastName: 'Reader',
      group: 'Admin' as const,
      tokens: [{ name: 'r', value: 'head.reader.sign', permissions: 'READ' as const }],
    },
  ];
  const { plan, call } = await startWritten({}, { authorization: 'Bearer head.reader.sign', users });
  const step = onlyStep(await plan([workOn('2', { kind: 'setStatus', status: 'DISABLED' })]));
  const { code, message } = await failure(step.send(call, none));
  expect(code).toBe('UPSTREAM_UNAUTHENTICATED');
  expect(message).toContain('READ only');
});

test.each([
  ['the word null with 200', { emptyAnswer: '200 null' }],
  ['teams not listed', { listTeamsHonoured: false, listMembersHonoured: false }],
  ['unknown names refused', { unknownTeamName: 404 }],
  ['exact collation', { collation: 'exact' }],
  ['no class names in errors', { errorExceptionKey: 'absent' }],
  ['fields refused with 412', { invalidFieldStatus: 412 }],
  ['version 3', { version: '3' }],
  ['version 8', { version: '8' }],
] as const)('everything together works on a server with %s', async (_name, switches) => {
  const { plan, apply } = await startWritten(switches);
  const isOld = 'version' in switches && switches.version === '3';
  const work: readonly AccountWork[] = [
    { intents: [creation('lin'), { kind: 'addTeam', team: team('40') }] },
    workOn(
      '2',
      { kind: 'updateProfile', profile: { login: 'ada', firstName: '' } },
      { kind: 'addTeam', team: team('41') },
      { kind: 'addTeam', team: team('42') },
      { kind: 'removeTeam', team: team('40') },
      { kind: 'setStatus', status: 'DISABLED' },
      ...(isOld
        ? []
        : [{ kind: 'grantPermission', permission: 'validator', project: project('60') } as const]),
    ),
    workOn('6', { kind: 'delete' }),
  ];
  const { sent } = await apply(await plan(work));
  expect(sent.flatMap(({ missing = [] }) => missing)).toEqual([]);
  const again = await plan(work.slice(1));
  expect(again.steps).toEqual([]);
  expect(new Set(again.settled.map(({ outcome }) => outcome))).toEqual(new Set(['UNCHANGED']));
});
