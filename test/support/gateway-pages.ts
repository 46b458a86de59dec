import type { Stack } from './start-stack.ts';

export interface WalkOptions {
  /** Field of `Query`, with its own arguments: `users` and `filter: { systems: ["squash"] }`. */
  readonly field: string;
  readonly args?: string;
  readonly size: number;
  /** Selected on each node. */
  readonly select: string;
  readonly way?: 'forward' | 'backward';
  /** Called after each page but the last. */
  readonly between?: (page: number) => Promise<void> | void;
}

export interface WalkedPage {
  // A page is as the query of the test selects it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly nodes: readonly any[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number | null;
  readonly isComplete: boolean;
}

/** Follows the cursors of a connection to its end; the pages in the order they were read. */
export async function walk(stack: Stack, options: WalkOptions): Promise<WalkedPage[]> {
  const { field, args = '', size, select, way = 'forward', between } = options;
  const [count, cursor] = way === 'forward' ? ['first', 'after'] : ['last', 'before'];
  const document = `query ($cursor: String) { list: ${field}(${args} ${count}: ${size}, ${cursor}: $cursor) {
    totalCount isComplete nodes { ${select} }
    pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;
  const pages: WalkedPage[] = [];
  for (let at: string | null = null; ;) {
    const answer = await stack.query(document, { cursor: at });
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
    const { nodes, pageInfo, totalCount, isComplete } = answer.data.list;
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
    pages.push({ nodes, hasNextPage, hasPreviousPage, totalCount, isComplete });
    if (!(way === 'forward' ? hasNextPage : hasPreviousPage)) return pages;
    if (pages.length > 500) throw new Error('The pages have no end.');
    await between?.(pages.length);
    at = way === 'forward' ? endCursor : startCursor;
  }
}

/** All nodes in the order of the list, whichever way it was walked. */
export function nodesOf(pages: readonly WalkedPage[], way: 'forward' | 'backward' = 'forward') {
  return (way === 'forward' ? pages : pages.toReversed()).flatMap((page) => page.nodes);
}
