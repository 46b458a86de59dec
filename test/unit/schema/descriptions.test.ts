import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import type { GraphQLNamedType } from 'graphql';
import { expect, it } from 'vitest';
import { buildSchema } from '#server/build-schema.ts';

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** A type and everything in it, with the full name of each. */
function partsOf(type: GraphQLNamedType): Described[] {
  const within = (owner: string, parts: readonly Described[]): Described[] =>
    parts.map(({ name, description }) => ({ name: `${owner}.${name}`, description }));
  const parts: Described[] = [type];
  if (isEnumType(type)) parts.push(...within(type.name, type.getValues()));
  if (isInputObjectType(type)) parts.push(...within(type.name, Object.values(type.getFields())));
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields());
    parts.push(...within(type.name, fields));
    for (const field of fields) parts.push(...within(`${type.name}.${field.name}`, field.args));
  }
  return parts;
}

const parts = Object.values(buildSchema().getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
  .flatMap(partsOf);

it('everything in the schema says what it is', () => {
  expect(parts.length).toBeGreaterThan(400);
  expect(
    parts.filter(({ description }) => (description ?? '').trim() === '').map(({ name }) => name),
  ).toEqual([]);
});

it('nothing in the schema says so half-heartedly', () => {
  const poor = parts.filter(({ description }) => !/^[A-Z`].*[.!?`:…]$/su.test((description ?? 'X.').trim()));
  expect(poor.map(({ name, description }) => `${name}: ${description ?? ''}`)).toEqual([]);
});
