import { describe, expect, it } from 'vitest';
import { collect, listPages } from '#connectors/foreman/paging.ts';
import type { Page } from '#connectors/foreman/paging.ts';

interface Row {
  readonly id: string;
}

const rowsOf = (...ids: number[]): readonly Row[] => ids.map((id) => ({ id: String(id) }));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function listOf(read: (page: number) => Page<Row>): {
  pages: AsyncGenerator<readonly Row[]>;
  read: number[];
} {
  const asked: number[] = [];
  const pages = listPages({
    system: 'foreman',
    asked: 'GET /api/users',
    read: async (page) => {
      asked.push(page);
      return read(page);
    },
  });
  return { pages, read: asked };
}

function slice(ids: readonly number[], page: number, size: number): Page<Row> {
  return { rows: rowsOf(...ids.slice((page - 1) * size, page * size)), subtotal: ids.length };
}

const idsOf = async (pages: AsyncIterable<readonly Row[]>): Promise<number[]> =>
  (await collect(pages)).map((row) => Number(row.id));

describe('foreman paging', () => {
  it('reads as many pages as the subtotal needs, each once', async () => {
    const list = listOf((page) => slice(upTo(25), page, 10));
    expect(await idsOf(list.pages)).toEqual(upTo(25));
    expect(list.read).toEqual([1, 2, 3]);
  });

  it('goes by the page size the server really uses', async () => {
    const list = listOf((page) => slice(upTo(12), page, 4));
    expect(await idsOf(list.pages)).toEqual(upTo(12));
    expect(list.read).toEqual([1, 2, 3]);
  });

  it('reads again when a deletion moved a row over the edge of a page', async () => {
    let ids = upTo(30);
    const list = listOf((page) => {
      const answer = slice(ids, page, 10);
      if (page === 1) ids = ids.filter((id) => id !== 3);
      return answer;
    });
    expect((await idsOf(list.pages)).toSorted((one, other) => one - other)).toEqual(upTo(30));
    expect(list.read.filter((page) => page === 1)).toHaveLength(2);
  });

  it('drops repeated rows and reads again until all are there', async () => {
    let round = 0;
    const list = listOf((page) => {
      if (page === 1) round += 1;
      if (round === 1 && page === 2) return { rows: rowsOf(2, 3), subtotal: 4 };
      return slice(upTo(4), page, 2);
    });
    expect((await idsOf(list.pages)).toSorted((one, other) => one - other)).toEqual(upTo(4));
  });

  it('does not call a list complete that never gives all of its rows', async () => {
    const list = listOf((page) => ({ rows: page === 1 ? rowsOf(1, 2) : [], subtotal: 10 }));
    await expect(collect(list.pages)).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: expect.stringContaining('10 rows, and gave 2') as string,
    });
    expect(list.read.length).toBeLessThanOrEqual(15);
  });

  it('refuses a page that repeats the one before', async () => {
    const list = listOf(() => ({ rows: rowsOf(1, 2), subtotal: 10 }));
    await expect(collect(list.pages)).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: expect.stringContaining('repeats the one before it (both begin with id 1)') as string,
    });
  });

  it('does not believe an absurd subtotal', async () => {
    const list = listOf(() => ({ rows: rowsOf(1), subtotal: 1_000_000_000 }));
    await expect(collect(list.pages)).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(list.read).toEqual([1]);
  });

  it('reads on to a short page where there is no subtotal', async () => {
    const list = listOf((page) => ({ rows: slice(upTo(25), page, 10).rows, subtotal: undefined }));
    expect(await idsOf(list.pages)).toEqual(upTo(25));
    expect(list.read).toEqual([1, 2, 3]);
  });

  it('stops at a page that fails, without unhandled rejections of those read ahead', async () => {
    const list = listOf((page) => {
      if (page >= 3) throw new Error(`page ${page} is broken`);
      return slice(upTo(60), page, 10);
    });
    await expect(collect(list.pages)).rejects.toThrow('page 3 is broken');
  });
});
