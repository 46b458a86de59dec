import { Kind, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, StringValueNode } from 'graphql';

const roots: ReadonlySet<string> = new Set(['Query', 'Mutation']);

/**
 * The SDL with a sentence on its scope in the description of every field that can be asked for first, and of any other
 * that has a rule of its own: introspection does not show directives, and GraphiQL shows descriptions.
 */
export function describeScopes(sdl: DocumentNode): DocumentNode {
  return visit(sdl, {
    ObjectTypeDefinition: (type) => {
      const common = roots.has(type.name.value) ? sentenceOf(type.directives) : undefined;
      return { ...type, fields: type.fields?.map((field) => described(field, common)) };
    },
  });
}

function described(field: FieldDefinitionNode, common: string | undefined): FieldDefinitionNode {
  const sentence = sentenceOf(field.directives) ?? common;
  if (sentence === undefined) return field;
  return { ...field, description: appended(field.description, sentence) };
}

/** A paragraph of its own where the description has several; a list or an example may be the last of them. */
function appended(description: StringValueNode | undefined, sentence: string): StringValueNode {
  const before = description?.value ?? '';
  const isLong = before.includes('\n');
  const value = [before, sentence].filter((part) => part !== '').join(isLong ? '\n\n' : ' ');
  return { ...description, kind: Kind.STRING, value, block: isLong };
}

function sentenceOf(directives: readonly ConstDirectiveNode[] = []): string | undefined {
  for (const { name, arguments: given } of directives) {
    const scope = given?.find((argument) => argument.name.value === 'scope')?.value;
    if (name.value === 'needsNoScope') return 'Needs no scope.';
    if (name.value === 'needs' && scope?.kind === Kind.ENUM) return `Needs the scope ${scope.value}.`;
  }
  return undefined;
}
