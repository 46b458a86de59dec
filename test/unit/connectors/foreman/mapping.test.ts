import { describe, expect, it } from 'vitest';
import { parseForemanInstant } from '#connectors/foreman/instants.ts';
import { toAccessToken, toAccount, toDetails } from '#connectors/foreman/mapping.ts';
import { tokenRow, userRow } from '#connectors/foreman/wire.ts';

const alice = {
  id: 5,
  login: 'alice',
  firstname: 'Alice',
  lastname: 'Arden',
  mail: 'alice@example.com',
  mail_enabled: true,
  admin: false,
  effective_admin: true,
  disabled: false,
  auth_source_name: 'Internal',
  timezone: 'Tokyo',
  locale: 'de',
  last_login_on: '2026-03-02 17:15:09 +0900',
  created_at: '2026-01-05 10:00:00 UTC',
  updated_at: '2026-01-05T10:00:00.123Z',
  description: 'Testerin',
  default_organization: { id: 1, name: 'Acme', title: 'Acme', description: null },
  default_location: null,
  organizations: [{ id: 1, name: 'Acme' }],
  locations: [{ id: 2, name: 'Berlin' }],
  plugin_key: { anything: true },
};

describe('foreman times', () => {
  it.each([
    ['2026-03-02 08:15:09 UTC', '2026-03-02T08:15:09.000Z'],
    ['2026-03-02 17:15:09 +0900', '2026-03-02T08:15:09.000Z'],
    ['2026-03-02 03:45:09 -0430', '2026-03-02T08:15:09.000Z'],
    ['2026-03-02T08:15:09.123Z', '2026-03-02T08:15:09.123Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseForemanInstant(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each([null, undefined, '', 'never', '2026-03-02', '2026-03-02 08:15:09', '2026-03-02 08:15:09 CET'])(
    'takes %j for unknown',
    (text) => {
      expect(parseForemanInstant(text)).toBeUndefined();
    },
  );
});

describe('foreman accounts', () => {
  it('become light accounts with times in UTC', () => {
    expect(toAccount(userRow.parse(alice), 'foreman')).toEqual({
      system: 'foreman',
      nativeId: '5',
      login: 'alice',
      firstName: 'Alice',
      lastName: 'Arden',
      displayName: 'Alice Arden',
      email: 'alice@example.com',
      status: 'ACTIVE',
      isAdministrator: true,
      lastLoginAt: Date.parse('2026-03-02T08:15:09Z'),
      hasLoggedIn: true,
      createdAt: Date.parse('2026-01-05T10:00:00Z'),
      updatedAt: Date.parse('2026-01-05T10:00:00.123Z'),
    });
  });

  it('are called by their login where there is no name, and leave out what is empty', () => {
    const account = toAccount(
      userRow.parse({
        ...alice,
        firstname: '',
        lastname: null,
        mail: '',
        last_login_on: null,
        disabled: true,
      }),
      'foreman',
    );
    expect(account.displayName).toBe('alice');
    expect(account.status).toBe('DISABLED');
    expect(account.hasLoggedIn).toBe(false);
    expect(Object.keys(account)).not.toContain('email');
    expect(Object.keys(account)).not.toContain('lastLoginAt');
  });

  it('are of unknown state, administration and use where an old version lacks the keys', () => {
    const account = toAccount(userRow.parse({ id: 5, login: 'alice', admin: false }), 'foreman');
    expect(account).toEqual({
      system: 'foreman',
      nativeId: '5',
      login: 'alice',
      displayName: 'alice',
      status: 'UNKNOWN',
    });
    expect(toAccount(userRow.parse({ id: 5, login: 'alice', admin: true }), 'foreman').isAdministrator).toBe(
      true,
    );
  });

  it('put up with wrong types in what only describes, not in id and login', () => {
    const odd = { ...alice, mail: 7, disabled: 'no', default_organization: 'Acme', last_login_on: 12 };
    expect(toAccount(userRow.parse(odd), 'foreman')).toMatchObject({ status: 'UNKNOWN', login: 'alice' });
    expect(userRow.safeParse({ ...alice, id: null }).success).toBe(false);
    expect(userRow.safeParse({ ...alice, id: 5.5 }).success).toBe(false);
    expect(userRow.safeParse({ ...alice, login: '' }).success).toBe(false);
    expect(userRow.parse({ ...alice, id: '5' }).id).toBe('5');
  });

  it('tell their details', () => {
    expect(toDetails(userRow.parse(alice))).toEqual({
      kind: 'foreman',
      description: 'Testerin',
      locale: 'de',
      timezone: 'Tokyo',
      isMailEnabled: true,
      authSource: 'Internal',
      defaultOrganization: 'Acme',
      defaultLocation: undefined,
      organizations: ['Acme'],
      locations: ['Berlin'],
    });
  });
});

describe('foreman tokens', () => {
  const now = Date.parse('2026-06-01T00:00:00Z');
  const past = '2026-05-01 00:00:00 UTC';
  const stateOf = (row: Record<string, unknown>): string =>
    toAccessToken(tokenRow.parse({ id: 1, name: 'ci', ...row }), '5', now).state;

  it.each([
    ['active', { 'active?': true, 'revoked?': false, expires_at: null }, 'ACTIVE'],
    ['revoked', { 'active?': false, 'revoked?': true, expires_at: null }, 'REVOKED'],
    ['revoked and expired', { 'active?': false, 'revoked?': true, expires_at: past }, 'REVOKED'],
    ['expired', { 'active?': false, 'revoked?': false, expires_at: past }, 'EXPIRED'],
    ['expired, before 2.4', { 'active?': false, expires_at: past }, 'EXPIRED'],
    ['revoked, before 2.4', { 'active?': false, expires_at: null }, 'REVOKED'],
    ['without any mark', { expires_at: null }, 'UNKNOWN'],
    ['without any mark but expired', { expires_at: past }, 'EXPIRED'],
  ])('are seen as what they are: %s', (_, row, expected) => {
    expect(stateOf(row)).toBe(expected);
  });

  it('tell expiry and use apart from not knowing', () => {
    const read = (row: Record<string, unknown>): unknown => {
      const { expiry, usage } = toAccessToken(tokenRow.parse({ id: 1, ...row }), '5', now);
      return { expiry, usage };
    };
    expect(read({ expires_at: null, last_used_at: null })).toEqual({ expiry: 'NEVER', usage: 'NEVER_USED' });
    expect(read({ expires_at: past, last_used_at: past })).toEqual({ expiry: 'EXPIRES', usage: 'USED' });
    expect(read({})).toEqual({ expiry: 'UNKNOWN', usage: 'UNKNOWN' });
  });
});
