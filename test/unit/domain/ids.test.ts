import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RollcallError } from '#domain/errors.ts';
import { decodeId, decodeIdOf, encodeId } from '#domain/ids.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', ' ', '1', '__proto__', '"]'),
);

function refusalOf(id: string, field?: readonly string[]): RollcallError {
  try {
    decodeId(id, field);
  } catch (error) {
    if (error instanceof RollcallError) return error;
    throw error;
  }
  throw new Error(`Expected ${JSON.stringify(id)} to be refused.`);
}

const encoded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8').toString('base64url');

describe('ids', () => {
  it('come back as they were made, whatever the system calls its things', () => {
    fc.assert(
      fc.property(text, text, text, text, (system, user, role, scope) => {
        const members = { system, user, role, scope, carrier: 'group', carrierId: user };
        expect(decodeId(encodeId('RoleAssignment', members))).toEqual({ type: 'RoleAssignment', members });
        expect(decodeIdOf('User', encodeId('User', { system, user }))).toEqual({ system, user });
      }),
    );
  });

  it('differ where anything in them differs', () => {
    fc.assert(
      fc.property(text, text, text, text, (system, user, otherSystem, otherUser) => {
        const same = system === otherSystem && user === otherUser;
        const one = encodeId('User', { system, user });
        const other = encodeId('User', { system: otherSystem, user: otherUser });
        expect(one === other).toBe(same);
      }),
    );
    expect(encodeId('Role', { system: 'a', role: '1' })).not.toBe(
      encodeId('Group', { system: 'a', group: '1' }),
    );
  });

  it('need no escaping in an address', () => {
    fc.assert(
      fc.property(text, text, (system, user) => {
        expect(encodeId('User', { system, user })).toMatch(/^[\w-]+$/u);
      }),
    );
  });

  it('are never refused by the reader they were made for, and always by another', () => {
    const id = encodeId('Group', { system: 'teamcity', group: '1' });
    expect(() => decodeIdOf('User', id)).toThrow('Expected the id of a User; got the id of a Group.');
  });
});

describe('what is no id of this API', () => {
  const good = encodeId('User', { system: 'teamcity', user: '42' });
  const inUsualBase64 = encodeId('User', { system: '???', user: '???' }).replaceAll('_', '/');

  it.each([
    ['nothing', ''],
    ['words', 'not an id'],
    ['a number', '42'],
    ['a native id', 'teamcity:42'],
    ['another alphabet', inUsualBase64],
    ['padding', `${good}=`],
    ['blanks', ` ${good}`],
    ['a line break', `${good}\n`],
    ['more behind it', `${good}AAAA`],
    ['its beginning', good.slice(0, -4)],
    ['it twice', good + good],
    ['text that is no JSON', encoded('User teamcity 42')],
    ['JSON with blanks', encoded('["User", "teamcity", "42"]')],
    ['JSON with needless escapes', encoded('["User","teamcity","\\u0034\\u0032"]')],
    ['JSON of another shape', encoded({ type: 'User', system: 'teamcity', user: '42' })],
    ['null', encoded(null)],
    ['an empty list', encoded([])],
    ['a type nobody knows', encoded(['Person', 'teamcity', '42'])],
    ['a type that every object has', encoded(['constructor', 'teamcity', '42'])],
    ['the type of no object', encoded(['__proto__'])],
    ['a member too few', encoded(['User', 'teamcity'])],
    ['a member too many', encoded(['User', 'teamcity', '42', ''])],
    ['a member that is a number', encoded(['User', 'teamcity', 42])],
    ['a member that is nothing', encoded(['User', 'teamcity', null])],
    ['a list in a list', encoded([['User', 'teamcity', '42']])],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x22]).toString('base64url')],
  ])('is refused: %s', (_name, id) => {
    expect(refusalOf(id, ['id'])).toMatchObject({ code: 'INVALID_INPUT', field: ['id'] });
  });

  it('is refused in every other spelling of the same bytes', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // Two characters carry twelve bits for one byte: the last four are free in base64.
    const id = encodeId('User', { system: 'teamcity', user: '4' });
    const spellings = alphabet
      .split('')
      .map((last) => id.slice(0, -1) + last)
      .filter((each) => each !== id && Buffer.from(each, 'base64url').equals(Buffer.from(id, 'base64url')));
    expect(spellings.length).toBeGreaterThan(0);
    for (const each of spellings) expect(refusalOf(each).code).toBe('INVALID_INPUT');
  });

  it('is refused, never misread, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(text, text.map(encoded)), (id) => {
        expect(refusalOf(id).message).toMatch(/^Expected an id as this API hands out; got ".*"\.$/su);
      }),
    );
  });

  it('is quoted only in part where it is long', () => {
    expect(refusalOf('x'.repeat(100_000)).message.length).toBeLessThan(200);
  });
});
