import { expect } from 'vitest';
import { ask } from './gateway-asked.ts';
import type { GraphqlAnswer, GraphqlError, Stack } from './start-stack.ts';

export interface Refusal {
  readonly document: string;
  readonly variables?: object;
  readonly code: string;
  /** What the message has to say: what was expected, and what came. */
  readonly says: readonly (string | RegExp)[];
}

/** The one error, which must be fit for a reader and hold nothing of the gateway's insides. */
export function onlyError(answer: GraphqlAnswer): GraphqlError {
  expect(answer.errors, JSON.stringify(answer.data)).toHaveLength(1);
  const [error] = answer.errors ?? [];
  if (error === undefined) throw new Error('There is no error.');
  const text = JSON.stringify(answer.errors);
  expect(text).not.toMatch(/stack|node_modules|\.ts:|\bat \w+ \(/u);
  expect(error.message).not.toMatch(/Something went wrong/u);
  return error;
}

/** Runs a query that must be refused before anything is asked upstream. */
export async function expectRefused(
  stack: Stack,
  { document, variables, code, says }: Refusal,
): Promise<GraphqlAnswer> {
  const { answer, calls } = await ask(stack, { document, variables: variables ?? {} });
  const error = onlyError(answer);
  expect(error.extensions.code, error.message).toBe(code);
  for (const part of says) expect(error.message).toMatch(part);
  // A request that is wrong costs no upstream call.
  expect(calls).toEqual([]);
  return answer;
}
