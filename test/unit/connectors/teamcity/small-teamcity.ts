import type { Asked, Reply } from './upstream.ts';

/** An account as the server writes it. */
export interface Row {
  readonly id: number;
  readonly username: string;
  readonly [member: string]: unknown;
}

export interface SmallTeamCity {
  readonly users: readonly Row[];
  /** What becomes of `or:(…)`: honoured unless said. */
  readonly or?: 'honoured' | 'refused' | 'read as and' | 'ignored';
  /** False: lists by `or` and pages give 403. */
  readonly mayViewAll?: boolean;
  /** Ids that the caller may not see; they are answered as old servers do. */
  readonly hidden?: readonly number[];
  readonly groups?: readonly unknown[];
}

const notFound: Reply = { status: 404, json: { errors: [{ message: 'User not found' }] } };
const forbidden: Reply = { status: 403, json: { errors: [{ message: 'You may not view all users.' }] } };

/** Answers user and group calls as the contract describes, in a few lines; `fields` are taken as all asked for. */
export function smallTeamCity(options: SmallTeamCity): (asked: Asked) => Reply {
  return ({ path, locator, fields }) => {
    if (path === '/app/rest/userGroups') return list('group', options.groups ?? []);
    if (path === '/app/rest/users/current') return { json: options.users[0] };
    const single = /^\/app\/rest\/users\/([^/]+)$/u.exec(path)?.[1];
    if (single !== undefined) return one(options, single);
    if (path !== '/app/rest/users') return notFound;
    if (fields === 'count') return { json: { count: options.users.length } };
    const each = [...(locator ?? '').matchAll(/item:\(((?:[^()]|\([^()]*\))*)\)/gu)].map(
      (match) => match[1] ?? '',
    );
    if (each.length > 0) return items(options, each);
    if (options.mayViewAll === false) return forbidden;
    const any = /^or:\((.*)\)$/u.exec(locator ?? '')?.[1];
    return any === undefined ? page(options, locator) : together(options, any.split(','));
  };
}

function one(options: SmallTeamCity, dimension: string): Reply {
  const row = options.users.find((user) => matches(user, dimension));
  if (row === undefined) return notFound;
  return options.hidden?.includes(row.id) === true ? forbidden : { json: row };
}

function items(options: SmallTeamCity, dimensions: readonly string[]): Reply {
  const rows = dimensions.map((dimension) => options.users.find((user) => matches(user, dimension)));
  const isWhole = rows.every((row) => row !== undefined && options.hidden?.includes(row.id) !== true);
  return isWhole ? list('user', rows) : notFound;
}

function together(options: SmallTeamCity, dimensions: readonly string[]): Reply {
  if (options.or === 'refused')
    return { status: 400, json: { errors: [{ message: 'Locator dimension [or]' }] } };
  const rows = options.users.filter((user) => {
    if (options.or === 'ignored') return true;
    return options.or === 'read as and'
      ? dimensions.every((dimension) => matches(user, dimension))
      : dimensions.some((dimension) => matches(user, dimension));
  });
  return list('user', rows);
}

function page(options: SmallTeamCity, locator: string | undefined): Reply {
  const start = Number(/start:(\d+)/u.exec(locator ?? '')?.[1] ?? 0);
  const count = Number(/count:(\d+)/u.exec(locator ?? '')?.[1] ?? options.users.length);
  return list('user', options.users.slice(start, start + count));
}

function matches(user: Row, dimension: string): boolean {
  const [, name, base64, plain] = /^(\w+):(?:\(\$base64:([\w-]+)\)|(.*))$/u.exec(dimension) ?? [];
  const value = base64 === undefined ? plain : Buffer.from(base64, 'base64url').toString('utf8');
  return name === 'id' ? String(user.id) === value : user.username.toLowerCase() === value?.toLowerCase();
}

function list(name: string, rows: readonly unknown[]): Reply {
  return { json: { count: rows.length, [name]: rows } };
}

/** As many plain accounts as wanted, with ids from 1 on. */
export function plainUsers(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    username: `user${index + 1}`,
    name: `User ${index + 1}`,
    email: `user${index + 1}@example.test`,
    roles: { role: [] },
    groups: { count: 0, group: [] },
  }));
}
