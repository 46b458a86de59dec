import { describe, expect, it } from 'vitest';
import type { Scope } from '#context.ts';
import { buildSchema } from '#server/build-schema.ts';
import { withIncluded } from '#server/scopes/included-scopes.ts';
import { askAs, selectionOf } from './ask-as.ts';

const schema = buildSchema();

/** What the contract says of scopes (test/support/core.graphql, "Scopes"), field by field. */
const needed: Readonly<Record<'Query' | 'Mutation', Readonly<Record<string, Scope | 'NONE'>>>> = {
  Query: {
    node: 'READ',
    nodes: 'READ',
    viewer: 'NONE',
    systems: 'READ',
    system: 'READ',
    users: 'READ',
    user: 'READ',
    roles: 'READ',
    groups: 'READ',
    teams: 'READ',
    projects: 'READ',
    accessTokens: 'READ',
  },
  Mutation: {
    createUser: 'WRITE',
    updateUser: 'WRITE',
    setUserStatus: 'WRITE',
    deleteUsers: 'ADMIN',
    assignRoles: 'WRITE',
    revokeRoles: 'WRITE',
    replaceRoles: 'WRITE',
    addToGroups: 'WRITE',
    removeFromGroups: 'WRITE',
    replaceGroups: 'WRITE',
    addToTeams: 'WRITE',
    removeFromTeams: 'WRITE',
    grantProjectPermission: 'WRITE',
    revokeProjectPermissions: 'WRITE',
    revokeAccess: 'WRITE',
    createAccessToken: 'TOKENS',
    revokeAccessTokens: 'TOKENS',
    revokeAllAccessTokens: 'TOKENS',
  },
};

/** Which of them each set of scopes opens, as it is written in a key. */
const opened: readonly { readonly scopes: readonly Scope[]; readonly opens: readonly (Scope | 'NONE')[] }[] =
  [
    { scopes: [], opens: ['NONE'] },
    { scopes: ['READ'], opens: ['NONE', 'READ'] },
    { scopes: ['WRITE'], opens: ['NONE', 'READ', 'WRITE'] },
    { scopes: ['TOKENS'], opens: ['NONE', 'READ', 'TOKENS'] },
    { scopes: ['ADMIN'], opens: ['NONE', 'READ', 'WRITE', 'TOKENS', 'ADMIN'] },
    { scopes: ['READ', 'WRITE'], opens: ['NONE', 'READ', 'WRITE'] },
    { scopes: ['READ', 'TOKENS'], opens: ['NONE', 'READ', 'TOKENS'] },
    { scopes: ['WRITE', 'TOKENS'], opens: ['NONE', 'READ', 'WRITE', 'TOKENS'] },
    { scopes: ['READ', 'WRITE', 'TOKENS'], opens: ['NONE', 'READ', 'WRITE', 'TOKENS'] },
    { scopes: ['READ', 'ADMIN'], opens: ['NONE', 'READ', 'WRITE', 'TOKENS', 'ADMIN'] },
  ];

it.each(['Query', 'Mutation'] as const)('no field of %s is left out of the table', (root) => {
  const type = schema.getType(root);
  const served = type !== undefined && 'getFields' in type ? Object.keys(type.getFields()) : [];
  expect(served.toSorted()).toEqual(Object.keys(needed[root]).toSorted());
});

describe.each(opened)('a caller with $scopes', ({ scopes, opens }) => {
  const fields = (['Query', 'Mutation'] as const).flatMap((root) =>
    Object.entries(needed[root]).map(([name, rule]) => ({ root, name, rule, isOpen: opens.includes(rule) })),
  );

  it.each(fields)('$name of $root, which needs $rule: open $isOpen', async ({ root, name, rule, isOpen }) => {
    const text = `${root.toLowerCase()} { ${selectionOf(schema, root, name)} }`;
    const held = withIncluded(scopes);
    const { result, touched, refusals } = await askAs(schema, held, text);
    const [error] = result.errors ?? [];
    if (isOpen) {
      expect(error?.message ?? '').not.toContain('needs the scope');
      if (name === 'viewer') expect(error).toBeUndefined();
      else expect(touched).not.toEqual([]);
      expect(refusals).toEqual([]);
      return;
    }
    expect(error?.originalError).toMatchObject({ name: 'RollcallError', code: 'FORBIDDEN' });
    expect(error?.message).toBe(
      `This needs the scope ${rule}; somebody has ${held.length === 0 ? 'none' : held.join(', ')}.`,
    );
    expect(error?.path).toEqual([name]);
    expect(touched).toEqual([]);
    expect(refusals).toEqual(root === 'Mutation' ? [`${name} FORBIDDEN`] : []);
  });
});

describe('whoever has no scope at all', () => {
  it('is told who they are, and the schema', async () => {
    const text = '{ viewer { name scopes } __schema { queryType { name } } __typename }';
    const { result } = await askAs(schema, [], text);
    expect(result).toEqual({
      data: {
        viewer: { name: 'somebody', scopes: [] },
        __schema: { queryType: { name: 'Query' } },
        __typename: 'Query',
      },
    });
  });

  it('gets nothing else, under whatever name and through whatever fragment', async () => {
    const text = `query { ...all me: viewer { name } } fragment all on Query { ... { other: systems { key } } }`;
    const { result, touched } = await askAs(schema, [], text);
    expect(result.data ?? null).toBeNull();
    expect(result.errors?.map(({ path }) => path)).toEqual([['other']]);
    expect(touched).toEqual([]);
  });
});
