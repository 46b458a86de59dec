import { describe, expect, it } from 'vitest';
import { callAs, collect, failureOf, missingAbility, startUpstream } from './upstream.ts';
import type { Asked, Reply } from './upstream.ts';

const call = callAs('root');
const projects = ['_Root', 'Payments', 'Shop'].map((id) => ({ id, name: id.toLowerCase() }));
const listed = (rows: readonly unknown[], more: object = {}): Reply => ({
  json: { count: rows.length, project: rows, ...more },
});
const page = (locator: string | undefined, name: 'start' | 'count'): number =>
  Number(new RegExp(`${name}:(\\d+)`, 'u').exec(locator ?? '')?.[1] ?? 0);

describe('projects of TeamCity', () => {
  it('are read by id, several in one call and one by one', async () => {
    const { connector, asked } = await startUpstream(({ path, locator }) =>
      path.endsWith('/id:Shop')
        ? { json: projects[2] }
        : listed(locator?.startsWith('or') ? projects.slice(1) : []),
    );
    const several = await connector.projects?.read(call, ['Payments', 'Shop', 'Gone']);
    expect([...(several?.keys() ?? [])]).toEqual(['Payments', 'Shop']);
    const one = await connector.projects?.read(call, ['Shop']);
    expect(one?.get('Shop')?.name).toBe('shop');
    expect(asked.map(({ locator }) => locator)).toEqual(['or:(id:Payments,id:Shop,id:Gone)', undefined]);
  });

  it('are read from the whole list where "or" is refused, ignored or brings nothing', async () => {
    const answers: readonly Reply[] = [{ status: 400, text: 'no' }, listed(projects), listed([])];
    for (const answer of answers) {
      const { connector, asked } = await startUpstream(({ locator }) =>
        locator?.startsWith('or') === true ? answer : listed(projects),
      );
      const read = await connector.projects?.read(call, ['Shop', 'Payments']);
      expect([...(read?.keys() ?? [])].sort()).toEqual(['Payments', 'Shop']);
      expect(asked).toHaveLength(2);
    }
  });

  it('are listed by own offsets, whatever the links say', async () => {
    const many = Array.from({ length: 2300 }, (_, index) => ({ id: `P${index}`, name: `Project ${index}` }));
    const { connector, asked } = await startUpstream(({ locator }) => {
      const start = page(locator, 'start');
      const rows = many.slice(start, start + page(locator, 'count'));
      const hasMore = start + rows.length < many.length;
      return listed(rows, hasMore ? { nextHref: 'http://elsewhere.test/app/rest/projects' } : {});
    });
    expect(await collect(connector.projects?.list(call) ?? missingAbility())).toHaveLength(2300);
    expect(asked.map(({ locator }) => page(locator, 'start'))).toEqual([0, 1000, 2000]);
  });

  it('end where a page repeats', async () => {
    const { connector, asked } = await startUpstream(() => listed(projects, { nextHref: '/again' }));
    expect(await collect(connector.projects?.list(call) ?? missingAbility())).toHaveLength(3);
    expect(asked).toHaveLength(2);
  });
});

describe('roles of TeamCity', () => {
  const slim = [
    { id: 'ADMIN', name: 'Administrator' },
    { id: 'VIEWER', name: 'Viewer' },
    { id: 'OTHER', name: 'Other' },
  ];
  const slimServer = ({ path }: Asked): Reply => {
    if (path.endsWith('/roles')) return { json: { count: 3, role: slim } };
    if (path.endsWith('/id:ADMIN')) {
      return {
        json: {
          ...slim[0],
          included: { role: [{ id: 'VIEWER' }] },
          permissions: { permission: [{ id: 'edit_project' }] },
        },
      };
    }
    return { json: { ...slim[1], permissions: { permission: [{ id: 'view_project' }] } } };
  };

  it('are read one by one where the list shows no permissions, with those they include', async () => {
    const { connector, paths } = await startUpstream(slimServer);
    const roles = await connector.roles?.read(call, ['ADMIN', 'NO_SUCH']);
    expect([...(roles?.values() ?? [])]).toEqual([
      {
        nativeId: 'ADMIN',
        name: 'Administrator',
        permissions: ['edit_project', 'view_project'],
        isWhole: true,
      },
    ]);
    expect(paths()).toEqual(['/roles', '/roles/id:ADMIN', '/roles/id:VIEWER']);
  });

  it('are listed slim in one call where the list shows no permissions', async () => {
    const { connector, asked } = await startUpstream(slimServer);
    const roles = await collect(connector.roles?.list(call) ?? missingAbility());
    expect(roles.map(({ isWhole }) => isWhole)).toEqual([false, false, false]);
    expect(asked).toHaveLength(1);
  });
});

describe('groups of TeamCity', () => {
  it('are read one by one by key, but from the list where the key needs quoting', async () => {
    const groups = [
      { key: 'QA', name: 'Testers', roles: { role: [] } },
      { key: 'Q/A', name: 'Other' },
    ];
    const { connector, paths } = await startUpstream(({ path }) =>
      path.endsWith('/key:QA') ? { json: groups[0] } : { json: { count: 2, group: groups } },
    );
    expect((await connector.groups?.read(call, ['QA']))?.get('QA')?.name).toBe('Testers');
    expect((await connector.groups?.read(call, ['Q/A']))?.get('Q/A')?.name).toBe('Other');
    expect((await connector.groups?.read(call, ['qa', 'QA']))?.size).toBe(1);
    expect(await connector.groups?.read(call, [])).toEqual(new Map());
    expect(paths()).toEqual(['/userGroups/key:QA', '/userGroups', '/userGroups']);
  });

  it('fail where the right to view all is missing', async () => {
    const { connector } = await startUpstream(() => ({
      status: 403,
      json: { errors: [{ message: 'No.' }] },
    }));
    expect(await failureOf(collect(connector.groups?.list(call) ?? missingAbility()))).toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
    });
  });
});

describe('tokens of TeamCity', () => {
  it('are listed by owner, each outcome apart, each name once', async () => {
    const token = { name: 'ci', creationTime: '20240101T000000+0000' };
    const { connector, paths } = await startUpstream(({ path }) =>
      path.includes('id:7/')
        ? { json: { count: 2, token: [token, token] } }
        : { status: 404, text: 'Details' },
    );
    const tokens = await connector.tokens?.list(call, ['7', '8', '../1']);
    expect(tokens?.get('7')).toMatchObject({ ok: true, value: [{ name: 'ci', expiry: 'NEVER' }] });
    expect(tokens?.get('8')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(tokens?.get('../1')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect([...paths()].sort()).toEqual(['/users/id:7/tokens', '/users/id:8/tokens']);
  });
});
