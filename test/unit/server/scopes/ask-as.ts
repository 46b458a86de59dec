import {
  execute,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import type { ExecutionResult, GraphQLInputType, GraphQLSchema } from 'graphql';
import type { GatewayContext, Scope } from '#context.ts';
import { encodeId } from '#domain/ids.ts';

/** Text of some value that fits the type: only what must be there is. */
function sampleOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return `[${sampleOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const needed = type.isOneOf ? fields.slice(0, 1) : fields.filter((field) => isNonNullType(field.type));
    return `{ ${needed.map((field) => `${field.name}: ${sampleOf(field.type)}`).join(', ')} }`;
  }
  if (type.name === 'Boolean') return 'false';
  if (type.name === 'ID') return JSON.stringify(encodeId('User', { system: 'x', user: 'x' }));
  if (type.name === 'Int' || type.name === 'Float') return '1';
  return '"x"';
}

/** `field(input: …) { __typename }` with whatever arguments it must have. */
export function selectionOf(schema: GraphQLSchema, root: 'Query' | 'Mutation', name: string): string {
  const type = schema.getType(root);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`Expected a field ${root}.${name}.`);
  const given = field.args.filter((argument) => isNonNullType(argument.type));
  const text = given.map((argument) => `${argument.name}: ${sampleOf(argument.type)}`).join(', ');
  return `${name}${text === '' ? '' : `(${text})`}${isCompositeType(getNamedType(field.type)) ? ' { __typename }' : ''}`;
}

export interface Asked {
  readonly result: ExecutionResult;
  /** What of the context the resolvers took: empty where none ran. */
  readonly touched: readonly string[];
  /** `mutation code` of each refusal told to the writer. */
  readonly refusals: readonly string[];
}

/** Executes a document as a caller with these scopes, over a context that only tells what is taken from it. */
export async function askAs(schema: GraphQLSchema, scopes: readonly Scope[], text: string): Promise<Asked> {
  const touched: string[] = [];
  const refusals: string[] = [];
  const telling = (name: string, own: object = {}): object =>
    new Proxy(own, {
      get: (target, member) => {
        if (member in target) return Reflect.get(target, member) as unknown;
        touched.push(`${name}.${String(member)}`);
        throw new Error('Only who takes what is looked at here.');
      },
    });
  const recordRefusal: GatewayContext['writer']['recordRefusal'] = async (mutation, _input, { code }) => {
    refusals.push(`${mutation} ${code}`);
  };
  const document = parse(text);
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  const contextValue = {
    viewer: { name: 'somebody', scopes },
    directory: telling('directory'),
    loaders: telling('loaders'),
    writer: telling('writer', { recordRefusal }),
  };
  return { result: await execute({ schema, document, contextValue }), touched, refusals };
}
