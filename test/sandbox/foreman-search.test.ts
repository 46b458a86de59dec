import { describe, expect, it } from 'vitest';
import { loginsOf, startForeman, userSearch } from '../support/foreman-server.ts';

describe('the search language of the Foreman simulator', () => {
  const everybody = 14;

  it.each([
    ['login = "EX\\\\dora"', ['EX\\dora']],
    ['login = "EX\\dora"', []],
    ['login ~ "EX\\\\\\\\dora"', ['EX\\dora']],
    ['login ~ "svc_m"', ['svc_m', 'svc-m']],
    ['login ~ "svc\\\\_m"', ['svc_m']],
    ['login ~ al*', ['alice']],
    ['login ~ *ol', ['carol']],
    ['login = al*', []],
    ['login ^ ("alice", "bob")', ['alice', 'bob']],
    ['login ^ (ALICE)', []],
    [
      'not (firstname = Sam or firstname = Max) and not admin = true',
      ['EX\\dora', '9zed', 'clerk', 'gone', 'ext', '8'],
    ],
    ['alice or bob and carol', ['alice']],
    ['alice or bob and login ~ b', ['alice', 'bob']],
    ['bob | alice', ['alice', 'bob']],
    ['null? mail', ['svc-m']],
    ['has mail, login ~ svc', ['svc_m']],
    ['login != alice and firstname = Sam', ['guido', 'bob', 'carol']],
    ['disabled != false', ['gone']],
    ['disabled', ['gone']],
    ['auth_source = External', ['ext']],
    ['auth_source_type = AuthSourceExternal', ['ext']],
    ['organization = Globex', ['svc_m']],
    ['usergroup = ops', ['bob', 'carol']],
    ['admin = anything and firstname = Dora', ['EX\\dora']],
    ['login = "alice" or', ['alice']],
    ['login = "alice', ['alice']],
    ['alice) and nonsense = 1', ['alice']],
    ['login = alice or login = "a, b"', ['alice']],
  ])('finds with %s', async (search, logins) => {
    const { ask } = await startForeman();
    const answer = await ask(userSearch(search));
    expect(answer.status).toBe(200);
    expect(loginsOf(answer)).toEqual(logins);
  });

  it.each(['((', 'and', '!', '   ', 'last_login_on > "no such day"'])(
    'finds everybody with %j, of which nothing is left',
    async (search) => {
      const { ask } = await startForeman();
      expect(loginsOf(await ask(userSearch(search)))).toHaveLength(everybody);
    },
  );

  it('takes an empty list for a search for the name of the field', async () => {
    const { ask } = await startForeman();
    expect(loginsOf(await ask(userSearch('id ^ ()')))).toEqual(['guido']);
  });

  it('looks at the own flag only when the keyword stands alone, quoted or not', async () => {
    const { ask } = await startForeman();
    expect(loginsOf(await ask(userSearch('admin')))).toEqual(['admin']);
    expect(loginsOf(await ask(userSearch('"admin"')))).toEqual(['admin']);
    expect(loginsOf(await ask(userSearch('admin = true')))).toEqual(['admin', 'root.by.group']);
  });

  it('does not look at ids for a bare number', async () => {
    const { ask } = await startForeman();
    expect(loginsOf(await ask(userSearch('8')))).toEqual(['8']);
  });

  it('never finds a value with a comma in a list', async () => {
    const { ask } = await startForeman();
    await ask('/api/usergroups', { method: 'POST', json: { usergroup: { name: 'a, b' } } });
    const count = async (search: string): Promise<unknown> =>
      (await ask(`/api/usergroups?search=${encodeURIComponent(search)}`)).body;
    expect(await count('name ^ ("a, b")')).toMatchObject({ subtotal: 0 });
    expect(await count('name = "a, b"')).toMatchObject({ subtotal: 1 });
  });

  it('looks at roles and groups line by line, as a join does', async () => {
    const { ask } = await startForeman();
    expect(loginsOf(await ask(userSearch('role = Viewer and role = "Default role"')))).toEqual([]);
    expect(loginsOf(await ask(userSearch('role != Viewer')))).toHaveLength(everybody);
    expect(loginsOf(await ask(userSearch('role = Viewer and usergroup = ops')))).toEqual(['bob']);
  });

  it.each([
    ['colour = red', 400],
    ['id ~ 5', 400],
    ['role_id = x', 400],
    ['disabled ^ (true)', 400],
    ['null? colour', 400],
    ['login ^ ("")', 500],
    ['id = 99999999999999999999', 500],
    ['login ~ "%\\\\"', 500],
  ])('refuses %s with %i', async (search, status) => {
    const { ask } = await startForeman();
    const { status: answered, body } = await ask(userSearch(search));
    expect(answered).toBe(status);
    expect(body).toHaveProperty('error.message');
    if (status === 400) expect(body).toHaveProperty('error.class', 'ScopedSearch::QueryNotSupported');
  });

  it('understands days and spans of time', async () => {
    const { ask, wait } = await startForeman();
    await ask('/api/current_user', { as: 'alice' });
    wait(2 * 3600);
    await ask('/api/current_user', { as: 'bob' });
    const found = async (search: string): Promise<unknown> => loginsOf(await ask(userSearch(search)));
    expect(await found('last_login_on > "1 hour ago" and firstname = Sam')).toEqual(['bob']);
    expect(await found('last_login_on = today and firstname = Sam')).toEqual(['alice', 'bob']);
    expect(await found('last_login_on = 2026-03-04 and firstname = Sam')).toEqual(['alice', 'bob']);
    expect(await found('last_login_on < yesterday')).toEqual([]);
    expect(await found('last_login_on before "Mar 5, 2026" and firstname = Sam')).toEqual(['alice', 'bob']);
  });
});
