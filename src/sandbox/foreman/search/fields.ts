export type FieldValue = string | number | boolean | undefined;

/** Something a record has several of. A search that looks at it sees one line per record and item, as a join gives. */
export interface Relation<Row> {
  readonly name: string;
  items(row: Row): readonly unknown[];
}

export interface SearchField<Row> {
  readonly name: string;
  /** `flag`: true or false by name, and a bare word that is its name finds those where it is set. */
  readonly type: 'text' | 'integer' | 'moment' | 'flag';
  /** Must be named to be looked at; text fields that are not are searched by bare words. */
  readonly explicit?: boolean;
  readonly relation?: Relation<Row>;
  /** Of the record, or of one item of its relation (undefined where there is none). */
  readonly value: (row: Row, item: unknown) => FieldValue;
  /** Any value but `true` means false, instead of a refusal (2.3 `admin`). */
  readonly isLenient?: boolean;
  /** What the bare word looks at, where that differs (2.3: bare `admin` looks at the own flag only). */
  readonly bareWord?: (row: Row) => boolean;
}

/** Fields that look at the items of one relation. */
export function relationFields<Row, Item>(
  name: string,
  items: (row: Row) => readonly Item[],
  fields: readonly {
    readonly name: string;
    readonly type: SearchField<Row>['type'];
    readonly explicit?: boolean;
    readonly value: (item: Item) => FieldValue;
  }[],
): readonly SearchField<Row>[] {
  const relation: Relation<Row> = { name, items };
  return fields.map((field) => ({
    ...field,
    relation,
    value: (_, item) => (item === undefined ? undefined : field.value(item as Item)),
  }));
}

/** What a record is ordered by: of several items the first. */
export function orderValue<Row>(field: SearchField<Row>, row: Row): FieldValue {
  return field.value(row, field.relation?.items(row)[0]);
}

/** A field may be named with anything behind a dot. */
export function fieldByName<Row>(
  fields: readonly SearchField<Row>[],
  name: string,
): SearchField<Row> | undefined {
  const find = (wanted: string | undefined): SearchField<Row> | undefined =>
    fields.find((field) => field.name === wanted);
  return find(name) ?? find(name.split('.')[0]);
}
