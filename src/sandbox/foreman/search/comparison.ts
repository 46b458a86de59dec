import { failure, unsupportedQuery } from '../answers.ts';
import { parseSearchMoment } from '../moments.ts';
import type { FieldValue, SearchField } from './fields.ts';
import { likePattern } from './pattern.ts';
import type { Comparison } from './tokens.ts';

export interface SearchClock {
  readonly now: Date;
  /** Zone of the caller. */
  readonly zone: string | undefined;
}

export type ValueTest = (value: FieldValue) => boolean;

const largestInteger = 2 ** 63;
const hourMilliseconds = 3_600_000;

/** The test of one comparison; undefined where the term vanishes. Refuses with E5 what the field cannot do. */
export function comparisonTest<Row>(
  field: SearchField<Row>,
  operator: Comparison,
  text: string,
  clock: SearchClock,
): ValueTest | undefined {
  if (field.type !== 'text' && (operator === 'like' || operator === 'unlike')) {
    throw unsupportedQuery(`the operator '${operator}' is not supported for field '${field.name}'`);
  }
  if (field.type === 'flag') return flagTest(field, operator, text);
  if (field.type === 'moment') return momentTest(operator, text, clock);
  if (operator === 'in' || operator === 'notin') return listTest(field, operator, text);
  if (operator === 'like' || operator === 'unlike') return patternTest(operator, text);
  const wanted = field.type === 'integer' ? integer(field.name, text) : text;
  return orderTest(operator, wanted);
}

/** The parts of a `^` list; a trailing comma adds none. An empty list is a database error (2.3). */
export function listValues(text: string): readonly string[] {
  const parts = text.split(',');
  while (parts.at(-1) === '') parts.pop();
  if (parts.length === 0) throw failure(500, 'syntax error at or near ")"');
  return parts.map((part) => part.trim());
}

function listTest<Row>(field: SearchField<Row>, operator: 'in' | 'notin', text: string): ValueTest {
  const parts = listValues(text);
  const wanted = new Set<FieldValue>(
    field.type === 'integer' ? parts.map((part) => integer(field.name, part)) : parts,
  );
  return (value) => value !== undefined && wanted.has(value) === (operator === 'in');
}

function integer(field: string, text: string): number {
  if (!/^-?\d+$/u.test(text.trim())) {
    throw unsupportedQuery(`Value '${text}' is not valid for field '${field}'`);
  }
  const value = Number(text);
  if (Math.abs(value) >= largestInteger)
    throw failure(500, `value "${text}" is out of range for type integer`);
  return value;
}

function patternTest(operator: 'like' | 'unlike', text: string): ValueTest {
  const pattern = likePattern(text);
  return (value) => typeof value === 'string' && pattern.test(value) === (operator === 'like');
}

type Order = Exclude<Comparison, 'like' | 'unlike' | 'in' | 'notin'>;

function orderTest(operator: Order, wanted: string | number): ValueTest {
  const holds: Readonly<Record<Order, (value: string | number) => boolean>> = {
    eq: (value) => value === wanted,
    ne: (value) => value !== wanted,
    gt: (value) => value > wanted,
    gte: (value) => value >= wanted,
    lt: (value) => value < wanted,
    lte: (value) => value <= wanted,
  };
  const test = holds[operator];
  return (value) => value !== undefined && typeof value !== 'boolean' && test(value);
}

function flagTest<Row>(field: SearchField<Row>, operator: Comparison, text: string): ValueTest {
  const isStrict = field.isLenient !== true;
  if (isStrict && text !== 'true' && text !== 'false') {
    throw unsupportedQuery(`'${field.name}' should be one of 'true, false', but the query was '${text}'`);
  }
  if (isStrict && operator !== 'eq' && operator !== 'ne') {
    throw unsupportedQuery(`Operator '${operator}' not supported for '${field.name}'`);
  }
  const wanted = (text === 'true') !== (operator === 'ne');
  return (value) => value === wanted;
}

/** `=` means within that day, or within the hour where a time was given; a day is over before `>` begins. */
function momentTest(operator: Comparison, text: string, clock: SearchClock): ValueTest | undefined {
  const moment = parseSearchMoment(text, clock.now, clock.zone);
  if (moment === undefined || operator === 'in' || operator === 'notin') return undefined;
  const { at, isDay } = moment;
  const end = at + (isDay ? 24 * hourMilliseconds : hourMilliseconds);
  if (operator === 'eq' || operator === 'ne') {
    return (value) => typeof value === 'number' && (value >= at && value < end) === (operator === 'eq');
  }
  if (isDay && operator === 'gt') return orderTest('gte', end);
  if (isDay && operator === 'lte') return orderTest('lt', end);
  return orderTest(operator as Order, at);
}
