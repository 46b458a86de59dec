import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const facts = accountFacts(readCompany());

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const keyOf = (user: { readonly system: { readonly key: string }; readonly login: string }): string =>
  `${user.system.key} ${user.login}`;

/** NFC and without case, as an order compares; the seed has no other letters that need more. */
const plain = (text: string): string => text.normalize('NFC').toUpperCase().toLowerCase();

describe('orders', () => {
  const fields = ['LOGIN', 'DISPLAY_NAME', 'EMAIL', 'LAST_LOGIN_AT'] as const;
  const members = {
    LOGIN: 'login',
    DISPLAY_NAME: 'displayName',
    EMAIL: 'email',
    LAST_LOGIN_AT: 'lastLoginAt',
  } as const;
  const directions = ['ASC', 'DESC'] as const;

  it.each(fields.flatMap((field) => directions.map((direction) => ({ field, direction }))))(
    '$field $direction: folded, by code point, nulls last, ties by system and native id',
    async ({ field, direction }) => {
      const document = `{ users(first: 500, orderBy: { field: ${field}, direction: ${direction} }) {
        nodes { nativeId system { key } login displayName email lastLoginAt } } }`;
      const { data } = await stack.query(document);
      const nodes = data.users.nodes as readonly Row[];
      const sorted = nodes.toSorted((one, other) => compareRows(one, other, members[field], direction));
      expect(nodes.map(keyOf)).toEqual(sorted.map(keyOf));
      expect(nodes).toHaveLength(facts.length);
      if (field === 'EMAIL') expect(nodes.at(-1)?.email).toBeNull();
    },
  );

  it('is by login, ascending, where nothing is said', async () => {
    const { data } = await stack.query(`{ a: users(first: 500) { nodes { id } }
      b: users(first: 500, orderBy: { field: LOGIN }) { nodes { id } } c: users(first: 500, orderBy: null) { nodes { id } } }`);
    expect(data.a).toEqual(data.b);
    expect(data.c).toEqual(data.b);
  });

  it('puts names beyond ASCII where their code points are', async () => {
    const document = `{ users(first: 500, filter: { systems: ["teamcity"] }, orderBy: { field: DISPLAY_NAME }) { nodes { displayName } } }`;
    const { data } = await stack.query(document);
    const names = data.users.nodes.map((node: { readonly displayName: string }) =>
      node.displayName.normalize('NFC'),
    );
    expect(names.slice(-2)).toEqual(['Łukasz Wójcik', '山田 太郎']);
    // The accents of José are written as marks of their own in TeamCity; they count as letters with accents.
    const after = names[names.indexOf('José Núñez') - 1] as string;
    expect(plain(after) < plain('José Núñez')).toBe(true);
  });
});

interface Row {
  readonly nativeId: string;
  readonly system: { readonly key: string };
  readonly login: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly lastLoginAt: string | null;
}

function compareRows(
  one: Row,
  other: Row,
  member: 'login' | 'displayName' | 'email' | 'lastLoginAt',
  direction: 'ASC' | 'DESC',
): number {
  const [a, b] = [one[member], other[member]];
  if (a === null || b === null) {
    if (a !== b) return a === null ? 1 : -1;
  } else {
    const order = compareText(plain(a), plain(b));
    if (order !== 0) return direction === 'ASC' ? order : -order;
  }
  return (
    compareText(one.system.key, other.system.key) || Number(BigInt(one.nativeId) - BigInt(other.nativeId))
  );
}

/** By code point, which is the order of the bytes of UTF-8. */
function compareText(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8'));
}
