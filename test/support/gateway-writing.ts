import { expect } from 'vitest';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import type { Row } from './gateway-row.ts';
import { serviceAuthorization } from './gateway-upstream.ts';
import type { GraphqlAnswer, Stack } from './start-stack.ts';

export const inputTypes = {
  createUser: 'CreateUserInput',
  updateUser: 'UpdateUserInput',
  setUserStatus: 'SetUserStatusInput',
  deleteUsers: 'DeleteUsersInput',
  assignRoles: 'RolesInput',
  revokeRoles: 'RolesInput',
  replaceRoles: 'RolesInput',
  addToGroups: 'GroupsInput',
  removeFromGroups: 'GroupsInput',
  replaceGroups: 'GroupsInput',
  addToTeams: 'TeamsInput',
  removeFromTeams: 'TeamsInput',
  grantProjectPermission: 'GrantProjectPermissionInput',
  revokeProjectPermissions: 'RevokeProjectPermissionsInput',
  revokeAccess: 'RevokeAccessInput',
  createAccessToken: 'CreateAccessTokenInput',
  revokeAccessTokens: 'RevokeAccessTokensInput',
  revokeAllAccessTokens: 'RevokeAllAccessTokensInput',
} as const;
export type MutationName = keyof typeof inputTypes;
export const mutationNames = Object.keys(inputTypes) as MutationName[];

/** A write that reached a simulated server. */
export interface Write {
  readonly system: string;
  /** `PUT /path?query`, decoded. */
  readonly line: string;
  /** Parsed where it is JSON; undefined where there is none. */
  readonly body: Row;
  readonly status: number;
}

export interface Mutated {
  readonly answer: GraphqlAnswer;
  readonly payload: Row;
  /** In the order they were received. */
  readonly writes: readonly Write[];
}

export interface MutationOptions {
  /** Selected beside what every payload has. */
  readonly select?: string;
  readonly headers?: Record<string, string>;
}

export const everyPayload = `outcome planHash
  changes { system { key } operation summary outcome isDestructive replaced manualInstruction problem { code message } }
  userErrors { code message field system { key } }`;

/** Runs one mutation and tells what was written upstream meanwhile. */
export async function mutate(
  stack: Stack,
  mutation: MutationName,
  input: object,
  { select = '', headers }: MutationOptions = {},
): Promise<Mutated> {
  const document = `mutation ($input: ${inputTypes[mutation]}!) {
    payload: ${mutation}(input: $input) { ${everyPayload} ${select} } }`;
  const { result: answer, writes } = await writesDuring(stack, () =>
    stack.query(document, { input }, headers),
  );
  return { answer, payload: answer.data?.payload, writes };
}

export async function writesDuring<T>(
  stack: Stack,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly writes: readonly Write[] }> {
  const before = stack.sandbox.calls().length;
  const result = await work();
  const calls = stack.sandbox.calls().slice(before);
  const writes = calls
    .filter(({ method }) => method !== 'GET')
    .map(({ system, method, path, query, body, status }) => ({
      system,
      line: `${method} ${decodeURIComponent(path)}${query === '' ? '' : `?${decodeURIComponent(query)}`}`,
      body: bodyOf(body),
      status,
    }));
  return { result, writes };
}

function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What was written, without bodies. */
export function lines({ writes }: Pick<Mutated, 'writes'>): string[] {
  return writes.map(({ line }) => line);
}

/** `OPERATION OUTCOME` of each change, in order. */
export function changesOf({ payload }: Mutated): string[] {
  return payload.changes.map((change: Row) => `${change.operation} ${change.outcome}`);
}

/** `CODE path.of.field` of each thing the caller can mend. */
export function userErrorsOf({ payload }: Mutated): string[] {
  return payload.userErrors.map(({ code, field }: Row) =>
    field === null ? code : `${code} ${field.join('.')}`,
  );
}

/** The account of that login, as input wants it. */
export function byLogin(system: SandboxSystem, login: string): { readonly login: object } {
  return { login: { system, login } };
}

/** What a server says itself, asked past the gateway by a plain client. */
export async function readUpstream(
  stack: Stack,
  system: SandboxSystem,
  path: string,
  authorization: string = serviceAuthorization[system],
): Promise<{ readonly status: number; readonly body: Row }> {
  const response = await fetch(`${stack.sandbox.urls[system]}${path}`, {
    headers: { authorization, accept: 'application/json' },
  });
  return { status: response.status, body: bodyOf(await response.text()) };
}

/** What a mutation that must be refused says: `CODE path.of.field` each; nothing may have been written. */
export function refusalsOf(made: Mutated): string[] {
  expect(made.answer.errors, JSON.stringify(made.answer.errors)).toBeUndefined();
  expect(lines(made)).toEqual([]);
  expect(made.payload.outcome).toBe('FAILED');
  return userErrorsOf(made);
}

export async function refusedWith(stack: Stack, mutation: MutationName, input: object): Promise<string[]> {
  return refusalsOf(await mutate(stack, mutation, input));
}
