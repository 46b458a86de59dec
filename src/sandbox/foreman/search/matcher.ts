import { unsupportedQuery } from '../answers.ts';
import { comparisonTest, listValues } from './comparison.ts';
import type { SearchClock, ValueTest } from './comparison.ts';
import { parseSearch } from './expression.ts';
import type { SearchExpression } from './expression.ts';
import { fieldByName } from './fields.ts';
import type { Relation, SearchField } from './fields.ts';
import type { Comparison } from './tokens.ts';

/** A search made ready: what it finds, and where a field's values alone limit that, which ones. */
export interface SearchMatcher<Row> {
  matches(row: Row): boolean;
  /** Only records with one of these values in that field can match; spares looking at all of them. */
  readonly among?: { readonly field: string; readonly values: readonly string[] };
}

/** One line of the join: the item of each relation that it holds. */
type Line<Row> = (relation: Relation<Row>) => unknown;
type Test<Row> = (row: Row, line: Line<Row>) => boolean;

/**
 * Makes a search text ready (foreman.md 2.3). Refuses unknown fields and wrong values with E5; everything else that
 * is broken is dropped, down to a search that finds everything.
 */
export function searchMatcher<Row>(
  text: string,
  fields: readonly SearchField<Row>[],
  clock: SearchClock,
): SearchMatcher<Row> {
  const expression = parseSearch(text);
  if (expression === undefined) return { matches: () => true };
  const relations = new Set<Relation<Row>>();
  const test = new TestBuilder(fields, clock, relations).build(expression);
  if (test === undefined) return { matches: () => true };
  const among = limitingValues(expression);
  const joins = [...relations];
  return {
    matches: (row) => someLine(row, joins, (line) => test(row, line)),
    ...(among === undefined ? {} : { among }),
  };
}

class TestBuilder<Row> {
  readonly #fields: readonly SearchField<Row>[];
  readonly #clock: SearchClock;
  readonly #relations: Set<Relation<Row>>;

  constructor(fields: readonly SearchField<Row>[], clock: SearchClock, relations: Set<Relation<Row>>) {
    this.#fields = fields;
    this.#clock = clock;
    this.#relations = relations;
  }

  build(expression: SearchExpression): Test<Row> | undefined {
    switch (expression.kind) {
      case 'word':
        return this.#word(expression.text);
      case 'comparison':
        return expression.field === undefined
          ? this.#onDefaultFields(expression.operator, expression.value)
          : this.#onField(this.#field(expression.field), expression.operator, expression.value);
      case 'null':
      case 'notnull': {
        const field = this.#field(expression.field);
        return this.#reading(field, (value) => (value === undefined) === (expression.kind === 'null'));
      }
      case 'not': {
        const inner = this.build(expression.part);
        return inner === undefined ? undefined : (row, line) => !inner(row, line);
      }
      case 'and':
      case 'or': {
        const parts = expression.parts.map((part) => this.build(part)).filter((part) => part !== undefined);
        return combined(parts, expression.kind);
      }
    }
  }

  #word(text: string): Test<Row> | undefined {
    const flag = fieldByName(this.#fields, text);
    if (flag?.type === 'flag') {
      const { bareWord } = flag;
      if (bareWord !== undefined) return (row) => bareWord(row);
      return this.#reading(flag, (value) => value === true);
    }
    return this.#onDefaultFields('like', text);
  }

  #onDefaultFields(operator: Comparison, value: string): Test<Row> | undefined {
    const isText = ['like', 'unlike', 'eq', 'ne'].includes(operator);
    const fields = this.#fields.filter((field) => isText && field.type === 'text' && field.explicit !== true);
    const tests = fields.map((field) => this.#onField(field, operator, value));
    const known = tests.filter((test) => test !== undefined);
    return combined(known, operator === 'ne' || operator === 'unlike' ? 'and' : 'or');
  }

  #onField(field: SearchField<Row>, operator: Comparison, value: string): Test<Row> | undefined {
    const test = comparisonTest(field, operator, value, this.#clock);
    return test === undefined ? undefined : this.#reading(field, test);
  }

  #reading(field: SearchField<Row>, test: ValueTest): Test<Row> {
    const { relation } = field;
    if (relation === undefined) return (row) => test(field.value(row, undefined));
    this.#relations.add(relation);
    return (row, line) => test(field.value(row, line(relation)));
  }

  #field(name: string): SearchField<Row> {
    const field = fieldByName(this.#fields, name);
    if (field === undefined) throw unsupportedQuery(`Field '${name}' not recognized for searching!`);
    return field;
  }
}

function combined<Row>(tests: readonly Test<Row>[], kind: 'and' | 'or'): Test<Row> | undefined {
  if (tests.length < 2) return tests[0];
  return kind === 'and'
    ? (row, line) => tests.every((test) => test(row, line))
    : (row, line) => tests.some((test) => test(row, line));
}

/** Whether one of the lines passes that a join with the relations gives: at least one, also where a relation is empty. */
function someLine<Row>(
  row: Row,
  [relation, ...others]: readonly Relation<Row>[],
  passes: (line: Line<Row>) => boolean,
): boolean {
  if (relation === undefined) return passes(() => undefined);
  const items = relation.items(row);
  return (items.length === 0 ? [undefined] : items).some((item) =>
    someLine(row, others, (line) => passes((wanted) => (wanted === relation ? item : line(wanted)))),
  );
}

/** Values of one field that everything found must have, as far as that is plain to see. */
function limitingValues(expression: SearchExpression): SearchMatcher<unknown>['among'] {
  if (expression.kind === 'and') {
    return expression.parts.map(limitingValues).find((among) => among !== undefined);
  }
  if (expression.kind !== 'comparison' || expression.field === undefined) return undefined;
  if (expression.operator === 'eq') return { field: expression.field, values: [expression.value] };
  if (expression.operator === 'in') return { field: expression.field, values: listValues(expression.value) };
  return undefined;
}
