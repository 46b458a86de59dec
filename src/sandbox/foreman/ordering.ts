import type { Random } from '../kernel/random.ts';
import { orderValue } from './search/fields.ts';
import type { FieldValue, SearchField } from './search/fields.ts';
import type { ForemanSwitches } from './switches.ts';

type Collation = ForemanSwitches['collation'];
type Compare = (left: FieldValue, right: FieldValue) => number;

const byLanguage = new Intl.Collator('en');

/** Sorts by one value, nulls last; equal rows come in another order on every call (foreman.md 2.1). */
export function shuffledBy<Row>(
  rows: readonly Row[],
  value: (row: Row) => FieldValue,
  random: Random,
  collation: Collation,
): readonly Row[] {
  const compare = comparison(collation);
  return random.shuffled(rows).sort((left, right) => withNulls(value(left), value(right), compare, 'last'));
}

/** Sorts by a search field: nulls first on ASC, last on DESC. Only ids are unique, so only they have no ties. */
export function byField<Row>(
  rows: readonly Row[],
  field: SearchField<Row>,
  isDescending: boolean,
  random: Random,
  collation: Collation,
): readonly Row[] {
  const compare = comparison(collation);
  const direction = isDescending ? -1 : 1;
  const start = field.name === 'id' ? [...rows] : random.shuffled(rows);
  return start.sort(
    (left, right) =>
      direction * withNulls(orderValue(field, left), orderValue(field, right), compare, 'first'),
  );
}

function withNulls(left: FieldValue, right: FieldValue, compare: Compare, nulls: 'first' | 'last'): number {
  if (left === right) return 0;
  if (left === undefined) return nulls === 'first' ? -1 : 1;
  if (right === undefined) return nulls === 'first' ? 1 : -1;
  return compare(left, right);
}

function comparison(collation: Collation): Compare {
  const plain: Compare = (left, right) => (String(left) < String(right) ? -1 : 1);
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    if (left === right) return 0;
    if (collation === 'language') return byLanguage.compare(String(left), String(right));
    return plain(left, right);
  };
}
