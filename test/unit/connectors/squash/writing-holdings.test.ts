import { describe, expect, test } from 'vitest';
import {
  creation,
  failure,
  onlyStep,
  project,
  requests,
  startWritten,
  summaries,
  team,
  verdict,
  workOn,
} from './written-squash.ts';
import type { WrittenSquash } from './written-squash.ts';

const none = { accountIds: new Map<number, string>() };
const add = (id: string) => ({ kind: 'addTeam', team: team(id) }) as const;
const remove = (id: string) => ({ kind: 'removeTeam', team: team(id) }) as const;
const grant = (permission: string, id: string) =>
  ({ kind: 'grantPermission', permission, project: project(id) }) as const;
const revoke = (id: string) => ({ kind: 'revokePermission', project: project(id) }) as const;

/** Names of the teams the server itself shows. */
async function teamsOf({ ask }: WrittenSquash, id: string): Promise<readonly string[]> {
  const { body } = await ask(`/users/${id}`);
  return (body as { teams: { name: string }[] }).teams.map(({ name }) => name).sort();
}

/** Permissions the server itself shows, as `permission: id,id`. */
async function permissionsOf(
  { ask }: WrittenSquash,
  id: string,
  form = 'permissions',
): Promise<readonly string[]> {
  const { body } = await ask(`/users/${id}/${form}`);
  const { content } = body as { content: Record<string, { id: number }[] | { projects: { id: number }[] }> };
  return Object.entries(content)
    .map(
      ([key, value]) =>
        `${key}: ${(Array.isArray(value) ? value : value.projects)
          .map((row) => String(row.id))
          .sort()
          .join(',')}`,
    )
    .filter((line) => !line.endsWith(': '))
    .sort();
}

describe('teams', () => {
  test('go by name in one call in the query, those already held are not sent', async () => {
    const squash = await startWritten();
    const planned = await squash.plan([workOn('6', add('40'), add('41'), remove('43'))]);
    expect(requests(planned)).toEqual(['POST /users/login/grace/teams?teamNames=QA,Payments%20%26%20Co']);
    expect(summaries(planned)).toEqual(['Add grace to teams QA and Payments & Co']);
    expect(planned.settled).toMatchObject([
      { outcome: 'UNCHANGED', operation: 'REMOVE_FROM_TEAM', place: { intent: 2 } },
    ]);
    expect((await squash.apply(planned)).sent).toEqual([{ missing: [] }]);
    expect(await teamsOf(squash, '6')).toEqual(['Payments & Co', 'QA']);
    expect(squash.calls.list().find(({ method }) => method === 'POST')?.body).toBe('');
    const again = await squash.plan([workOn('6', add('40'), add('41'), remove('43'))]);
    expect(again.steps).toEqual([]);
  });

  test('are added before others are removed', async () => {
    const squash = await startWritten();
    const planned = await squash.plan([workOn('2', remove('40'), add('41'))]);
    expect(summaries(planned)).toEqual([
      'Add ada.lovelace to team Payments & Co',
      'Remove ada.lovelace from team QA',
    ]);
    await squash.apply(planned);
    expect(await teamsOf(squash, '2')).toEqual(['Payments & Co']);
  });

  test('go by id where the name has a comma or another team has the same but for case', async () => {
    const squash = await startWritten();
    const planned = await squash.plan([workOn('6', add('42'), add('44'), add('40'))]);
    expect(requests(planned)).toEqual([
      'POST /users/login/grace/teams?teamNames=QA',
      'POST /teams/42/members?userIds=6',
      'POST /teams/44/members?userIds=6',
    ]);
    await squash.apply(planned);
    expect(await teamsOf(squash, '6')).toEqual(['OPS', 'QA', 'Rails, night']);
    const back = await squash.plan([workOn('6', remove('44'))]);
    expect(requests(back)).toEqual(['DELETE /teams/44/members?userIds=6']);
    await squash.apply(back);
    expect(await teamsOf(squash, '6')).toEqual(['QA', 'Rails, night']);
  });

  test.each([
    ['whose login the path cannot carry', '3', {}, {}],
    ['on a server without the admin plugin', '6', { adminPlugin: false }, {}],
    ['whose login is cut at its dot', '2', { dottedLoginCut: 'on' }, {}],
    ['that is renamed in the same plan', '6', {}, { kind: 'updateProfile', profile: { login: 'amazing' } }],
  ] as const)('go by id for an account %s', async (_name, id, switches, more) => {
    const squash = await startWritten(switches);
    const planned = await squash.plan([workOn(id, add('41'), ...('kind' in more ? [more] : []))]);
    expect(requests(planned).at(-1)).toBe(`POST /teams/41/members?userIds=${id}`);
    await squash.apply(planned);
    expect(await teamsOf(squash, id)).toContain('Payments & Co');
  });

  test('of an account made in the same plan go by its login, a dot in it or not', async () => {
    const squash = await startWritten();
    const planned = await squash.plan([{ intents: [creation('lin.us'), add('40'), add('42')] }]);
    expect(requests(planned)).toEqual([
      'POST /users',
      'POST /users/login/lin.us/teams?teamNames=QA',
      'POST /teams/42/members?userIds={id}',
    ]);
    const { progress } = await squash.apply(planned);
    expect(await teamsOf(squash, progress.accountIds.get(0) ?? '')).toEqual(['QA', 'Rails, night']);
  });

  test('of an account that was not made are not sent', async () => {
    const { plan, call, calls } = await startWritten();
    const [, step] = (await plan([{ intents: [creation('lin'), add('42')] }])).steps;
    calls.clear();
    expect((await failure(step?.send(call, none) ?? Promise.resolve())).code).toBe('CONFLICT');
    expect(step === undefined ? undefined : await verdict(step, call)).toBe('unclear');
    expect(calls.total).toBe(0);
  });

  test('that vanish before the call are ignored by the server and reported as missing', async () => {
    const squash = await startWritten();
    const step = onlyStep(await squash.plan([workOn('6', add('40'), add('41'))]));
    const gone = onlyStep(await squash.plan([workOn('6', add('42'))]));
    squash.faults.add({
      method: 'POST',
      fault: { kind: 'answer', reply: { status: 204, headers: {}, body: '' } },
    });
    expect((await step.send(squash.call, none)).missing?.map(({ place }) => place.intent)).toEqual([0, 1]);
    expect((await gone.send(squash.call, none)).missing?.[0]?.message).toContain('not in team Rails, night');
    expect(await verdict(step, squash.call)).toBe('missing');
  });

  test('that are not there are refused while planning', async () => {
    const { plan } = await startWritten();
    expect((await failure(plan([workOn('6', add('999'))]))).code).toBe('NOT_FOUND');
  });
});

