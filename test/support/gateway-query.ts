import type { SandboxSystem } from '#sandbox/sandbox.ts';
import type { GraphqlAnswer, Stack } from './start-stack.ts';

export const systemKeys: readonly SandboxSystem[] = ['zephyr', 'foreman', 'squash', 'teamcity'];

/** The global id of an account, asked of the gateway. */
export async function userId(stack: Stack, system: SandboxSystem, login: string): Promise<string> {
  const answer = await stack.query(
    'query ($system: String!, $login: String!) { user(by: { login: { system: $system, login: $login } }) { id } }',
    { system, login },
  );
  return answer.data.user.id as string;
}

/** Global ids of the first `count` accounts of a system in the order of their logins. */
export async function userIds(stack: Stack, system: SandboxSystem, count: number): Promise<string[]> {
  const document = `query ($systems: [String!], $count: Int) {
    users(filter: { systems: $systems }, first: $count) { nodes { id } } }`;
  const answer = await stack.query(document, { systems: [system], count });
  return answer.data.users.nodes.map((node: { readonly id: string }) => node.id);
}

/** Sends a body as it is, so that it may be malformed. */
export async function postRaw(
  stack: Stack,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { status: response.status, text: await response.text() };
}

/** `CODE system` of each error, sorted. */
export function errorCodes(answer: GraphqlAnswer): string[] {
  return (answer.errors ?? [])
    .map(({ extensions: { code, system } }) => (system === undefined ? code : `${code} ${system}`))
    .sort();
}
