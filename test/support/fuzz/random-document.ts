import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputField,
  GraphQLInputType,
  GraphQLNamedType,
  GraphQLSchema,
} from 'graphql';
import type { Choices } from './choices.ts';

export interface RandomRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Things that exist: made-up ids alone would never get past the front door. */
export interface Known {
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
  readonly texts: readonly string[];
}

interface Making {
  readonly schema: GraphQLSchema;
  readonly choices: Choices;
  readonly known: Known;
  readonly variables: Map<string, { readonly type: string; readonly value: unknown }>;
  readonly fragments: Map<string, string>;
  /** Fields left to select, so that nothing gets out of hand. */
  budget: number;
  /** Aliases given so far: the same field may come twice, with other arguments. */
  aliases: number;
}

const deepest = 6;

/** An operation that fits the schema: fields, arguments, variables, aliases, fragments and directives as they come. */
export function randomRequest(
  schema: GraphQLSchema,
  operation: 'query' | 'mutation',
  choices: Choices,
  known: Known,
): RandomRequest {
  const making: Making = {
    schema,
    choices,
    known,
    variables: new Map(),
    fragments: new Map(),
    budget: 25,
    aliases: 0,
  };
  const root = schema.getRootType(operation === 'query' ? ('query' as never) : ('mutation' as never));
  if (root === undefined || root === null) throw new Error(`The schema has no ${operation}.`);
  const selection = selectionOf(root, making, 0);
  const declared = [...making.variables].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
  const head = declared === '' ? operation : `${operation} Random(${declared})`;
  return {
    query: [`${head} ${selection}`, ...making.fragments.values()].join('\n'),
    variables: Object.fromEntries([...making.variables].map(([name, { value }]) => [name, value])),
  };
}

function selectionOf(type: GraphQLNamedType, making: Making, depth: number): string {
  const { choices } = making;
  const parts: string[] = ['__typename'];
  const size = 1 + choices.below(4);
  for (let index = 0; index < size && making.budget > 0; index += 1) {
    making.budget -= 1;
    if (isUnionType(type) || (isInterfaceType(type) && choices.often(7))) {
      const possible = choices.pick(making.schema.getPossibleTypes(type));
      parts.push(`... on ${possible.name} ${selectionOf(possible, making, depth + 1)}`);
    } else if (isObjectType(type) || isInterfaceType(type)) {
      parts.push(fieldOf(choices.pick(Object.values(type.getFields())), making, depth));
    }
  }
  const selection = `{ ${parts.join(' ')} }`;
  return choices.often(1) ? `{ ...${fragmentOf(type, selection, making)} }` : selection;
}

function fragmentOf(type: GraphQLNamedType, selection: string, making: Making): string {
  const name = `Part${making.fragments.size}`;
  making.fragments.set(name, `fragment ${name} on ${type.name} ${selection}`);
  return name;
}

function fieldOf(field: GraphQLField<unknown, unknown>, making: Making, depth: number): string {
  const target = getNamedType(field.type);
  if (!isLeafType(target) && depth >= deepest) return '__typename';
  const values = field.args
    .filter((each) => isRequired(each) || making.choices.often(4))
    .map((each) => `${each.name}: ${argument(each, making)}`);
  const given = values.length === 0 ? '' : `(${values.join(', ')})`;
  const rest = isLeafType(target) ? '' : ` ${selectionOf(target, making, depth + 1)}`;
  making.aliases += 1;
  return `f${making.aliases}: ${field.name}${given}${directive(making)}${rest}`;
}

function directive({ choices }: Making): string {
  if (!choices.often(1)) return '';
  return ` @${choices.pick(['include', 'skip'])}(if: ${choices.pick(['true', 'false'])})`;
}

function isRequired(each: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(each.type) && each.defaultValue === undefined;
}

function argument(each: GraphQLArgument, making: Making): string {
  const value = valueOf(each.type, making, each.name, 0);
  if (!making.choices.often(3)) return literal(value, each.type);
  const name = `v${making.variables.size}`;
  making.variables.set(name, { type: String(each.type), value });
  return `$${name}`;
}

function valueOf(type: GraphQLInputType, making: Making, name: string, depth: number): unknown {
  const { choices } = making;
  if (isNonNullType(type)) return valueOf(type.ofType, making, name, depth);
  if (isListType(type)) {
    const size = choices.below(4);
    return Array.from({ length: size }, () => valueOf(type.ofType, making, name, depth));
  }
  if (isEnumType(type)) return choices.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const chosen = type.isOneOf
      ? [choices.pick(fields)]
      : fields.filter((field) => isRequired(field) || (depth < 3 && choices.often(3)));
    const members = chosen.map((field) => [field.name, memberOf(field, making, depth + 1)] as const);
    return Object.fromEntries(members);
  }
  return scalarOf(type.name, making, name);
}

/** Mostly rehearsals: a fuzzer with an administrator's rights would soon have nobody left to ask about. */
function memberOf(field: GraphQLInputField, making: Making, depth: number): unknown {
  if (field.name === 'dryRun') return making.choices.often(9);
  return valueOf(field.type, making, field.name, depth);
}

function scalarOf(type: string, { choices, known }: Making, name: string): unknown {
  switch (type) {
    case 'Int':
      return choices.pick([0, 1, 2, 3, 5, 50, 500, -1, 501, 2_147_483_647, -2_147_483_648]);
    case 'Float':
      return choices.pick([0, -0.5, 1e300]);
    case 'Boolean':
      return choices.often(5);
    case 'DateTime':
      return choices.pick(['2026-01-31T08:15:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999+14:00']);
    case 'ID':
      return choices.pick(known.ids);
    default:
      if (name === 'after' || name === 'before') return choices.pick(known.cursors);
      return choices.pick(known.texts);
  }
}

/** As the language writes it: names of enum values and of members bare. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (isListType(type)) {
    return `[${(value as readonly unknown[]).map((each) => literal(each, type.ofType)).join(', ')}]`;
  }
  if (isEnumType(type)) return String(value);
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const members = Object.entries(value as object).map(([name, member]) => {
      const field = fields[name];
      return field === undefined ? '' : `${name}: ${literal(member, field.type)}`;
    });
    return `{ ${members.join(', ')} }`;
  }
  return JSON.stringify(value);
}
