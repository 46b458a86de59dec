import type { BenchStack } from './support/stack.ts';

export interface Figure {
  readonly what: string;
  readonly bar: string;
  readonly figure: string;
}

const holdings: Readonly<Record<string, string>> = {
  teamcity: 'roles { scope role { name } project { name } } groups { group { name } }',
  foreman: 'roles { role { name } } groups { group { name } }',
  squash: 'teams { team { name } } projectPermissions { permission project { name } }',
  zephyr: 'roles { role { name } } groups { group { name } }',
};

const bars: Readonly<Record<string, string>> = {
  teamcity: '1',
  foreman: 'min of n shows and 2+G+R',
  squash: 'pages, teams, projects; not n',
  zephyr: 'does not grow with n',
};

/** Upstream calls for accounts by id and for a page, on every system. Needs at least 200 accounts in each. */
export async function callCounts(stack: BenchStack): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const system of Object.keys(holdings)) {
    for (const count of [100, 200]) figures.push(await byIds(stack, system, count));
    figures.push(await aPage(stack, system, 'warm', {}));
    figures.push(await aPage(stack, system, 'cold', { 'cache-control': 'no-cache' }));
    if (system === 'teamcity') figures.push(await withoutNames(stack));
  }
  figures.push(await threePaths(stack));
  return figures;
}

async function byIds(stack: BenchStack, system: string, count: number): Promise<Figure> {
  const data = await stack.query(
    `query($first: Int, $systems: [String!]) { users(first: $first, filter: { systems: $systems }) { nodes { id } } }`,
    { first: count, systems: [system] },
  );
  const ids = data['users'].nodes.map((node: { readonly id: string }) => node.id);
  const figure = await counted(stack, system, () =>
    stack.query(`query($ids: [ID!]!) { nodes(ids: $ids) { ... on User { login ${holdings[system]} } } }`, {
      ids,
    }),
  );
  return {
    what: `${count} ${system} users by id with what they hold`,
    bar: count === 100 ? (bars[system] ?? '') : '',
    figure,
  };
}

async function aPage(
  stack: BenchStack,
  system: string,
  state: 'warm' | 'cold',
  headers: Record<string, string>,
): Promise<Figure> {
  const document = `query($systems: [String!]) { users(first: 100, filter: { systems: $systems }) { nodes { login ${holdings[system]} } } }`;
  const figure = await counted(stack, system, () => stack.query(document, { systems: [system] }, headers));
  const bars = { warm: '1', cold: '1 + pages of the snapshot (+ 2 lists of names)' };
  const bar = system === 'teamcity' ? bars[state] : '';
  return { what: `a page of 100 ${system} users, snapshot ${state}`, bar, figure };
}

/** Names of roles and projects come from two lists, loaded at the start; a cold page need not have them. */
async function withoutNames(stack: BenchStack): Promise<Figure> {
  const document = `{ users(first: 100, filter: { systems: ["teamcity"] }) { nodes { login roles { scope role { nativeId } } groups { group { name } } } } }`;
  const figure = await counted(stack, 'teamcity', () =>
    stack.query(document, {}, { 'cache-control': 'no-cache' }),
  );
  return { what: 'the same without names of roles and projects', bar: '1 + pages of the snapshot', figure };
}

/** By login, by id and in a list, with different selections. */
async function threePaths(stack: BenchStack): Promise<Figure> {
  const { users } = await stack.query(
    '{ users(first: 1, filter: { systems: ["teamcity"] }) { nodes { id login } } }',
  );
  const { id, login } = users.nodes[0];
  const document = `query($id: ID!, $login: String!) {
    byLogin: user(by: { login: { system: "teamcity", login: $login } }) { email roles { scope } }
    byId: node(id: $id) { ... on User { groups { group { name } } } }
    listed: users(first: 1, filter: { systems: ["teamcity"], login: $login }) { nodes { roles { scope } groups { group { name } } } }
  }`;
  const figure = await counted(stack, 'teamcity', () => stack.query(document, { id, login }));
  return { what: 'the same user reached on three paths of one query', bar: 'read once (1)', figure };
}

async function counted(stack: BenchStack, system: string, work: () => Promise<unknown>): Promise<string> {
  await stack.forgetCalls();
  await work();
  return `${(await stack.calls())[system]} calls`;
}
