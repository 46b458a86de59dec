import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, extendSchema, isIntrospectionType, isObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { resolvers } from '#resolvers/resolvers.ts';
import { buildSchema, readSdl } from '#server/build-schema.ts';
import { enforceScopes } from '#server/scopes/enforce-scopes.ts';
import { askAs } from './ask-as.ts';

const served = buildSchema();
const directives = `directive @needs(scope: Scope!) on FIELD_DEFINITION | OBJECT
  directive @needsNoScope on FIELD_DEFINITION | OBJECT
  enum Scope { READ WRITE TOKENS ADMIN }`;

describe('a schema cannot be built', () => {
  const planted = (sdl: string) => () => enforceScopes(extendSchema(buildASTSchema(readSdl()), parse(sdl)));

  it('unless nothing is planted in it', () => {
    expect(planted('type Plant @needs(scope: READ) { leaf: String }')).not.toThrow();
  });

  it.each([
    ['a mutation without a rule', 'extend type Mutation { plant: String }', 'Mutation.plant has none'],
    [
      'a type without a rule',
      'type Plant { leaf: String, stem: String }',
      'Plant.leaf has none; Plant.stem has none',
    ],
    [
      'a field with two rules',
      'extend type Query { plant: String @needs(scope: READ) @needsNoScope }',
      'Query.plant has several',
    ],
    [
      'a type with two rules',
      'type Plant @needs(scope: READ) @needsNoScope { leaf: String }',
      'Plant.leaf has several',
    ],
    [
      'a rule where nothing would hold it',
      'interface Plant { leaf: String @needs(scope: ADMIN) }',
      'Plant.leaf, of an interface, has one',
    ],
  ])('with %s', (_what, sdl, message) => {
    expect(planted(sdl)).toThrow(message);
  });

  it('without the directives themselves', () => {
    expect(() => enforceScopes(buildASTSchema(parse('type Query { plant: String }')))).toThrow('@needs');
  });
});

describe('the schema that is served', () => {
  const types = Object.values(served.getTypeMap()).filter(
    (type) => isObjectType(type) && !isIntrospectionType(type),
  );
  const isRule = (name: string): boolean => name === 'needs' || name === 'needsNoScope';

  it('has exactly one rule for every field of every object, its own or its type’s', () => {
    const fields = types.filter(isObjectType).flatMap((type) => {
      const common = type.astNode?.directives ?? [];
      return Object.values(type.getFields()).map((field) => {
        const own = (field.astNode?.directives ?? []).filter(({ name }) => isRule(name.value));
        const rules = own.length > 0 ? own : common.filter(({ name }) => isRule(name.value));
        return { name: `${type.name}.${field.name}`, rules: rules.length };
      });
    });
    expect(fields.length).toBeGreaterThan(200);
    expect(fields.filter(({ rules }) => rules !== 1)).toEqual([]);
  });

  it('pays for scopes at its roots only: within objects the resolvers stay as they were', () => {
    const schema = makeExecutableSchema({ typeDefs: readSdl(), resolvers });
    const resolves = () =>
      Object.values(schema.getTypeMap())
        .filter(isObjectType)
        .flatMap((type) =>
          Object.values(type.getFields()).map(
            (field) => [`${type.name}.${field.name}`, field.resolve] as const,
          ),
        );
    const before = new Map(resolves());
    enforceScopes(schema);
    const wrapped = resolves().filter(([name, resolve]) => resolve !== before.get(name));
    const names = wrapped.map(([name]) => name);
    const roots = [...before.keys()].filter((name) => /^(?:Query|Mutation)[.]/u.test(name));
    expect(names.toSorted()).toEqual(roots.filter((name) => name !== 'Query.viewer').toSorted());
  });

  it('says in the description of every field that can be asked for first what it needs', () => {
    const described = (['Query', 'Mutation'] as const).flatMap((root) => {
      const type = served.getType(root);
      return isObjectType(type) ? Object.values(type.getFields()) : [];
    });
    const silent = described.filter(
      ({ description }) => !/Needs (?:no scope|the scope [A-Z]+)\.$/u.test(description ?? ''),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
    const deleteUsers = described.find(({ name }) => name === 'deleteUsers');
    expect(deleteUsers?.description).toMatch(/ Needs the scope ADMIN\.$/u);
  });
});

describe('a field within an object', () => {
  const schema = makeExecutableSchema({
    typeDefs: `${directives}
      type Query { open: Garden @needsNoScope, read: Garden @needs(scope: READ), any: Plant @needs(scope: READ) }
      type Mutation { plant: Garden @needs(scope: WRITE) }
      type Garden @needsNoScope { tree: Tree, secret: String @needs(scope: ADMIN) }
      interface Plant { leaf: String }
      type Tree implements Plant @needs(scope: READ) { leaf: String, fruit: Fruit @needs(scope: TOKENS) }
      type Fruit @needs(scope: READ) { seed: String @needs(scope: TOKENS), name: String }
      type Shrub implements Plant @needs(scope: READ) { leaf: String }`,
    resolvers: {
      Query: { open: () => ({}), read: () => ({}), any: () => ({ __typename: 'Tree' }) },
      Garden: { tree: () => ({ leaf: 'a leaf', fruit: { seed: 'a seed' } }), secret: () => 'a secret' },
    },
  });
  const isWrapped = (type: string, field: string): boolean => {
    const found = schema.getType(type);
    return isObjectType(found) && found.getFields()[field]?.resolve !== undefined;
  };
  enforceScopes(schema);

  it('is held to its rule where some way to it demands less', async () => {
    const { result } = await askAs(schema, [], '{ open { tree { leaf } } }');
    expect(result).toMatchObject({ data: { open: { tree: { leaf: null } } } });
    expect(result.errors?.map(({ path }) => path)).toEqual([['open', 'tree', 'leaf']]);
  });

  it('is held to a rule stricter than its type’s', async () => {
    const { result } = await askAs(schema, ['READ'], '{ read { secret tree { leaf fruit { seed } } } }');
    expect(result.data).toEqual({ read: { secret: null, tree: { leaf: 'a leaf', fruit: null } } });
    expect(result.errors?.map(({ path }) => path)).toEqual([
      ['read', 'secret'],
      ['read', 'tree', 'fruit'],
    ]);
    const admin = await askAs(schema, ['READ', 'WRITE', 'TOKENS', 'ADMIN'], '{ read { secret } }');
    expect(admin.result).toEqual({ data: { read: { secret: 'a secret' } } });
  });

  it('costs nothing where every way to it demands as much, or more', () => {
    expect(isWrapped('Tree', 'leaf')).toBe(true);
    expect(isWrapped('Shrub', 'leaf')).toBe(false);
    expect(isWrapped('Fruit', 'seed')).toBe(false);
    expect(isWrapped('Fruit', 'name')).toBe(false);
  });
});
