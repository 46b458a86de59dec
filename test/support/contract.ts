import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { GraphQLNamedType, GraphQLSchema } from 'graphql';

/** The public contract as it was agreed before the building began. */
export const contract: GraphQLSchema = buildSchema(
  readFileSync(new URL('core.graphql', import.meta.url), 'utf8'),
);

/** What comes with the correlation of people and the access review. */
const later = [
  /^Person/u,
  /^(Provision|Deprovision)/u,
  /^CopyAccess/u,
  /^GeneratedPassword$/u,
  /^AdministratorGrant$/u,
  /^AccessGrant(Connection|Edge)$/u,
  /^AccessFilter$/u,
];
const laterFields = new Set([
  'Query.people',
  'Query.person',
  'Query.access',
  'User.person',
  'User.access',
  'Project.access',
  'Mutation.provisionPerson',
  'Mutation.deprovisionPerson',
  'Mutation.copyAccess',
]);

export function isLater(name: string): boolean {
  return laterFields.has(name) || later.some((each) => each.test(name));
}

/** Types of the contract that queries and mutations can meet, later ones left out. */
export function agreedTypes(): ReadonlyMap<string, GraphQLNamedType> {
  const reached = new Map<string, GraphQLNamedType>();
  const waiting: (GraphQLNamedType | null | undefined)[] = [
    contract.getQueryType(),
    contract.getMutationType(),
  ];
  for (const type of waiting) {
    if (type === null || type === undefined || isLater(type.name) || reached.has(type.name)) continue;
    reached.set(type.name, type);
    waiting.push(...typesOf(type));
  }
  return reached;
}

function typesOf(type: GraphQLNamedType): readonly GraphQLNamedType[] {
  if (isUnionType(type)) return type.getTypes();
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => getNamedType(field.type));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields()).filter(({ name }) => !isLater(`${type.name}.${name}`));
  const used = fields.flatMap((field) => [field.type, ...field.args.map((argument) => argument.type)]);
  const implementing = isInterfaceType(type) ? contract.getPossibleTypes(type) : type.getInterfaces();
  return [...used.map((each) => getNamedType(each)), ...implementing];
}