describe('permissions', () => {
  test('go one call for each, with all projects, and tell what they displace', async () => {
    const squash = await startWritten();
    const planned = await squash.plan([
      workOn(
        '2',
        grant('Validator', '60'),
        grant('validator', '62'),
        grant('test_editor', '61'),
        revoke('60'),
      ),
    ]);
    expect(requests(planned)).toEqual([
      'POST /users/2/permissions/validator?ids=60,62',
      'POST /users/2/permissions/test_editor?ids=61',
    ]);
    expect(planned.steps.map(({ replaced }) => replaced)).toEqual([['test_runner on P60'], []]);
    expect(planned.steps[0]?.places.map(({ intent }) => intent)).toEqual([0, 3, 1]);
    expect(summaries(planned)[0]).toBe('Give ada.lovelace the permission validator on P60 and P62');
    expect((await squash.apply(planned)).sent).toEqual([{ missing: [] }, { missing: [] }]);
    expect(await permissionsOf(squash, '2')).toEqual(['test_editor: 61', 'validator: 60,62']);
    const again = await squash.plan([
      workOn('2', grant('Validator', '60'), revoke('60'), grant('validator', '62')),
    ]);
    expect(again.steps).toEqual([]);
    expect(again.settled.map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
  });

  test('are one for each project', async () => {
    const { plan } = await startWritten();
    const planned = await plan([workOn('6', grant('validator', '60'), grant('test_editor', '60'))]);
    expect(requests(planned)).toEqual(['POST /users/6/permissions/validator?ids=60']);
    expect(planned.settled).toMatchObject([{ outcome: 'UNSUPPORTED', place: { intent: 1 } }]);
  });

  test('are taken back by project in one call; what is not held is unchanged', async () => {
    const squash = await startWritten();
    await squash.apply(await squash.plan([workOn('2', grant('validator', '61'))]));
    const planned = await squash.plan([workOn('2', revoke('60'), revoke('61'), revoke('62'))]);
    expect(requests(planned)).toEqual(['DELETE /users/2/permissions?ids=60,61']);
    expect(summaries(planned)).toEqual(['Take test_runner on P60 and validator on P61 from ada.lovelace']);
    expect(planned.settled).toMatchObject([{ outcome: 'UNCHANGED', place: { intent: 2 } }]);
    await squash.apply(planned);
    expect(await permissionsOf(squash, '2')).toEqual([]);
    expect((await squash.plan([workOn('2', revoke('60'), revoke('61'))])).steps).toEqual([]);
  });

  test('of an account made in the same plan are given to it', async () => {
    const squash = await startWritten();
    const planned = await squash.plan([{ intents: [creation('lin'), grant('validator', '60')] }]);
    expect(requests(planned)).toEqual(['POST /users', 'POST /users/{id}/permissions/validator?ids=60']);
    const { progress } = await squash.apply(planned);
    expect(await permissionsOf(squash, progress.accountIds.get(0) ?? '')).toEqual(['validator: 60']);
  });

  test.each([{ partyClearances: true }, { partyClearances: false }])(
    'of custom profiles go by clearance from version 8 on (%o)',
    async (more) => {
      const squash = await startWritten({ version: '8', ...more });
      const planned = await squash.plan([workOn('2', grant('Night Shift', '60'), grant('validator', '61'))]);
      expect(requests(planned)[0]).toBe('POST /users/2/permissions/validator?ids=61');
      expect(requests(planned)[1]).toMatch(/^POST \/projects\/60\/clearances\/\d+\/users\/2$/u);
      expect(planned.steps[1]?.replaced).toEqual(['test_runner on P60']);
      expect((await squash.apply(planned)).sent).toEqual([{ missing: [] }, { missing: [] }]);
      expect((await squash.plan([workOn('2', grant('Night Shift', '60'))])).steps).toEqual([]);
      const { body } = await squash.ask('/projects/60/clearances');
      expect(JSON.stringify(body)).toMatch(/"Night Shift".*ada\.lovelace/u);
      const back = await squash.plan([workOn('2', revoke('60'))]);
      expect((await squash.apply(back)).sent).toEqual([{ missing: [] }]);
    },
  );

  test('that no profile of the server has are refused while planning, naming those there are', async () => {
    const { plan } = await startWritten({ version: '8' });
    const { code, field, message } = await failure(plan([workOn('2', grant('Day Shift', '60'))]));
    expect([code, field]).toEqual(['INVALID_INPUT', ['permission']]);
    expect(message).toContain('test_designer');
  });

  test('that an older server does not know are refused by it', async () => {
    const { plan, call } = await startWritten();
    const step = onlyStep(await plan([workOn('2', grant('Day Shift', '60'))]));
    expect((await failure(step.send(call, none))).code).toBe('UPSTREAM_REJECTED');
    expect(await verdict(step, call)).toBe('missing');
  });

  test('that the server accepts and does not give are reported as missing', async () => {
    const { plan, call, faults } = await startWritten();
    faults.add({
      method: 'POST',
      fault: {
        kind: 'answer',
        reply: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: '{"content":{"validator":[{"id":60},{"id":61}]}}',
        },
      },
    });
    const step = onlyStep(await plan([workOn('2', grant('validator', '60'), grant('validator', '61'))]));
    expect((await step.send(call, none)).missing?.map(({ place }) => place.intent)).toEqual([0, 1]);
  });
});

test('roles are not supported, with what to do instead as in the capability', async () => {
  const { plan, connector } = await startWritten();
  const role = { nativeId: '1', name: 'Tester', isWhole: true };
  const planned = await plan([workOn('2', { kind: 'addRole', role }, { kind: 'removeRole', role })]);
  expect(planned.steps).toEqual([]);
  expect(planned.settled.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['UNSUPPORTED', 'UNSUPPORTED'],
    ['UNSUPPORTED', 'UNSUPPORTED'],
  ]);
  for (const { operation, manualInstruction } of planned.settled) {
    const capability = connector.capabilities.find((each) => each.operation === operation);
    expect(capability).toMatchObject({ support: 'UNSUPPORTED', note: manualInstruction });
  }
});
