import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePageArguments, takePage } from '#directory/page.ts';
import type { Page, PageArguments } from '#directory/page.ts';
import { comparePositions } from '#directory/position.ts';
import type { SortDirection, SortOrder } from '#directory/position.ts';
import { createTable } from '#directory/table.ts';
import { RollcallError } from '#domain/errors.ts';

interface Row {
  readonly system: string;
  readonly id: string;
  readonly value: string | null;
}
type State = Readonly<Record<string, readonly Row[]>>;

const systems = ['a', 'b', 'c'];
const limits = { defaultSize: 50, maxSize: 500 };

function orderOf(direction: SortDirection): SortOrder<Row> {
  return { name: `rows ${direction}`, direction, value: (row) => row.value };
}

/** One page of the systems that are present. */
function page(
  state: State,
  present: readonly string[],
  args: PageArguments,
  direction: SortDirection,
): Page<Row> {
  const order = orderOf(direction);
  const sources = present.map((system) => ({
    system,
    rows: createTable(state[system] ?? [], (row) => row.id).ordered(order),
  }));
  return takePage(sources, parsePageArguments(args, order.name, limits), {
    orderName: order.name,
    direction,
    systems,
    matches: () => true,
  });
}

function sorted(state: State, direction: SortDirection): Row[] {
  return systems
    .flatMap((system) => state[system] ?? [])
    .sort((one, other) => comparePositions(one, other, direction));
}

const rows = fc
  .uniqueArray(
    fc.record({
      system: fc.constantFrom(...systems),
      id: fc.nat({ max: 60 }).map(String),
      value: fc.option(fc.constantFrom('ada', 'bob', 'cem', 'dan', 'eve', '\u{1f600}', '\uffee')),
    }),
    {
      selector: (row) => `${row.system} ${row.id}`,
      maxLength: 40,
    },
  )
  .map((list): State =>
    Object.fromEntries(systems.map((system) => [system, list.filter((row) => row.system === system)])),
  );
const directions = fc.constantFrom<SortDirection>('ASC', 'DESC');
const sizes = fc.integer({ min: 1, max: 7 });

