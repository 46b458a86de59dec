import type { Figure } from './call-counts.ts';
import type { BenchStack } from './support/stack.ts';

const pageSize = 500;
const document = `query($after: String) {
  users(first: ${pageSize}, after: $after, orderBy: { field: LOGIN }) {
    isComplete
    pageInfo { hasNextPage endCursor }
    nodes { id login system { key } }
  }
}`;

/** Every account of four systems, page by page, ordered by login: each once; memory and time per page watched. */
export async function walk(stack: BenchStack, expected: number): Promise<Figure[]> {
  const seen = new Set<string>();
  const times: number[] = [];
  let peak = 0;
  let after: string | null = null;
  let rows = 0;
  for (;;) {
    const startedAt = performance.now();
    const { users } = await stack.query(document, { after });
    times.push(performance.now() - startedAt);
    if (users.isComplete !== true) throw new Error('A system is missing from the answer.');
    for (const node of users.nodes) seen.add(node.id);
    rows += users.nodes.length;
    peak = Math.max(peak, stack.gateway.memory().now);
    if (users.pageInfo.hasNextPage !== true) break;
    after = users.pageInfo.endCursor;
  }
  const [cold = 0, ...warm] = times;
  const third = Math.floor(warm.length / 3);
  const early = median(warm.slice(0, third));
  const late = median(warm.slice(-third));
  const what = `all accounts, ${pageSize} a page, by login`;
  return [
    {
      what: `${what}: rows, accounts`,
      bar: `each of ${expected} once`,
      figure: `${rows} rows, ${seen.size} accounts`,
    },
    {
      what: `${what}: resident memory, highest seen after a page`,
      bar: 'under 350 MB',
      figure: megabytes(peak),
    },
    {
      what: `${what}: resident memory, highest ever`,
      bar: '',
      figure: megabytes(stack.gateway.memory().peak),
    },
    { what: `${what}: first page (cold)`, bar: '', figure: milliseconds(cold) },
    {
      what: `${what}: median of a page, first third and last third`,
      bar: 'does not grow',
      figure: `${milliseconds(early)}, ${milliseconds(late)}`,
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
