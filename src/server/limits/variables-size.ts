import { inWords } from './counted.ts';

export interface VariablesLimits {
  /** Members and items, counted one by one. */
  readonly maxVariableValues: number;
}

/** The deepest input of the schema is a handful of levels deep; what is deeper fits none and is a burden to refuse. */
const maxNesting = 50;

export interface VariablesSize {
  readonly values: number;
  /** Why they are more than is looked at; undefined where they are not. */
  readonly problem: string | undefined;
}

export function variablesSize(
  variables: Readonly<Record<string, unknown>>,
  { maxVariableValues }: VariablesLimits,
): VariablesSize {
  let values = 0;
  // Level by level, without calling itself: JSON may be nested deeper than the stack is.
  let level: readonly unknown[] = Object.values(variables);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxNesting) {
      const problem = `The variables are nested more than ${maxNesting} levels deep, which no input is.`;
      return { values, problem };
    }
    values += level.length;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  if (values <= maxVariableValues) return { values, problem: undefined };
  const problem = `The variables hold ${inWords(values)} values; ${inWords(maxVariableValues)} are allowed. Ask for less at once, or raise limits.maxVariableValues.`;
  return { values, problem };
}