describe('takePage', () => {
  it('shows every row once and in order, page by page, forward', () => {
    fc.assert(
      fc.property(rows, directions, sizes, (state, direction, first) => {
        const seen: Row[] = [];
        let after: string | undefined;
        for (;;) {
          const taken = page(state, systems, { first, after }, direction);
          expect(taken.hasPreviousPage).toBe(after !== undefined);
          seen.push(...taken.edges.map((edge) => edge.row));
          after = taken.edges.at(-1)?.cursor;
          if (!taken.hasNextPage) break;
        }
        expect(seen).toEqual(sorted(state, direction));
      }),
    );
  });

  it('shows every row once and in order, page by page, backward', () => {
    fc.assert(
      fc.property(rows, directions, sizes, (state, direction, last) => {
        const seen: Row[] = [];
        let before: string | undefined;
        for (;;) {
          const taken = page(state, systems, { last, before }, direction);
          expect(taken.hasNextPage).toBe(before !== undefined);
          seen.unshift(...taken.edges.map((edge) => edge.row));
          before = taken.edges[0]?.cursor;
          if (!taken.hasPreviousPage) break;
        }
        expect(seen).toEqual(sorted(state, direction));
      }),
    );
  });

  it('shows nobody twice and skips nobody when systems drop out and come back, in either direction', () => {
    fc.assert(
      fc.property(
        rows,
        directions,
        sizes,
        fc.constantFrom('forward', 'backward'),
        fc.array(fc.subarray(systems), { maxLength: 12 }),
        (state, direction, size, way, outages) => {
          const seen: Row[] = [];
          let cursor: string | undefined;
          const turns = [...outages, ...Array.from({ length: 50 }, () => [] as string[])];
          for (const away of turns) {
            const present = systems.filter((system) => !away.includes(system));
            const args = way === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
            const taken = page(state, present, args, direction);
            seen.push(...taken.edges.map((edge) => edge.row));
            cursor = (way === 'forward' ? taken.edges.at(-1) : taken.edges[0])?.cursor ?? cursor;
          }
          const name = (row: Row): string => `${row.system} ${row.id}`;
          expect(seen.map(name).sort()).toEqual(sorted(state, direction).map(name).sort());
        },
      ),
    );
  });

  it('keeps every row that was there throughout exactly once while others come and go between pages', () => {
    fc.assert(
      fc.property(rows, rows, directions, sizes, (stable, passing, direction, first) => {
        const named = (row: Row): Row => ({ ...row, id: `9${row.id}` });
        const withPassing: State = Object.fromEntries(
          systems.map((system) => [
            system,
            [...(stable[system] ?? []), ...(passing[system] ?? []).map(named)],
          ]),
        );
        const seen: Row[] = [];
        let after: string | undefined;
        let turn = 0;
        for (;;) {
          const taken = page(turn % 2 === 0 ? withPassing : stable, systems, { first, after }, direction);
          seen.push(...taken.edges.map((edge) => edge.row));
          after = taken.edges.at(-1)?.cursor ?? after;
          turn += 1;
          if (!taken.hasNextPage && turn % 2 === 0) break;
        }
        const isStable = (row: Row): boolean => (stable[row.system] ?? []).some((each) => each.id === row.id);
        expect(seen.filter(isStable)).toEqual(sorted(stable, direction));
        expect(new Set(seen.map((row) => `${row.system} ${row.id}`)).size).toBe(seen.length);
      }),
    );
  });

  it('turns back at any edge and shows what came before it', () => {
    fc.assert(
      fc.property(rows, directions, fc.nat({ max: 39 }), (state, direction, at) => {
        const all = page(state, systems, { first: 500 }, direction);
        const edge = all.edges[at];
        if (edge === undefined) return;
        const before = page(state, systems, { last: 500, before: edge.cursor }, direction);
        expect(before.edges.map((each) => each.row)).toEqual(sorted(state, direction).slice(0, at));
        expect(before.hasNextPage).toBe(true);
      }),
    );
  });

  it('answers an empty page for a size of 0, telling whether there is more', () => {
    const state: State = { a: [{ system: 'a', id: '1', value: 'ada' }] };
    expect(page(state, systems, { first: 0 }, 'ASC')).toEqual({
      edges: [],
      hasNextPage: true,
      hasPreviousPage: false,
    });
  });
});

describe('parsePageArguments', () => {
  const refused: [string, PageArguments, RegExp][] = [
    ['first and last together', { first: 1, last: 1 }, /either first or last/u],
    ['a negative first', { first: -1 }, /from 0 to 500; got -1/u],
    ['a last that is too large', { last: 501 }, /from 0 to 500; got 501/u],
    ['before without last', { before: 'x' }, /before goes with last/u],
    ['after with last', { last: 1, after: 'x' }, /after goes with first/u],
    ['a cursor that is none', { first: 1, after: 'hello' }, /Expected a cursor/u],
    [
      'a cursor of JSON that is none',
      { first: 1, after: Buffer.from('["o",{},1,2]').toString('base64url') },
      /Expected a cursor/u,
    ],
    [
      'a cursor of another order',
      { first: 1, after: Buffer.from('["users EMAIL ASC","x","a","1"]').toString('base64url') },
      /belongs to the order "users EMAIL ASC"/u,
    ],
  ];
  it.each(refused)('refuses %s', (_what, args, message) => {
    const attempt = (): unknown => parsePageArguments(args, 'users LOGIN ASC', limits);
    expect(attempt).toThrow(RollcallError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }) as Error);
  });

  it('takes nulls for absent and 50 for unsaid', () => {
    expect(parsePageArguments({ first: null, after: null, last: null }, 'o', limits)).toMatchObject({
      way: 'forward',
      size: 50,
    });
  });
});
