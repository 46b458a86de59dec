import type { Fold } from './collation.ts';

/** What a list page is cut from. */
export interface Listed<R> {
  /** In order of id. */
  readonly records: readonly R[];
  /** The records in the order `sort` makes; `key` names that order so that it can be kept. */
  ordered(key: string, sort: (records: readonly R[]) => readonly R[]): readonly R[];
}

/** A list made for one request: nothing worth keeping. */
export function listedOnce<R>(records: readonly R[]): Listed<R> {
  return { records, ordered: (_key, sort) => sort(records) };
}

interface TableOptions<R> {
  readonly nameOf: (record: R) => string;
  /** How names are compared when one is looked up. */
  readonly fold: Fold;
  /** How names are compared to find one taken; `fold` unless said. */
  readonly takenFold?: Fold;
}

/** Records by id and by name. Orders are kept until the next write, so that paging through many rows stays cheap. */
export class Table<R extends { readonly id: number }> implements Listed<R> {
  readonly #options: TableOptions<R>;
  readonly #byId = new Map<number, R>();
  readonly #byName: NameIndex<R>;
  readonly #byTakenName: NameIndex<R>;
  readonly #orders = new Map<string, readonly R[]>();
  #idOrder: readonly R[] | undefined;

  constructor(options: TableOptions<R>) {
    this.#options = options;
    const { fold, takenFold = fold } = options;
    this.#byName = new NameIndex(fold);
    this.#byTakenName = takenFold === fold ? this.#byName : new NameIndex(takenFold);
  }

  get records(): readonly R[] {
    this.#idOrder ??= [...this.#byId.values()].sort((left, right) => left.id - right.id);
    return this.#idOrder;
  }

  get(id: number): R | undefined {
    return this.#byId.get(id);
  }

  /** The first record of that name, in the eyes of the database. */
  named(name: string): R | undefined {
    return this.#byName.first(name);
  }

  isTaken(name: string): boolean {
    return this.#byTakenName.first(name) !== undefined;
  }

  add(record: R): void {
    this.#byId.set(record.id, record);
    this.#index(record);
    this.#forgetOrders();
  }

  /** Lets `change` edit the record and keeps the indexes true. */
  update(record: R, change: (record: R) => void): void {
    this.#unindex(record);
    change(record);
    this.#index(record);
    this.#forgetOrders();
  }

  remove(record: R): void {
    this.#byId.delete(record.id);
    this.#unindex(record);
    this.#forgetOrders();
  }

  ordered(key: string, sort: (records: readonly R[]) => readonly R[]): readonly R[] {
    let order = this.#orders.get(key);
    if (order === undefined) {
      order = sort(this.records);
      this.#orders.set(key, order);
    }
    return order;
  }

  #forgetOrders(): void {
    this.#orders.clear();
    this.#idOrder = undefined;
  }

  #index(record: R): void {
    const name = this.#options.nameOf(record);
    this.#byName.add(name, record);
    if (this.#byTakenName !== this.#byName) this.#byTakenName.add(name, record);
  }

  #unindex(record: R): void {
    const name = this.#options.nameOf(record);
    this.#byName.remove(name, record);
    if (this.#byTakenName !== this.#byName) this.#byTakenName.remove(name, record);
  }
}

/** Names need not be unique in the database (squash.md 2.8), so a name leads to a list. */
class NameIndex<R> {
  readonly #fold: Fold;
  readonly #entries = new Map<string, R | R[]>();

  constructor(fold: Fold) {
    this.#fold = fold;
  }

  first(name: string): R | undefined {
    return this.#list(name)[0];
  }

  add(name: string, record: R): void {
    const list = this.#list(name);
    this.#entries.set(this.#fold(name), list.length === 0 ? record : [...list, record]);
  }

  remove(name: string, record: R): void {
    const rest = this.#list(name).filter((each) => each !== record);
    if (rest.length === 0) this.#entries.delete(this.#fold(name));
    else this.#entries.set(this.#fold(name), rest);
  }

  #list(name: string): readonly R[] {
    const entry = this.#entries.get(this.#fold(name));
    if (entry === undefined) return [];
    return Array.isArray(entry) ? entry : [entry];
  }
}
