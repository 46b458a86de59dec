import type { GraphqlAnswer, Stack } from './start-stack.ts';

export interface Asked {
  readonly answer: GraphqlAnswer;
  // As the query of the test selects it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any;
  /** What the upstreams were asked meanwhile, decoded: `GET /api/users?page=1`. */
  readonly calls: readonly string[];
}

export interface Question {
  readonly document: string;
  readonly variables?: object;
  readonly headers?: Record<string, string>;
}

/** Runs a query and tells what it asked of all upstreams. */
export async function ask(stack: Stack, question: Question | string): Promise<Asked> {
  const { document, variables, headers }: Question =
    typeof question === 'string' ? { document: question } : question;
  let answer: GraphqlAnswer | undefined;
  const calls = await stack.callsDuring(undefined, async () => {
    answer = await stack.query(document, variables, headers);
  });
  if (answer === undefined) throw new Error('The query never ran.');
  return { answer, data: answer.data, calls: calls.map((call) => decodeURIComponent(call)) };
}
