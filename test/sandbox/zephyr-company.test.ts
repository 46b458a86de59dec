import { describe, expect, test } from 'vitest';
import { generatePopulation } from '#sandbox/company/population.ts';
import { readCompany } from '#sandbox/company/read-company.ts';
import { startZephyr } from '../support/zephyr-server.ts';

const rollcall = 'Bearer 2f1d4c9ab07e4d6f8c3a5b7e9d1f0a2b4c6d8e0f';
const ada = 'Bearer 7a5b1c0d9e8f4a3b2c1d0e9f8a7b6c5d4e3f2a1b';

interface Row {
  readonly id: number;
  readonly username: string;
  readonly roles: { readonly id: number }[];
  readonly groupSet?: { readonly id: number }[];
}

describe('Zephyr with the company of company.yaml', () => {
  const { zephyr: seed } = readCompany();

  test('lets rollcall and Ada in with the documented tokens, and only rollcall writes', async () => {
    const zephyr = await startZephyr({}, seed);
    const current = async (as: string): Promise<unknown> =>
      (await zephyr.call('GET', '/latest/user/current', { as })).json();
    expect(await current(rollcall)).toMatchObject({ username: 'rollcall', roles: [{ id: 1 }] });
    expect(await current(ada)).toMatchObject({ username: 'ada.lovelace' });
    const body = { label: 'from Ada' };
    expect((await zephyr.call('POST', '/v3/usertoken/', { as: ada, body })).status).toBe(200);
    const self = (await current(ada)) as Row;
    expect((await zephyr.call('PUT', `/v3/user/${self.id}`, { as: ada, body: self })).status).toBe(403);
    expect((await zephyr.call('PUT', `/v3/user/${self.id}`, { as: rollcall, body: self })).status).toBe(200);
  });

  test('lists every account of the seed once, and the pseudo-user', async () => {
    const zephyr = await startZephyr({}, seed);
    const rows = (await zephyr.call('GET', '/latest/user', { as: rollcall })).json<Row[]>();
    expect(rows).toHaveLength(seed.users.length + 1);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining([-10, 1, 2_147_483_719]));
  });
});

test('twenty thousand accounts come in one answer, each readable by its id', async () => {
  const zephyr = await startZephyr({}, generatePopulation(20_000).zephyr);
  const rows = (await zephyr.call('GET', '/latest/user', { as: rollcall })).json<Row[]>();
  expect(rows).toHaveLength(20_001);
  const last = rows.at(-1);
  expect((await zephyr.call('GET', `/latest/user/${last?.id}`, { as: rollcall })).json()).toEqual(last);
});
