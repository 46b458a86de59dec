import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { byLogin, everyPayload, inputTypes } from './gateway-writing.ts';
import type { MutationName } from './gateway-writing.ts';
import type { GraphqlAnswer, Stack } from './start-stack.ts';

/** What each answers beside what every payload has. */
const extras = {
  createUser: 'user { nativeId } generatedPassword',
  updateUser: 'user { nativeId }',
  setUserStatus: 'users { nativeId }',
  deleteUsers: 'deletedIds',
  assignRoles: 'user { nativeId }',
  revokeRoles: 'user { nativeId }',
  replaceRoles: 'user { nativeId }',
  addToGroups: 'user { nativeId }',
  removeFromGroups: 'user { nativeId }',
  replaceGroups: 'user { nativeId }',
  addToTeams: 'user { nativeId }',
  removeFromTeams: 'user { nativeId }',
  grantProjectPermission: 'user { nativeId }',
  revokeProjectPermissions: 'user { nativeId }',
  revokeAccess: 'revokedIds',
  createAccessToken: 'accessToken { id nativeId name } secret',
  revokeAccessTokens: 'deletedIds',
  revokeAllAccessTokens: 'deletedIds',
} as const satisfies Record<MutationName, string>;

export interface ChangeAnswer {
  readonly operation: string;
  readonly summary: string;
  readonly outcome: string;
  readonly replaced: readonly string[];
  readonly problem: { readonly code: string; readonly message: string } | null;
}
export interface PayloadAnswer {
  readonly outcome: string;
  readonly planHash: string;
  readonly changes: readonly ChangeAnswer[];
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly user?: { readonly nativeId: string } | null;
  readonly generatedPassword?: string | null;
  readonly accessToken?: { readonly id: string; readonly nativeId: string; readonly name: string } | null;
  readonly secret?: string | null;
  readonly deletedIds?: readonly string[];
  readonly revokedIds?: readonly string[];
}

export async function askMutation(
  gateway: Pick<Stack, 'query'>,
  mutation: MutationName,
  input: object,
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer> {
  const document = `mutation ($input: ${inputTypes[mutation]}!) { ${mutation}(input: $input) {
    ${everyPayload}
    ${extras[mutation]}
  } }`;
  return gateway.query(document, { input }, headers);
}

/** A mutation that answers with a payload, whatever that says; throws where it answers with errors. */
export async function mutate(
  stack: Stack,
  mutation: MutationName,
  input: object,
  headers: Record<string, string> = {},
): Promise<PayloadAnswer> {
  const answer = await askMutation(stack, mutation, input, headers);
  if (answer.errors !== undefined) throw new Error(`${mutation}: ${JSON.stringify(answer.errors)}`);
  return answer.data[mutation] as PayloadAnswer;
}

async function idsOf(
  stack: Stack,
  system: SandboxSystem,
  login: string,
  field: string,
): Promise<readonly { readonly id: string; readonly label?: string; readonly name?: string }[]> {
  const answer = await stack.query(
    `query ($ref: UserRef!) { user(by: $ref) { ${field} } }`,
    { ref: byLogin(system, login) },
    { 'cache-control': 'no-cache' },
  );
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return Object.values(answer.data.user)[0] as never;
}

type GrantField = 'roles' | 'groups' | 'teams' | 'projectPermissions';

/** Ids of the first grants of each kind that an account holds directly. */
export async function grantIds(
  stack: Stack,
  system: SandboxSystem,
  login: string,
  fields: readonly GrantField[],
): Promise<string[]> {
  const lists = await Promise.all(
    fields.map((field) => idsOf(stack, system, login, `${field} { id label via { __typename } }`)),
  );
  return lists.flatMap((list) => {
    const rows = list as readonly { readonly id: string; readonly label: string; readonly via: unknown }[];
    // Nobody can leave the group of all users.
    const direct = rows.filter(({ via, label }) => via === null && !label.includes('All Users'));
    return direct.slice(0, 1).map(({ id }) => id);
  });
}

export async function tokenIds(stack: Stack, system: SandboxSystem, login: string): Promise<string[]> {
  return (await idsOf(stack, system, login, 'accessTokens { id name }')).map(({ id }) => id);
}
