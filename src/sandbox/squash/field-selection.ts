import type { SquashSwitches } from './switches.ts';

/** What a `fields` parameter asks for. */
export interface FieldSelection {
  /** `*`. */
  readonly everything: boolean;
  /** Names asked for, each with the selection in its brackets. */
  readonly included: ReadonlyMap<string, FieldSelection | undefined>;
  /** Names taken away by `-name`. */
  readonly excluded: ReadonlySet<string>;
}

/** Reads `fields`; undefined where it is not given. Names nobody knows are kept: they select nothing. */
export function readFields(query: URLSearchParams, switches: SquashSwitches): FieldSelection | undefined {
  const text = query.getAll('fields').join(',').trim();
  return text === '' ? undefined : parseFields(text, switches);
}

/** The attributes to show, out of those that exist, in the order in which they exist. */
export function selectedNames(
  selection: FieldSelection | undefined,
  existing: readonly string[],
  usual: ReadonlySet<string>,
): readonly string[] {
  if (selection === undefined) return existing.filter((name) => usual.has(name));
  const { everything, included, excluded } = selection;
  const onlyTakesAway = included.size === 0 && excluded.size > 0;
  return existing.filter((name) => {
    if (excluded.has(name)) return false;
    return everything || included.has(name) || (onlyTakesAway && usual.has(name));
  });
}

function parseFields(text: string, switches: SquashSwitches): FieldSelection {
  const included = new Map<string, FieldSelection | undefined>();
  const excluded = new Set<string>();
  let everything = false;
  const wildcards = switches.wildcardFieldsHonoured;
  for (const part of splitFields(text, switches.nestedFieldsHonoured)) {
    if (wildcards && part === '*') everything = true;
    else if (wildcards && part.startsWith('-')) excluded.add(part.slice(1));
    else includeField(included, part, switches);
  }
  return { everything, included, excluded };
}

function includeField(
  included: Map<string, FieldSelection | undefined>,
  part: string,
  switches: SquashSwitches,
): void {
  const nested = switches.nestedFieldsHonoured ? /^([^[]+)\[(.*)\]$/u.exec(part) : null;
  const [, name = part, inside] = nested ?? [];
  included.set(name.trim(), inside === undefined ? undefined : parseFields(inside, switches));
}

/** Splits at commas; where nesting is understood, only at those outside of brackets. */
function splitFields(text: string, nesting: boolean): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of text) {
    if (nesting && character === '[') depth += 1;
    if (nesting && character === ']') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
