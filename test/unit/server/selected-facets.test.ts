import { GraphQLError, Kind, parse, validate } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { expect, it } from 'vitest';
import { buildSchema } from '#server/build-schema.ts';
import { selectedFacets } from '#server/selected-facets.ts';

const schema = buildSchema();

/** Facets in the order of the alphabet; the document must be valid. */
function facetsOf(text: string, variables: Record<string, unknown> = {}, operationName?: string): string[] {
  const document = parse(text);
  const problems = validate(schema, document).filter(({ message }) => !message.includes('never used'));
  if (problems.length > 0) throw new GraphQLError(problems.join('\n'));
  const operation = document.definitions.find(
    (each): each is OperationDefinitionNode =>
      each.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || each.name?.value === operationName),
  );
  if (operation === undefined) throw new Error('Expected an operation.');
  return [...selectedFacets(schema, document, operation, variables)].sort();
}

const onUsers = (selection: string, definitions = ''): string =>
  `query ($on: Boolean = true, $off: Boolean = false, $given: Boolean) { users { nodes { id ${selection} } } } ${definitions}`;

it.each([
  ['nothing but light fields', 'login email status', []],
  [
    'each of them',
    'roles{id} groups{id} teams{id} projectPermissions{id} details{__typename}',
    ['details', 'groups', 'projectPermissions', 'roles', 'teams'],
  ],
  ['under another name', 'login: roles { id } roles: groups { id }', ['groups', 'roles']],
  [
    'in an inline fragment',
    '... { roles { id } } ... on User { groups { id } } ... on Node { ... on User { teams { id } } }',
    ['groups', 'roles', 'teams'],
  ],
  ['left out by @skip', 'roles @skip(if: true) { id } groups @skip(if: false) { id }', ['groups']],
  ['left out by @include', 'roles @include(if: false) { id } groups @include(if: true) { id }', ['groups']],
  [
    'left out by the default of a variable',
    'roles @skip(if: $on) { id } groups @include(if: $off) { id } teams @include(if: $on) { id }',
    ['teams'],
  ],
  [
    'left out with the fragment they are in',
    '... @skip(if: true) { roles { id } } ... @include(if: $on) { groups { id } }',
    ['groups'],
  ],
  ['with both directives', 'roles @include(if: true) @skip(if: true) { id }', []],
  ['tokens, which are read apart', 'accessTokens { name }', []],
])('facets are found: %s', (_name, selection, facets) => {
  expect(facetsOf(onUsers(selection))).toEqual(facets);
});

it('facets depend on the variables given', () => {
  const text =
    'query ($with: Boolean!) { users { nodes { roles @include(if: $with) { id } groups @skip(if: $with) { id } } } }';
  expect(facetsOf(text, { with: true })).toEqual(['roles']);
  expect(facetsOf(text, { with: false })).toEqual(['groups']);
});

it('facets are found in fragments, and in fragments of fragments', () => {
  const text = onUsers(
    '...A',
    'fragment A on User { ...B groups { id } } fragment B on User { roles { id } }',
  );
  expect(facetsOf(text)).toEqual(['groups', 'roles']);
});

it('facets of a fragment do not count where its spread is left out everywhere', () => {
  const fragment = 'fragment A on User { roles { id } }';
  expect(facetsOf(onUsers('...A @include(if: $off)', fragment))).toEqual([]);
  expect(facetsOf(onUsers('...A @include(if: $off) ... { ...A }', fragment))).toEqual(['roles']);
});

it('facets of a fragment that nothing spreads do not count', () => {
  expect(facetsOf(onUsers('login', 'fragment A on User { roles { id } }'))).toEqual([]);
});

it('facets of another operation in the same document do not count', () => {
  const text = `
    query light { users { nodes { login ...A } } }
    query heavy { users { nodes { roles { id } ...B } } }
    fragment A on User { groups { id } }
    fragment B on User { teams { id } }`;
  expect(facetsOf(text, {}, 'light')).toEqual(['groups']);
  expect(facetsOf(text, {}, 'heavy')).toEqual(['roles', 'teams']);
});

it.each([
  ['a user by name', '{ user(by: { current: "x" }) { roles { id } } }', ['roles']],
  ['a node', '{ node(id: "x") { id ... on User { roles { id } } } }', ['roles']],
  ['nodes', '{ nodes(ids: []) { ... on User { groups { id } } ... on Role { name } } }', ['groups']],
  [
    'the holder of something',
    '{ node(id: "x") { ... on RoleAssignment { user { teams { id } } } } }',
    ['teams'],
  ],
  [
    'an interface on the way',
    '{ node(id: "x") { ... on AccessGrant { user { roles { id } } } } }',
    ['roles'],
  ],
  [
    'a union on the way',
    '{ user(by: { current: "x" }) { roles { via { ... on Group { members { nodes { groups { id } } } } } } } }',
    ['groups', 'roles'],
  ],
  [
    'members of a group',
    '{ groups { nodes { members { edges { node { details { __typename } } } } } } }',
    ['details'],
  ],
  [
    'holders of a role',
    '{ roles { nodes { holders { nodes { projectPermissions { id } } } } } }',
    ['projectPermissions'],
  ],
  ['the owner of a token', '{ accessTokens { nodes { owner { roles { id } } } } }', ['roles']],
])('facets are found on the way to an account: %s', (_name, text, facets) => {
  expect(facetsOf(text)).toEqual(facets);
});

it.each([
  ['roles of a group', '{ groups { nodes { roles { id } } } }'],
  ['all roles', '{ roles { nodes { id } } groups { nodes { id } } teams { nodes { id } } }'],
  ['the schema', '{ __schema { types { name } } }'],
])('what bears the name of a facet elsewhere is none: %s', (_name, text) => {
  expect(facetsOf(text)).toEqual([]);
});

it('variables that do not fit select nothing: the execution refuses them', () => {
  const text = 'query ($with: Boolean!) { users { nodes { roles @include(if: $with) { id } } } }';
  expect(facetsOf(text, { with: 'yes' })).toEqual([]);
  expect(facetsOf(text)).toEqual([]);
});
