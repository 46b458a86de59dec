import { expect, test } from 'vitest';
import { failure, onlyStep, requests, startWritten, verdict, workOn } from './written-squash.ts';

const none = { accountIds: new Map<number, string>() };
const token = (expiresAt?: string) =>
  ({
    kind: 'createToken',
    name: 'ci',
    ...(expiresAt === undefined ? {} : { expiresAt: Date.parse(expiresAt) }),
  }) as const;

test.each([['8'], ['15']] as const)(
  'a technical account gets a token from version %s on, which signs in',
  async (version) => {
    const authorization = 'Bearer head.gateway.sign';
    const { plan, apply, calls, call, tokenReads } = await startWritten({ version }, { authorization });
    const planned = await plan([workOn('5', token('2026-12-31T23:30:00Z'))]);
    expect(requests(planned)).toEqual(['POST /users/5/tokens']);
    expect(onlyStep(planned)).toMatchObject({
      summary: 'Create token ci of robot, valid until 2026-12-31',
      isIdempotent: false,
    });
    const { sent } = await apply(planned);
    expect(JSON.parse(calls.list().find(({ method }) => method === 'POST')?.body ?? '')).toEqual({
      name: 'ci',
      permissions: 'READ_WRITE',
      expiry_date: '2026-12-31',
    });
    const [made] = sent;
    expect(made?.token).toMatchObject({
      name: 'ci',
      ownerId: '5',
      state: 'ACTIVE',
      expiresAt: Date.parse('2026-12-31T00:00:00Z'),
    });
    expect(await tokenReads(made?.secret ?? '')).toBe(true);
    expect(JSON.stringify(made?.token)).not.toContain(made?.secret);
    expect(await verdict(onlyStep(planned), call)).toBe('unclear');
  },
);

test('a token without an end gets one in a year, and says so', async () => {
  const { plan } = await startWritten({ version: '8' });
  expect(onlyStep(await plan([workOn('5', token())])).summary).toBe(
    'Create token ci of robot, valid until 2027-05-02',
  );
});

test('a token that has ended already is refused while planning', async () => {
  const { plan } = await startWritten({ version: '8' });
  expect(await failure(plan([workOn('5', token('2026-05-01T00:00:00Z'))]))).toMatchObject({
    code: 'INVALID_INPUT',
    field: ['expiresAt'],
  });
});

test.each([
  ['for a person', '2', { version: '8' }],
  ['on an older server', '5', { version: '7' }],
  ['without the admin plugin', '5', { version: '8', adminPlugin: false }],
] as const)('a token %s is for its owner to make', async (_name, id, switches) => {
  const { plan, connector, call } = await startWritten(switches);
  await connector.probe(call);
  const planned = await plan([workOn(id, token())]);
  expect(planned.steps).toEqual([]);
  expect(planned.settled).toMatchObject([
    { outcome: 'UNSUPPORTED', code: 'UNSUPPORTED', operation: 'CREATE_TOKEN' },
  ]);
});

test('a server on which nothing makes tokens says so when asked, at the latest', async () => {
  const { plan, call, faults } = await startWritten({ version: '8' });
  const step = onlyStep(await plan([workOn('5', token())]));
  for (const [status, body] of [
    [404, '{"timestamp":"x","status":404,"message":""}'],
    [405, '{}'],
  ] as const) {
    const stop = faults.add({
      method: 'POST',
      fault: { kind: 'answer', reply: { status, headers: { 'content-type': 'application/json' }, body } },
    });
    expect((await failure(step.send(call, none))).code).toBe('UNSUPPORTED');
    stop();
  }
});

test('a token that is handed out wrapped in Base64 once more is unwrapped', async () => {
  const { plan, call, faults } = await startWritten({ version: '8' });
  const body = JSON.stringify({ token: Buffer.from('a.b.c').toString('base64') });
  faults.add({
    method: 'POST',
    fault: { kind: 'answer', reply: { status: 200, headers: { 'content-type': 'application/json' }, body } },
  });
  const sent = await onlyStep(await plan([workOn('5', token())])).send(call, none);
  expect(sent).toMatchObject({ secret: 'a.b.c', token: { nativeId: 'ci' } });
});

test('revoking is for the owner, as the capability says', async () => {
  const { plan, connector } = await startWritten();
  const planned = await plan([workOn('2', { kind: 'revokeToken', tokenId: '9' })]);
  expect(planned).toMatchObject({
    steps: [],
    settled: [{ outcome: 'UNSUPPORTED', operation: 'REVOKE_TOKEN' }],
  });
  const note = connector.capabilities.find(({ operation }) => operation === 'REVOKE_TOKEN')?.note;
  expect(planned.settled[0]?.manualInstruction).toBe(note);
});
