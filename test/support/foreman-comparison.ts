import type { Mapping, Table } from './foreman-mapping.ts';
import { tableOfIdKey, tableOfPath, tableOfRecordKey } from './foreman-mapping.ts';
import type { RecordedExchange } from './foreman-recordings.ts';
import type { RawReply } from './foreman-request.ts';

type JsonObject = Readonly<Record<string, unknown>>;
type Place = { readonly path: string; readonly key: string; readonly table: Table | undefined };

/** Everything in which a replayed answer differs from the recorded one, by the rules of the recordings' README. */
export function differences(
  exchange: RecordedExchange,
  reply: RawReply,
  mapping: Mapping,
): readonly string[] {
  const { response } = exchange;
  if (reply.status !== response.status) {
    return [`status ${reply.status} instead of ${response.status}: ${reply.body.slice(0, 300)}`];
  }
  return [
    ...headerDifferences(exchange, reply, mapping),
    ...('body' in response ? jsonDifferences(exchange, reply, mapping) : textDifferences(exchange, reply)),
  ];
}

const serverHeaders = [
  'foreman_version',
  'foreman_api_version',
  'foreman_current_organization',
  'foreman_current_location',
];

function headerDifferences({ response }: RecordedExchange, reply: RawReply, mapping: Mapping): string[] {
  const found: string[] = [];
  const expect = (name: string, recorded: string | undefined, replayed: string | undefined): void => {
    if (recorded !== replayed) found.push(`header ${name}: ${replayed} instead of ${recorded}`);
  };
  for (const name of serverHeaders) expect(name, response.headers[name], reply.headers[name]);
  expect(
    'content-type',
    mediaType(response.headers['content-type']),
    mediaType(reply.headers['content-type']),
  );
  const [recorded, replayed] = [cookie(response.headers['set-cookie']), cookie(reply.headers['set-cookie'])];
  expect('set-cookie', recorded?.name, replayed?.name);
  if (recorded !== undefined && replayed !== undefined) mapping.learn(recorded.value, replayed.value);
  const location = response.headers['location'];
  expect('location', location && mapping.path(new URL(location).pathname), pathOf(reply.headers['location']));
  const { etag } = response.headers;
  if (etag !== undefined) {
    if (reply.headers['etag'] === undefined) found.push('header etag is missing');
    else mapping.learn(etag, reply.headers['etag']);
  }
  return found;
}

function mediaType(value: string | undefined): string | undefined {
  return value?.split(';')[0];
}

function pathOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).pathname;
}

function cookie(value: string | undefined): { readonly name: string; readonly value: string } | undefined {
  const found = /^([^=]+)=([^;]*)/u.exec(value ?? '');
  return found === null ? undefined : { name: found[1] ?? '', value: found[2] ?? '' };
}

