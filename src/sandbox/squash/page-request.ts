/** The page asked for, after the server has put right what it does not like. */
export interface PageRequest {
  /** 0-based. */
  readonly number: number;
  readonly size: number;
}

const DEFAULT_SIZE = 20;
const LARGEST_INTEGER = 2_147_483_647;

/** Nonsense falls back to the defaults and too much is lowered, both without an error (squash.md 2.2). */
export function readPage(query: URLSearchParams, maxPageSize: number): PageRequest {
  const number = integer(query.get('page'));
  const size = integer(query.get('size'));
  return {
    number: number === undefined || number < 0 ? 0 : number,
    size: size === undefined || size < 1 ? DEFAULT_SIZE : Math.min(size, maxPageSize),
  };
}

function integer(text: string | null): number | undefined {
  if (text === null || !/^[+-]?\d+$/u.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) > LARGEST_INTEGER ? undefined : value;
}
