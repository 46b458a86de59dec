import { describe, expect, it } from 'vitest';
import { parseCompactDate } from '#connectors/teamcity/compact-date.ts';
import { heldGroups, heldRoles } from '#connectors/teamcity/holdings.ts';
import { lineageOf } from '#connectors/teamcity/lineage.ts';
import { toAccount, toDetails, toGroup, toProject, toToken } from '#connectors/teamcity/mapping.ts';
import { toRoles } from '#connectors/teamcity/role-permissions.ts';
import { isAdministrator, standingOf } from '#connectors/teamcity/standing.ts';
import { wireAccount } from '#connectors/teamcity/wire.ts';

const administratorRoles = new Set(['SYSTEM_ADMIN']);
const light = { id: 7, username: 'ada', roles: { role: [] }, groups: { count: 0, group: [] } };
const account = (row: object) => toAccount(wireAccount.parse({ ...light, ...row }), 'tc', undefined);
const administrates = (row: object) =>
  isAdministrator(standingOf(wireAccount.parse({ ...light, ...row }), 'tc'), administratorRoles);
const held = (roleId: string, scope: string) => ({ roleId, scope });

describe('accounts', () => {
  it('have the login for a name where there is none, and no empty members', () => {
    expect(account({ name: '', email: '' })).toEqual({
      system: 'tc',
      nativeId: '7',
      login: 'ada',
      displayName: 'ada',
      status: 'ACTIVE',
      hasLoggedIn: false,
    });
  });

  it('have logged in, have never, or hide it', () => {
    expect(account({ lastLogin: '20240118T101530+0130' })).toMatchObject({
      hasLoggedIn: true,
      lastLoginAt: Date.parse('2024-01-18T08:45:30Z'),
    });
    const unreadable = account({ lastLogin: 'yesterday' });
    expect(unreadable.hasLoggedIn).toBe(true);
    expect(unreadable.lastLoginAt).toBeUndefined();
    expect(account({ email: 'a@example.test', roles: undefined, groups: undefined }).hasLoggedIn).toBe(false);
    expect(account({ roles: undefined, groups: undefined })).not.toHaveProperty('hasLoggedIn');
  });

  it('are administrators by a global role of their own or of any group above, else not, or unknown', () => {
    const admin = { role: [held('SYSTEM_ADMIN', 'g')] };
    expect(administrates({ roles: admin })).toBe(true);
    expect(administrates({ roles: { role: [held('SYSTEM_ADMIN', 'p:_Root')] } })).toBe(false);
    expect(administrates({ roles: { role: [held('system_admin', 'g')] } })).toBe(false);
    expect(administrates({})).toBe(false);
    const top = { key: 'TOP', roles: admin };
    const nested = { key: 'IN', roles: { role: [] }, 'parent-groups': { group: [top] } };
    expect(administrates({ groups: { group: [nested] } })).toBe(true);
    const undescribed = { ...nested, 'parent-groups': { group: [{ key: 'TOP' }] } };
    expect(administrates({ groups: { group: [undescribed] } })).toBeUndefined();
    expect(administrates({ roles: undefined })).toBeUndefined();
    expect(administrates({ groups: { count: 2 } })).toBeUndefined();
  });

  it('lose one part that does not fit, not the others', () => {
    const row = wireAccount.parse({ ...light, roles: { role: [{ scope: 'g' }] }, properties: 'none' });
    const standing = standingOf(row, 'tc');
    expect(standing.groups).toEqual({ ok: true, value: [] });
    expect(standing.roles).toMatchObject({
      ok: false,
      error: { code: 'UPSTREAM_BAD_RESPONSE', system: 'tc' },
    });
    expect(standing.roles.ok ? '' : standing.roles.error.message).toContain('roles.role[0].roleId');
    expect(toDetails(row, 'tc')).toMatchObject({ ok: false, error: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });

  it('say that a part is hidden where it was left out', () => {
    const row = wireAccount.parse({ id: 7, username: 'ada' });
    const { roles, groups } = standingOf(row, 'tc');
    for (const part of [roles, groups, toDetails(row, 'tc')]) {
      expect(part).toMatchObject({ ok: false, error: { code: 'UPSTREAM_FORBIDDEN' } });
    }
  });

  it('show properties, also those without a value', () => {
    const properties = { property: [{ name: 'a', value: '1' }, { name: 'secure' }] };
    expect(toDetails(wireAccount.parse({ ...light, realm: '', properties }), 'tc')).toEqual({
      ok: true,
      value: {
        kind: 'teamcity',
        hasPassword: false,
        properties: [{ name: 'a', value: '1' }, { name: 'secure' }],
      },
    });
  });
});

describe('held roles', () => {
  const inherited = {
    key: 'DEV',
    name: 'Developers',
    roles: { role: [held('PROJECT_VIEWER', 'g'), held('PROJECT_VIEWER', 'g')] },
    'parent-groups': { group: [] },
  };

  it('name the carrier, and appear once for each role, scope and carrier', () => {
    const twice = [
      held('PROJECT_VIEWER', 'g'),
      held('PROJECT_VIEWER', 'g'),
      held('PROJECT_VIEWER', 'p:Payments'),
    ];
    expect(heldRoles(twice, lineageOf([inherited, inherited]))).toEqual([
      { role: { nativeId: 'PROJECT_VIEWER', isWhole: false }, scope: 'g' },
      {
        role: { nativeId: 'PROJECT_VIEWER', isWhole: false },
        scope: 'p:Payments',
        project: { nativeId: 'Payments', isWhole: false },
      },
      {
        role: { nativeId: 'PROJECT_VIEWER', isWhole: false },
        scope: 'g',
        via: { type: 'group', group: { nativeId: 'DEV', name: 'Developers', isWhole: false } },
      },
    ]);
  });

  it('survive groups that contain each other', () => {
    const one = {
      key: 'ONE',
      roles: { role: [held('A', 'g')] },
      'parent-groups': { group: [{ key: 'TWO' }] },
    };
    const two = {
      key: 'TWO',
      roles: { role: [held('B', 'g')] },
      'parent-groups': { group: [{ key: 'ONE' }] },
    };
    const lineage = lineageOf(
      [one],
      new Map([
        ['ONE', one],
        ['TWO', two],
      ]),
    );
    expect(lineage.isComplete).toBe(true);
    expect(heldRoles([], lineage).map(({ role }) => role.nativeId)).toEqual(['A', 'B']);
  });

  it('use a group as it was described anywhere in the answer', () => {
    const edge = { key: 'LOW', roles: { role: [] }, 'parent-groups': { group: [{ key: 'DEV' }] } };
    const further = { key: 'MID', roles: { role: [] }, 'parent-groups': { group: [inherited] } };
    const lineage = lineageOf([edge, further]);
    expect(lineage.isComplete).toBe(true);
    expect(heldRoles([], lineage)).toHaveLength(1);
  });

  it('do not claim a group whole that the answer shows in part', () => {
    expect(toGroup(inherited)).toMatchObject({ isWhole: true, parents: [] });
    expect(toGroup({ key: 'DEV', name: 'Developers' })).toEqual({
      nativeId: 'DEV',
      name: 'Developers',
      isWhole: false,
    });
    expect(heldGroups([inherited, inherited])).toHaveLength(1);
  });
});

describe('roles', () => {
  it('allow what the roles they include allow, rings or not', () => {
    const roles = toRoles(
      new Map([
        [
          'A',
          {
            id: 'A',
            name: 'a',
            permissions: { permission: [{ id: 'x' }] },
            included: { role: [{ id: 'B' }] },
          },
        ],
        [
          'B',
          {
            id: 'B',
            permissions: { permission: [{ id: 'y' }, { id: 'x' }] },
            included: { role: [{ id: 'A' }] },
          },
        ],
        ['C', { id: 'C', name: 'c', included: { role: [] } }],
        ['D', { id: 'D', permissions: { permission: [] }, included: { role: [{ id: 'C' }] } }],
      ]),
    );
    expect([...roles.values()]).toEqual([
      { nativeId: 'A', name: 'a', permissions: ['x', 'y'], isWhole: true },
      { nativeId: 'B', name: 'B', permissions: ['y', 'x'], isWhole: true },
      { nativeId: 'C', name: 'c', isWhole: false },
      { nativeId: 'D', name: 'D', isWhole: false },
    ]);
  });
});

describe('projects and tokens', () => {
  it('tell archived projects', () => {
    expect(toProject({ id: 'P', name: 'Pay', archived: true })).toEqual({
      nativeId: 'P',
      name: 'Pay',
      isActive: false,
      isWhole: true,
    });
    expect(toProject({ id: 'P' })).toMatchObject({ name: 'P', isActive: true });
  });

  it('tell tokens that never expire from tokens whose times are not shown', () => {
    const now = Date.parse('2024-07-01T12:00:00Z');
    const token = (row: object) => toToken({ name: 't', ...row }, '7', now);
    expect(token({ creationTime: '20240101T000000+0000' })).toMatchObject({
      state: 'ACTIVE',
      expiry: 'NEVER',
    });
    expect(token({ expirationTime: '20240701T120000+0000' })).toMatchObject({
      state: 'EXPIRED',
      expiry: 'EXPIRES',
    });
    expect(token({ expirationTime: '20240701T120001+0000' })).toMatchObject({
      state: 'ACTIVE',
      expiry: 'EXPIRES',
    });
    expect(token({ expirationTime: 'soon' })).toMatchObject({ state: 'UNKNOWN', expiry: 'EXPIRES' });
    expect(token({})).toEqual({
      nativeId: 't',
      name: 't',
      ownerId: '7',
      state: 'UNKNOWN',
      expiry: 'UNKNOWN',
      usage: 'UNKNOWN',
    });
  });
});

describe('compact dates', () => {
  it('are read with any offset, and nothing else is', () => {
    expect(parseCompactDate('20240118T101530+0000')).toBe(Date.parse('2024-01-18T10:15:30Z'));
    expect(parseCompactDate('20240118T101530-0830')).toBe(Date.parse('2024-01-18T18:45:30Z'));
    expect(parseCompactDate('2024-01-18T10:15:30.000Z')).toBe(Date.parse('2024-01-18T10:15:30Z'));
    for (const text of ['20241318T101530+0000', '20240118', '20240118T101530', '', 'x20240118T101530+0000']) {
      expect(parseCompactDate(text)).toBeUndefined();
    }
  });
});
