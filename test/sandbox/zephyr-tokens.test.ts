import { expect, test } from 'vitest';
import { zephyrKeys } from '../support/zephyr-seed.ts';
import { startZephyr } from '../support/zephyr-server.ts';
import type { ZephyrServer } from '../support/zephyr-server.ts';

interface TokenRow {
  readonly id: number;
  readonly label: string;
}

async function tokens(zephyr: ZephyrServer, as: string): Promise<TokenRow[]> {
  return (await zephyr.call('GET', '/v3/usertoken/', { as })).json();
}

test('everybody sees the own tokens only, an administrator too', async () => {
  const zephyr = await startZephyr();
  expect((await tokens(zephyr, zephyrKeys.ada)).map((row) => row.label)).toEqual(['laptop', 'script']);
  expect((await tokens(zephyr, zephyrKeys.manager)).map((row) => row.label)).toEqual(['gateway']);
});

test('the collection is served with and without a slash, under both versions', async () => {
  const zephyr = await startZephyr();
  for (const path of ['/v3/usertoken/', '/v3/usertoken', '/latest/usertoken', '/latest/usertoken/']) {
    expect((await zephyr.call('GET', path)).json()).toHaveLength(1);
  }
});

test('a token signs its maker in until it is deleted', async () => {
  const zephyr = await startZephyr();
  const created = await zephyr.call('POST', '/latest/usertoken', {
    body: { label: 'ci' },
    as: zephyrKeys.ada,
  });
  const { id, token } = created.json<{ id: number; token: string }>();
  const as = `Bearer ${token}`;
  expect((await zephyr.call('GET', '/latest/user/current', { as })).json()).toMatchObject({ id: 2 });
  expect((await zephyr.call('DELETE', `/v3/usertoken/${id}`, { as })).text).toBe('true');
  expect((await zephyr.call('GET', '/latest/user/current', { as })).status).toBe(401);
});

test('labels may repeat', async () => {
  const zephyr = await startZephyr();
  await zephyr.call('POST', '/v3/usertoken/', { body: { label: 'gateway' } });
  expect((await tokens(zephyr, zephyrKeys.manager)).map((row) => row.label)).toEqual(['gateway', 'gateway']);
});

test("somebody else's token, one that is not there, and a word are refused, each in its way", async () => {
  const zephyr = await startZephyr();
  const [laptop] = await tokens(zephyr, zephyrKeys.ada);
  expect((await zephyr.call('DELETE', `/v3/usertoken/${laptop?.id}`)).status).toBe(403);
  expect((await zephyr.call('DELETE', '/v3/usertoken/999')).status).toBe(400);
  expect((await zephyr.call('DELETE', '/v3/usertoken/ALL')).status).toBe(404);
  expect(await tokens(zephyr, zephyrKeys.ada)).toHaveLength(2);
});

test('"all" takes the token in use with it, and no one else\'s', async () => {
  const zephyr = await startZephyr();
  expect((await zephyr.call('DELETE', '/v3/usertoken/all', { as: zephyrKeys.ada })).text).toBe('true');
  expect((await zephyr.call('GET', '/v3/usertoken/', { as: zephyrKeys.ada })).status).toBe(401);
  expect(await tokens(zephyr, zephyrKeys.five)).toHaveLength(1);
});

test.each([
  ['true', 'true', 0],
  ['True', 'True', 0],
  ['empty', '', 0],
  ['false', 'false', 1],
] as const)(
  'a delete answers %s under the switch, and %j leaves %i behind',
  async (tokenDeleteBody, text, left) => {
    const zephyr = await startZephyr({ tokenDeleteBody });
    const created = await zephyr.call('POST', '/v3/usertoken/', {
      body: { label: 'x' },
      as: zephyrKeys.desk,
    });
    const { id } = created.json<TokenRow>();
    const deleted = await zephyr.call('DELETE', `/v3/usertoken/${id}`, { as: zephyrKeys.desk });
    expect([deleted.status, deleted.text]).toEqual([200, text]);
    expect((await tokens(zephyr, zephyrKeys.desk)).filter((row) => row.id === id)).toHaveLength(left);
  },
);
