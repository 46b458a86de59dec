import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import type { GraphQLArgument, GraphQLInputField, GraphQLNamedType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '#server/build-schema.ts';
import { contract, isLater, agreedTypes } from '../../support/contract.ts';

const served = buildSchema();
const promised = [...agreedTypes().values()];

type Input = GraphQLArgument | GraphQLInputField;

/** `name: Type! = default` */
function inputLine({ name, type, defaultValue }: Input): string {
  return `${name}: ${type.toString()}${defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`}`;
}

/** Everything a type promises, a line each, in the order of the alphabet. */
function promisesOf(type: GraphQLNamedType): string[] {
  const lines = [];
  if (isEnumType(type)) lines.push(...type.getValues().map(({ name }) => name));
  if (isUnionType(type)) lines.push(...type.getTypes().map(({ name }) => `| ${name}`));
  if (isInputObjectType(type)) {
    lines.push(...Object.values(type.getFields()).map(inputLine));
    if (type.isOneOf) lines.push('@oneOf');
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    lines.push(...type.getInterfaces().map(({ name }) => `implements ${name}`));
    for (const field of Object.values(type.getFields())) {
      if (isLater(`${type.name}.${field.name}`)) continue;
      lines.push(`${field.name}: ${field.type.toString()}`);
      lines.push(...field.args.map((argument) => `${field.name}(${inputLine(argument)})`));
    }
  }
  return lines.sort();
}

const kindOf = (type: GraphQLNamedType | undefined): string => type?.astNode?.kind ?? 'missing';

describe('the schema that is served keeps the contract', () => {
  it('of which nothing that reading can meet is left out of this test', () => {
    expect(promised.length).toBeGreaterThan(60);
    expect(promised.flatMap(promisesOf).length).toBeGreaterThan(400);
  });

  it.each(promised.map((type) => [type.name, type] as const))('%s', (name, type) => {
    const found = served.getType(name);
    expect(found, `${name} is missing`).toBeDefined();
    if (found === undefined) return;
    if (!isScalarType(type) || type.astNode) expect(kindOf(found)).toBe(kindOf(type));
    const kept = new Set(promisesOf(found));
    expect(promisesOf(type).filter((line) => !kept.has(line))).toEqual([]);
  });

  it('and what it lacks of it is listed as coming later, no more', () => {
    const missing = Object.keys(contract.getTypeMap()).filter((name) => served.getType(name) === undefined);
    expect(missing.filter((name) => agreedTypes().has(name))).toEqual([]);
  });
});
