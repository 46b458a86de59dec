import { expect, test } from 'vitest';
import { authorizationFor, ownerOf, squashSettings } from '#connectors/squash/authorization.ts';
import { manyUsers, startSquash } from './small-squash.ts';

const jwt = (claims: object): string =>
  ['{}', JSON.stringify(claims), 'sign']
    .map((part) => Buffer.from(part, 'utf8').toString('base64url'))
    .join('.');
const defaults = squashSettings.parse({});

test('settings have defaults, and strange ones are refused', () => {
  expect(defaults).toEqual({ basicCharset: 'latin1', pageSize: 1000, maxBulkDelete: 50 });
  expect(squashSettings.safeParse({ page: 5 }).success).toBe(false);
});

test('a token is sent as bearer, without the line end a file gave it', () => {
  expect(authorizationFor({ token: 'a.b.c\n' }, defaults)).toBe('Bearer a.b.c');
});

test('a token wrapped once more is refused with advice and without being shown', () => {
  const wrapped = Buffer.from(jwt({ sub: '1' }), 'utf8').toString('base64');
  const refuse = () => authorizationFor({ token: wrapped }, defaults);
  expect(refuse).toThrow(/Decode it/u);
  expect(refuse).not.toThrow(wrapped);
  expect(refuse).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});

test('a token without dots that is no wrapped one is left alone', () => {
  expect(authorizationFor({ token: 'opaque-token' }, defaults)).toBe('Bearer opaque-token');
});

test.each(['', 'a b', 'a\nb', 'é'])('%j is no token', (token) => {
  expect(() => authorizationFor({ token }, defaults)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT' }),
  );
});

test.each([
  ['latin1', Buffer.from('é:é', 'latin1').toString('base64')],
  ['utf8', Buffer.from('é:é', 'utf8').toString('base64')],
] as const)('user name and password are encoded in %s', (basicCharset, encoded) => {
  const value = authorizationFor({ username: 'é', password: 'é' }, { ...defaults, basicCharset });
  expect(value).toBe(`Basic ${encoded}`);
});

test('characters that ISO-8859-1 lacks are refused, and the setting that helps is named', () => {
  expect(() => authorizationFor({ username: 'a', password: '€' }, defaults)).toThrow(/basicCharset: utf8/u);
});

test('a user name with a colon is refused', () => {
  expect(() => authorizationFor({ username: 'a:b', password: 'c' }, defaults)).toThrow(/colon/u);
});

test('no credentials give no header', () => {
  expect(authorizationFor(undefined, defaults)).toBeUndefined();
});

test.each([
  [`Bearer ${jwt({ sub: '31' })}`, { id: '31' }],
  [`Bearer ${jwt({ sub: 31 })}`, { id: '31' }],
  [`Bearer ${jwt({ sub: 'ada' })}`, { login: 'ada' }],
  [`Bearer ${jwt({})}`, undefined],
  ['Bearer a.!.c', undefined],
  ['Bearer opaque', undefined],
  [`Basic ${Buffer.from('adé:x:y', 'latin1').toString('base64')}`, { login: 'adé' }],
  ['', undefined],
])('%s tells whose it is', (authorization, owner) => {
  expect(ownerOf(authorization, 'latin1')).toEqual(owner);
});

test('the current account is the one the token names', async () => {
  const { connector, call, calls } = await startSquash(
    { users: manyUsers(5) },
    { authorization: `Bearer ${jwt({ sub: '4' })}` },
  );
  const read = await connector.readCurrentAccount(call, new Set(['groups'] as const));
  expect(read.account.login).toBe('user4');
  expect(calls).toEqual(['/users/4']);
});

test('the current account is the one whose user name is used', async () => {
  const { connector, call } = await startSquash(
    { users: manyUsers(5) },
    { authorization: `Basic ${Buffer.from('user2:x', 'latin1').toString('base64')}` },
  );
  expect((await connector.readCurrentAccount(call, new Set())).account.nativeId).toBe('2');
});

test.each([
  ['Bearer opaque', 'UNSUPPORTED'],
  [`Bearer ${jwt({ sub: '99' })}`, 'NOT_FOUND'],
])('a current account behind %s is an error', async (authorization, code) => {
  const { connector, call } = await startSquash({ users: manyUsers(5) }, { authorization });
  await expect(connector.readCurrentAccount(call, new Set())).rejects.toMatchObject({ code });
});

test('what the server refuses is thrown for the current account', async () => {
  const { connector, call } = await startSquash(
    { instead: () => ({ status: 403, body: {} }) },
    { authorization: `Bearer ${jwt({ sub: '4' })}` },
  );
  await expect(connector.readCurrentAccount(call, new Set())).rejects.toMatchObject({
    code: 'UPSTREAM_FORBIDDEN',
  });
});
