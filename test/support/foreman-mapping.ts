import type { ForemanPopulation } from '#sandbox/foreman/population.ts';

/** Tables whose new ids may differ between the recording and the replay. */
export type Table = 'users' | 'usergroups' | 'roles' | 'filters' | 'personal_access_tokens';

const tables: ReadonlySet<string> = new Set<Table>([
  'users',
  'usergroups',
  'roles',
  'filters',
  'personal_access_tokens',
]);

/** Keys of a JSON object that hold an id, or ids, of a table. */
const idKeys: Readonly<Record<string, Table>> = {
  user_id: 'users',
  user_ids: 'users',
  usergroup_id: 'usergroups',
  usergroup_ids: 'usergroups',
  role_id: 'roles',
  role_ids: 'roles',
  cloned_from_id: 'roles',
};

/** Keys of a JSON object whose value is a record, or records, of a table. */
const recordKeys: Readonly<Record<string, Table>> = {
  users: 'users',
  user: 'users',
  usergroups: 'usergroups',
  cached_usergroups: 'usergroups',
  usergroup: 'usergroups',
  roles: 'roles',
  role: 'roles',
  filters: 'filters',
  filter: 'filters',
};

export function tableOfIdKey(key: string): Table | undefined {
  return Object.hasOwn(idKeys, key) ? idKeys[key] : undefined;
}

export function tableOfRecordKey(key: string): Table | undefined {
  return Object.hasOwn(recordKeys, key) ? recordKeys[key] : undefined;
}

/** The table whose records a path answers: the last one it names. */
export function tableOfPath(path: string): Table | undefined {
  if (path.includes('/current_user')) return 'users';
  const found = path.split('/').filter((part): part is Table => tables.has(part));
  return found.at(-1);
}

/** What was recorded under one name and is replayed under another: ids made meanwhile, secrets, cookies, ETags. */
export class Mapping {
  readonly #population: ForemanPopulation;
  readonly #ids = new Map<string, number>();
  readonly #texts = new Map<string, string>();

  constructor(population: ForemanPopulation) {
    this.#population = population;
  }

  /** Whether the two ids may stand for each other; an id made meanwhile is bound at first sight. */
  agrees(table: Table | undefined, recorded: number, replayed: number): boolean {
    if (table === undefined || recorded < this.#population.server.next_ids[table])
      return recorded === replayed;
    const key = `${table} ${recorded}`;
    const known = this.#ids.get(key);
    if (known === undefined) this.#ids.set(key, replayed);
    return known === undefined ? replayed >= this.#population.server.next_ids[table] : known === replayed;
  }

  learn(recorded: string, replayed: string): void {
    this.#texts.set(recorded, replayed);
  }

  text(recorded: string): string {
    return this.#texts.get(recorded) ?? recorded;
  }

  id(table: Table, recorded: number): number {
    return this.#ids.get(`${table} ${recorded}`) ?? recorded;
  }

  /** Ids behind the names of tables. */
  path(path: string): string {
    return path.replaceAll(
      /(users|usergroups|roles|filters|personal_access_tokens)\/(\d+)/gu,
      (_, table: Table, id: string) => `${table}/${this.id(table, Number(id))}`,
    );
  }

  /** Ids compared with in a search, as in `role_id = 19`, percent-encoded. */
  query(query: string): string {
    return query.replaceAll(
      /(user|usergroup|role)_id(%20%3D%20|=)(\d+)/gu,
      (_, name: string, sign: string, id: string) =>
        `${name}_id${sign}${this.id(`${name}s` as Table, Number(id))}`,
    );
  }

  /** Ids in a request body. */
  body(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) return value.map((each) => this.body(each, key));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.body(each, name)]));
    }
    const table = tableOfIdKey(key);
    return table !== undefined && typeof value === 'number' ? this.id(table, value) : value;
  }

  header(name: string, value: string): string {
    const lower = name.toLowerCase();
    if (lower === 'authorization') return this.#authorization(value);
    if (lower === 'cookie') {
      return value.replace(/(?<=_session_id=)[0-9a-f]+/u, (cookie) => this.text(cookie));
    }
    return lower === 'if-none-match' ? this.text(value) : value;
  }

  /** A token made meanwhile, in the place of the password. */
  #authorization(value: string): string {
    const encoded = /^Basic ([A-Za-z0-9+/=]+)$/u.exec(value)?.[1];
    if (encoded === undefined) return value;
    const [login = '', secret] = Buffer.from(encoded, 'base64').toString('utf8').split(/:(.*)/su);
    const replayed = secret === undefined ? undefined : this.#texts.get(secret);
    return replayed === undefined ? value : `Basic ${Buffer.from(`${login}:${replayed}`).toString('base64')}`;
  }
}
