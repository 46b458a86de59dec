import { parseLocator, refuseUnknownDimensions, valueOf } from './locator.ts';
import { badLocator } from '../protocol/rest-error.ts';

/** A test of a text that may be missing. */
type ValueCondition = (actual: string | undefined) => boolean;

type Comparison = (actual: string, expected: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  equals: (actual, expected) => actual === expected,
  'starts-with': (actual, expected) => actual.startsWith(expected),
  contains: (actual, expected) => actual.includes(expected),
  'ends-with': (actual, expected) => actual.endsWith(expected),
  matches: (actual, expected) => expression(expected).test(actual),
  'more-than': (actual, expected) => Number(actual) > Number(expected),
  'no-more-than': (actual, expected) => Number(actual) <= Number(expected),
  'less-than': (actual, expected) => Number(actual) < Number(expected),
  'no-less-than': (actual, expected) => Number(actual) >= Number(expected),
};

/** Opposites hold for a missing text too. */
const opposites: Readonly<Record<string, string>> = {
  'does-not-equal': 'equals',
  'does-not-contain': 'contains',
  'does-not-match': 'matches',
};

/**
 * Reads the value of `email`, `name` and the like, which is parsed again as a locator: a bare text means equals;
 * otherwise `value`, `matchType` and `ignoreCase` (section 2.1).
 */
export function parseValueCondition(text: string): ValueCondition {
  const locator = parseLocator(text);
  if (locator.single !== undefined) {
    const expected = locator.single;
    return (actual) => actual === expected;
  }
  refuseUnknownDimensions(locator, ['value', 'matchType', 'ignoreCase']);
  return valueCondition(
    valueOf(locator, 'value'),
    valueOf(locator, 'matchType'),
    valueOf(locator, 'ignoreCase') === 'true',
  );
}

/** Builds a condition from its parts; without a value and a type any existing text will do. */
export function valueCondition(
  value: string | undefined,
  matchType: string = value === undefined ? 'exists' : 'equals',
  ignoreCase = false,
): ValueCondition {
  if (matchType === 'any') return () => true;
  if (matchType === 'exists') return (actual) => actual !== undefined;
  if (matchType === 'not-exists') return (actual) => actual === undefined;
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const opposite = opposites[matchType];
  const compare = comparisons[opposite ?? matchType];
  if (compare === undefined) throw badLocator(`Unsupported parameter match type: '${matchType}'.`);
  if (value === undefined) throw badLocator(`Match type '${matchType}' needs dimension 'value'.`);
  const expected = fold(value);
  // A regular expression that cannot be read is refused now, not when the first user is looked at.
  compare('', expected);
  return (actual) => {
    const holds = actual !== undefined && compare(fold(actual), expected);
    return opposite === undefined ? holds : !holds;
  };
}

function expression(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, 'u');
  } catch {
    throw badLocator(`Invalid regular expression '${source}'.`);
  }
}