/** Of texts that are no JSON only that counts, and whether there is any. */
function textDifferences({ response }: RecordedExchange, reply: RawReply): string[] {
  const isEmpty = response.bodyText === '';
  if (isEmpty !== (reply.body === '')) return [`body "${reply.body}" instead of "${response.bodyText}"`];
  return isEmpty || !/^\s*[{[]/u.test(reply.body) ? [] : ['body is JSON'];
}

function jsonDifferences(exchange: RecordedExchange, reply: RawReply, mapping: Mapping): string[] {
  let replayed: unknown;
  try {
    replayed = JSON.parse(reply.body);
  } catch {
    return [`body is no JSON: ${reply.body.slice(0, 100)}`];
  }
  const place = { path: '', key: '', table: tableOfPath(exchange.request.path) };
  const comparison = new Comparison(exchange, mapping);
  comparison.compare(exchange.response.body, replayed, place);
  return comparison.found;
}

const shownTime = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} (UTC|[+-]\d{4})$/u;
const rawTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u;
const anyText = new Set(['password_hash', 'password_salt', 'token', 'duration_ms']);
/** Texts of errors are not compared, but for the 401 ones. */
const errorTexts = new Set(['message', 'details', 'full_messages', 'error']);

class Comparison {
  readonly found: string[] = [];
  readonly #exchange: RecordedExchange;
  readonly #mapping: Mapping;

  constructor(exchange: RecordedExchange, mapping: Mapping) {
    this.#exchange = exchange;
    this.#mapping = mapping;
  }

  compare(recorded: unknown, replayed: unknown, place: Place): void {
    if (typeOf(recorded) !== typeOf(replayed)) {
      this.#differ(place, recorded, replayed);
    } else if (Array.isArray(recorded)) {
      this.#compareArrays(recorded, replayed as unknown[], place);
    } else if (isObject(recorded)) {
      this.#compareObjects(recorded, replayed as JsonObject, place);
    } else if (!this.#agrees(recorded, replayed, place)) {
      this.#differ(place, recorded, replayed);
    }
  }

  #differ(place: Place, recorded: unknown, replayed: unknown): void {
    const text = (value: unknown): string => JSON.stringify(value).slice(0, 300);
    this.found.push(`${place.path || 'body'}: ${text(replayed)} instead of ${text(recorded)}`);
  }

  #compareObjects(recorded: JsonObject, replayed: JsonObject, place: Place): void {
    const keys = Object.keys(recorded).toSorted();
    const others = Object.keys(replayed).toSorted();
    if (keys.join() !== others.join()) {
      this.#differ({ ...place, path: `${place.path} keys` }, keys, others);
      return;
    }
    for (const key of keys) {
      const table = this.#tableUnder(key, place);
      this.compare(recorded[key], replayed[key], { path: `${place.path}.${key}`, key, table });
    }
  }

  /** `id` and the envelope's rows belong to the table at hand, other keys name their own. */
  #tableUnder(key: string, place: Place): Table | undefined {
    if (key === 'id' || key === 'results' || key === this.#rootName || key === 'error') return place.table;
    return tableOfIdKey(key) ?? tableOfRecordKey(key);
  }

  get #rootName(): string | null {
    return new URLSearchParams(this.#exchange.request.query ?? '').get('root_name');
  }

  #agrees(recorded: unknown, replayed: unknown, { key, table }: Place): boolean {
    if (typeof recorded === 'number' && typeof replayed === 'number') {
      return this.#mapping.agrees(table, recorded, replayed);
    }
    if (typeof recorded !== 'string' || typeof replayed !== 'string') return recorded === replayed;
    if (this.#isError && errorTexts.has(key)) {
      return this.#exchange.response.status !== 401 || recorded === replayed;
    }
    if (key === 'token_value') {
      this.#mapping.learn(recorded, replayed);
      return /^[\w-]{22}$/u.test(replayed);
    }
    if (anyText.has(key)) return true;
    if (key === 'expires_at') return recorded === replayed;
    if (rawTime.test(recorded)) return rawTime.test(replayed);
    const zone = shownTime.exec(recorded)?.[1];
    return zone === undefined ? recorded === replayed : shownTime.exec(replayed)?.[1] === zone;
  }

  get #isError(): boolean {
    return this.#exchange.response.status >= 400;
  }

  #compareArrays(recorded: readonly unknown[], replayed: readonly unknown[], place: Place): void {
    if (recorded.length !== replayed.length) {
      this.#differ({ ...place, path: `${place.path} length` }, idsOf(recorded), idsOf(replayed));
      return;
    }
    if (this.#isError) {
      recorded.forEach((each, at) =>
        this.compare(each, replayed[at], { ...place, key: this.#messageKey(place) }),
      );
      return;
    }
    const isList = place.path === '.results' || place.path === `.${this.#rootName}`;
    if (!isList) this.#compareSets(recorded, replayed, place);
    else if (this.#orderField !== undefined)
      this.#compareOrdered(recorded, replayed, place, this.#orderField);
    else if (this.#isCutOff(recorded)) return;
    else this.#compareSets(recorded, replayed, place);
  }

  /** Messages by attribute are texts of errors too. */
  #messageKey(place: Place): string {
    return place.path.startsWith('.error.errors') || place.path.startsWith('.errors') ? 'message' : place.key;
  }

  get #orderField(): string | undefined {
    const order = new URLSearchParams(this.#exchange.request.query ?? '').get('order') ?? '';
    return order === '' ? undefined : order.split(' ')[0];
  }

  #isCutOff(rows: readonly unknown[]): boolean {
    const { body } = this.#exchange.response;
    return isObject(body) && typeof body['subtotal'] === 'number' && rows.length < body['subtotal'];
  }

  /** Rows with the same value in the ordered field may swap. */
  #compareOrdered(
    recorded: readonly unknown[],
    replayed: readonly unknown[],
    place: Place,
    field: string,
  ): void {
    const values = (rows: readonly unknown[]): string =>
      JSON.stringify(rows.map((row) => (row as JsonObject)[field]));
    if (values(recorded) !== values(replayed) && field !== 'id') {
      this.#differ(place, idsOf(recorded), idsOf(replayed));
    } else if (field === 'id') {
      recorded.forEach((row, at) =>
        this.compare(row, replayed[at], { ...place, path: `${place.path}[${at}]` }),
      );
    } else this.#compareSets(recorded, replayed, place);
  }

  #compareSets(recorded: readonly unknown[], replayed: readonly unknown[], place: Place): void {
    const others = replayed.toSorted(bySortKey);
    recorded
      .toSorted(bySortKey)
      .forEach((each, at) => this.compare(each, others[at], { ...place, path: `${place.path}[${at}]` }));
  }
}

/** Ids made meanwhile keep their order, so sorting by id pairs them. */
function bySortKey(left: unknown, right: unknown): number {
  const [a, b] = [sortKey(left), sortKey(right)];
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

function sortKey(value: unknown): unknown {
  return isObject(value) && 'id' in value ? value['id'] : JSON.stringify(value);
}

function idsOf(rows: readonly unknown[]): readonly unknown[] {
  return rows.map((row) => (isObject(row) && 'id' in row ? row['id'] : row));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
