import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import { counted, inWords } from './counted.ts';
import type { ExecutedSelections } from './executed-selections.ts';

export interface ShapeLimits {
  /** Levels of fields; those that only fragments add do not count. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
}

interface Shape {
  readonly depth: number;
  readonly aliases: number;
}

const leaf: Shape = { depth: 0, aliases: 0 };

/** Why an operation is of a shape that is not executed; undefined where it is. */
export function shapeProblem(executed: ExecutedSelections, limits: ShapeLimits): string | undefined {
  const { depth, aliases } = shapeOf(executed);
  if (depth > limits.maxDepth) {
    return `The operation is nested ${inWords(depth)} levels deep; ${inWords(limits.maxDepth)} are allowed. Ask for less at once, or raise limits.maxDepth.`;
  }
  if (aliases > limits.maxAliases) {
    return `The operation has ${inWords(aliases)} aliases; ${inWords(limits.maxAliases)} are allowed. Ask for less at once, or raise limits.maxAliases.`;
  }
  const rootFields = rootFieldsOf(executed);
  if (rootFields > limits.maxRootFields) {
    return `The operation has ${inWords(rootFields)} root fields; ${inWords(limits.maxRootFields)} are allowed. Ask for less at once, or raise limits.maxRootFields.`;
  }
  return undefined;
}

function shapeOf({ operation, innermostFirst, selectionsOf, setOf }: ExecutedSelections): Shape {
  const known = new Map<SelectionSetNode, Shape>();
  for (const set of innermostFirst) {
    let depth = 0;
    let aliases = 0;
    for (const selection of selectionsOf(set)) {
      const inner = setOf(selection);
      const within = (inner && known.get(inner)) ?? leaf;
      const isField = selection.kind === Kind.FIELD;
      depth = Math.max(depth, within.depth + (isField ? 1 : 0));
      aliases = counted(aliases + within.aliases + (isField && selection.alias !== undefined ? 1 : 0));
    }
    known.set(set, { depth, aliases });
  }
  return known.get(operation.selectionSet) ?? leaf;
}

/** Those that are executed: what has the same name is one. */
function rootFieldsOf({ operation, selectionsOf, setOf }: ExecutedSelections): number {
  const names = new Set<string>();
  const reached = new Set([operation.selectionSet]);
  // Grows while it is walked.
  for (const set of reached) {
    for (const selection of selectionsOf(set)) {
      if (selection.kind === Kind.FIELD) names.add((selection.alias ?? selection.name).value);
      else {
        const inner = setOf(selection);
        if (inner !== undefined) reached.add(inner);
      }
    }
  }
  return names.size;
}
