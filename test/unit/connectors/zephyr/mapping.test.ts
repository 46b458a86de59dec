import { describe, expect, it } from 'vitest';
import {
  groupMentionsOf,
  toAccount,
  toDetails,
  toGroup,
  toHeldRoles,
  toProject,
  toToken,
} from '#connectors/zephyr/mapping.ts';
import type { Account } from '#domain/account.ts';
import { projectSchema, userSchema } from '#connectors/zephyr/wire.ts';
import { userRow } from './fake-zephyr.ts';

const options = { system: 'zephyr', administratorRoleIds: new Set(['1']) };

function account(differences: Readonly<Record<string, unknown>> = {}): Account {
  return toAccount(userSchema.parse(userRow(42, differences)), options);
}

describe('an account of Zephyr', () => {
  it('carries what the row tells and nothing else', () => {
    expect(account()).toStrictEqual({
      system: 'zephyr',
      nativeId: '42',
      login: 'user.42',
      firstName: 'Uma',
      lastName: 'No42',
      displayName: 'Uma No42',
      email: 'user.42@example.test',
      status: 'ACTIVE',
      isAdministrator: false,
    });
  });

  it.each([
    [{ accountExpired: true }, 'EXPIRED'],
    [{ accountExpired: true, accountEnabled: false }, 'EXPIRED'],
    [{ accountEnabled: false }, 'DISABLED'],
    [{ credentialsExpired: true }, 'ACTIVE'],
    [{ accountEnabled: undefined }, 'UNKNOWN'],
    [{ accountEnabled: 'perhaps' }, 'UNKNOWN'],
  ])('with %j is %s', (differences, status) => {
    expect(account(differences).status).toBe(status);
  });

  it('is an administrator by its roles and is not said not to be one where roles are not told', () => {
    expect(account({ roles: [{ id: 3 }, { id: 1, name: 'manager' }] }).isAdministrator).toBe(true);
    expect(account({ roles: [{ id: 11, name: 'manager' }] }).isAdministrator).toBe(false);
    expect(account({ roles: undefined })).not.toHaveProperty('isAdministrator');
    expect(account({ roles: 'manager' })).not.toHaveProperty('isAdministrator');
  });

  it.each([1_735_689_600_000, '1735689600000'])(
    'has logged in when a login is known: %j',
    (lastSuccessfulLogin) => {
      expect(account({ lastSuccessfulLogin })).toMatchObject({
        lastLoginAt: 1_735_689_600_000,
        hasLoggedIn: true,
      });
    },
  );

  it.each([undefined, null, 0, -1, 9e15, 'yesterday', true])(
    'is not said to have logged in or not otherwise: %j',
    (lastSuccessfulLogin) => {
      expect(account({ lastSuccessfulLogin })).not.toHaveProperty('lastLoginAt');
      expect(account({ lastSuccessfulLogin })).not.toHaveProperty('hasLoggedIn');
    },
  );

  it('is named by its parts, then by its login, where there is no full name', () => {
    expect(account({ fullName: undefined }).displayName).toBe('Uma No42');
    expect(account({ fullName: ' ', firstName: '', lastName: null }).displayName).toBe('user.42');
    expect(account({ firstName: '' })).not.toHaveProperty('firstName');
  });

  it('has the login that older servers call loginName', () => {
    expect(account({ username: undefined, loginName: 'old.style' }).login).toBe('old.style');
  });

  it.each([
    [9_007_199_254_740_991, '9007199254740991'],
    [2_147_483_648, '2147483648'],
    ['9223372036854775807', '9223372036854775807'],
  ])('has id %j as %s', (id, nativeId) => {
    expect(account({ id }).nativeId).toBe(nativeId);
  });
});

describe('a row of a user', () => {
  it.each([
    [{ id: undefined }, ['id']],
    [{ id: null }, ['id']],
    [{ id: 9_007_199_254_740_992 }, ['id']],
    [{ id: 1.5 }, ['id']],
    [{ id: '7x' }, ['id']],
    [{ username: undefined }, ['username']],
    [{ username: '' }, ['username']],
  ])('without what makes it somebody is refused by its path: %j', (differences, path) => {
    const result = userSchema.safeParse(userRow(7, differences));
    expect(result.error?.issues[0]?.path.map(String)).toEqual(path);
  });

  it('of a pseudo-user needs no login', () => {
    expect(userSchema.safeParse({ id: -10 }).success).toBe(true);
  });
});

describe('details', () => {
  it('hold what is told, with nothing for the unset', () => {
    const user = userSchema.parse(
      userRow(42, {
        userType: 2,
        chargeableFlag: false,
        type: '',
        isCustomizeUsername: null,
        countAttempts: 3,
      }),
    );
    expect(toDetails(user)).toEqual({
      kind: 'zephyr',
      userType: 2,
      isChargeable: false,
      isInternal: true,
      isAccountExpired: false,
      isCredentialsExpired: false,
      failedLoginCount: 3,
    });
  });

  it('leave out numbers that no client could be given', () => {
    expect(toDetails(userSchema.parse(userRow(1, { userType: 3_000_000_000 }))).userType).toBeUndefined();
  });
});

describe('mentions', () => {
  it('keep names to the last blank and each role once', () => {
    const user = userSchema.parse(
      userRow(1, {
        roles: [
          { id: 106, name: 'Admin desk ', description: null },
          { id: 106, name: 'Admin desk' },
        ],
      }),
    );
    expect(toHeldRoles(user.roles ?? [])).toEqual([
      { role: { nativeId: '106', name: 'Admin desk ', isWhole: false } },
    ]);
  });

  it('of groups come under either name, and unknown is not none', () => {
    const mentions = (differences: Readonly<Record<string, unknown>>): unknown =>
      groupMentionsOf(userSchema.parse(userRow(1, differences)))?.length;
    expect(mentions({ groupSet: [{ id: 5, name: 'QA' }] })).toBe(1);
    expect(mentions({ groupSet: undefined, groups: [{ id: 5, name: 'QA' }] })).toBe(1);
    expect(mentions({ groupSet: [] })).toBe(0);
    expect(groupMentionsOf(userSchema.parse(userRow(1, { groupSet: undefined })))).toBeUndefined();
    expect(groupMentionsOf(userSchema.parse(userRow(1, { groupSet: null })))).toBeNull();
    expect(groupMentionsOf(userSchema.parse(userRow(1, { groupSet: [{ name: 'no id' }] })))).toBeUndefined();
  });

  it('of a group without a name are not whole', () => {
    expect(toGroup({ id: '5', name: 'QA' }).isWhole).toBe(true);
    expect(toGroup({ id: '5' }).isWhole).toBe(false);
  });
});

describe('a project', () => {
  it.each([
    [{ active: true, status: '9' }, true],
    [{ active: false, status: '2' }, false],
    [{ status: '2' }, true],
    [{ status: 2 }, true],
    [{ status: '3' }, undefined],
    [{}, undefined],
  ])('with %j is active: %s', (row, isActive) => {
    expect(toProject(projectSchema.parse({ id: 4, name: 'Payments', ...row }), true).isActive).toBe(isActive);
  });
});

describe('a token', () => {
  it('belongs to the caller whoever made it, never expires, and tells nothing of its use', () => {
    expect(toToken({ id: '7', label: 'ci', createdBy: 'somebody.else' }, '5')).toEqual({
      nativeId: '7',
      name: 'ci',
      ownerId: '5',
      state: 'ACTIVE',
      createdBy: 'somebody.else',
      expiry: 'NEVER',
      usage: 'UNKNOWN',
    });
  });
});
