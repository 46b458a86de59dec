import pMap from 'p-map';
import type { Call, Catalogue } from '#connectors/connector.ts';
import { fewAtOnce, isNativeId } from './client.ts';

interface Entity {
  readonly nativeId: string;
  readonly isWhole: boolean;
}

export interface CatalogueSource<Row extends { readonly id: string }, T extends Entity> {
  list(call: Call): AsyncIterable<readonly Row[]>;
  one(call: Call, id: string): Promise<Row | undefined>;
  toEntity(row: Row): T;
}

/** More than this many are looked for in the list first: it is one page, mostly. */
const few = 3;

/** A catalogue over a list whose rows may be lean and a read by id that is whole. */
export function createCatalogue<Row extends { readonly id: string }, T extends Entity>(
  source: CatalogueSource<Row, T>,
): Catalogue<T> {
  const fromList = async (call: Call, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, T>> => {
    const found = new Map<string, T>();
    for await (const rows of source.list(call)) {
      for (const row of rows) if (wanted.has(row.id)) found.set(row.id, source.toEntity(row));
      // Lean rows are of no use: each must be read by itself anyway.
      const isLean = rows.every((row) => !source.toEntity(row).isWhole);
      if (isLean || found.size === wanted.size) break;
    }
    return new Map([...found].filter(([, entity]) => entity.isWhole));
  };

  return {
    list: async function* list(call) {
      for await (const rows of source.list(call)) yield rows.map((row) => source.toEntity(row));
    },
    read: async (call, ids) => {
      const wanted = new Set(ids.filter(isNativeId));
      const entities = new Map(wanted.size > few ? await fromList(call, wanted) : []);
      const open = [...wanted].filter((id) => !entities.has(id));
      await pMap(
        open,
        async (id) => {
          const row = await source.one(call, id);
          // What is read by itself is all there is of it, whichever attributes the server leaves out.
          if (row?.id === id) entities.set(id, { ...source.toEntity(row), isWhole: true });
        },
        fewAtOnce,
      );
      return entities;
    },
  };
}
