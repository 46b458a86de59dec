import { describe, expect, it } from 'vitest';
import { loginsOf, rowsOf, startForeman } from '../support/foreman-server.ts';

describe('lists of the Foreman simulator', () => {
  it('repeat and lose accounts when paged in the default order', async () => {
    const { ask } = await startForeman();
    const orders = new Set<string>();
    for (let call = 0; call < 12; call += 1) {
      const logins = loginsOf(await ask('/api/users?search=firstname%20%3D%20Sam'));
      expect(new Set(logins)).toEqual(new Set(['alice', 'bob', 'carol', 'guido']));
      orders.add(logins.join());
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it('come in the same order every time when ordered by id', async () => {
    const { ask } = await startForeman();
    const page = async (number: number): Promise<readonly unknown[]> =>
      loginsOf(await ask(`/api/users?order=id%20ASC&per_page=5&page=${number}`));
    const all = [...(await page(1)), ...(await page(2)), ...(await page(3))];
    expect(new Set(all).size).toBe(14);
    expect(all).toEqual(loginsOf(await ask('/api/users?order=id&per_page=all')));
  });

  it('sort names without order: nulls last; with order: first on ASC', async () => {
    const { ask } = await startForeman();
    await ask('/api/users/guido', { method: 'PUT', json: { user: { firstname: null } } });
    expect(loginsOf(await ask('/api/users?per_page=all')).at(-1)).toBe('guido');
    expect(loginsOf(await ask('/api/users?order=firstname%20ASC')).at(0)).toBe('guido');
    expect(loginsOf(await ask('/api/users?order=firstname%20DESC')).at(-1)).toBe('guido');
  });

  it('move tokens about', async () => {
    const { ask } = await startForeman();
    const orders = new Set<string>();
    for (let call = 0; call < 12; call += 1) {
      const rows = rowsOf(await ask('/api/users/7/personal_access_tokens'));
      orders.add(rows.map((row) => row['name']).join());
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it('have the page size of the setting unless asked otherwise', async () => {
    const { ask } = await startForeman({ entriesPerPage: 3 });
    expect(await ask('/api/users')).toMatchObject({ body: { per_page: 3, subtotal: 14 } });
    expect(rowsOf(await ask('/api/users'))).toHaveLength(3);
    expect(rowsOf(await ask('/api/users?per_page=100'))).toHaveLength(14);
    const empty = await ask('/api/users?per_page=');
    expect([empty.body, rowsOf(empty).length]).toMatchObject([{ per_page: 3 }, 0]);
  });

  it('count in total what is visible, in subtotal what is found', async () => {
    const { ask } = await startForeman();
    const found = await ask('/api/users?search=alice&per_page=all');
    expect(found.body).toMatchObject({ total: 14, subtotal: 1, per_page: 14 });
  });

  it('know the size of a page by the leading digits and refuse a page that is no number', async () => {
    const { ask } = await startForeman();
    expect(rowsOf(await ask('/api/users?per_page=2x'))).toHaveLength(2);
    for (const page of ['0', '-1', '1x', '', 'abc']) {
      expect((await ask(`/api/users?page=${page}`)).status).toBe(500);
    }
  });

  it('carry the extra keys of plug-ins in every record', async () => {
    const { ask } = await startForeman({ extraKeys: { lifecycle: 'Library' } });
    for (const path of ['/api/users', '/api/usergroups', '/api/roles', '/api/filters']) {
      expect(rowsOf(await ask(path)).every((row) => row['lifecycle'] === 'Library')).toBe(true);
    }
    expect(await ask('/api/users/7')).toMatchObject({ body: { lifecycle: 'Library' } });
  });

  it('sort by language where the database does', async () => {
    const order = async (collation: 'bytes' | 'language'): Promise<readonly unknown[]> => {
      const { ask } = await startForeman({ collation });
      return loginsOf(await ask('/api/users?order=login%20ASC&per_page=all'));
    };
    expect((await order('bytes')).indexOf('EX\\dora')).toBeLessThan(4);
    expect((await order('language')).indexOf('EX\\dora')).toBeGreaterThan(4);
  });

  it('refuse a query string of 10,241 bytes and take one of 10,240', async () => {
    const { ask } = await startForeman();
    const query = (length: number): string => `per_page=1&x=${'y'.repeat(length - 'per_page=1&x='.length)}`;
    expect((await ask(`/api/users?${query(10_240)}`)).status).toBe(200);
    const refused = await ask(`/api/users?${query(10_241)}`);
    expect(refused).toMatchObject({ status: 400, body: '' });
    expect(refused.headers['content-type']).toBeUndefined();
  });

  it('read a search from the JSON body of a GET', async () => {
    const { ask } = await startForeman();
    expect(loginsOf(await ask('/api/users', { json: { search: 'login = alice' } }))).toEqual(['alice']);
  });
});
