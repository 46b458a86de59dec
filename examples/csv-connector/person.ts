import type { Account, AccountStatus, Attribute } from '#domain/account.ts';
import type { Group } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import { parseInstant } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import type { CsvRecord } from './csv.ts';

/** Columns with a meaning; all others become attributes. */
const known: ReadonlySet<string> = new Set([
  'id',
  'login',
  'firstName',
  'lastName',
  'email',
  'active',
  'administrator',
  'lastLogin',
  'groups',
]);
const required = ['id', 'login'];

export interface Person {
  readonly account: Account;
  readonly groups: readonly Group[];
  readonly attributes: readonly Attribute[];
}

export interface People {
  readonly persons: readonly Person[];
  /** False: the file has no such column, which is not the same as nobody being in a group. */
  readonly hasGroups: boolean;
}

/** The first record names the columns, each other one is a person. Whatever does not fit is named by line and column. */
export function toPeople(records: Iterable<CsvRecord>, system: string): People {
  const [header, ...rows] = records;
  const columns = header?.fields.map((name) => name.trim()) ?? [];
  for (const name of required) {
    if (!columns.includes(name)) throw bad(system, header?.line ?? 1, name, 'there is no such column');
  }
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw bad(system, header?.line ?? 1, twice, 'the column is there twice');

  const lineOfId = new Map<string, number>();
  const persons = rows.map((record) => {
    const row = createRow(record, columns, system);
    const id = row.require('id');
    const earlier = lineOfId.get(id);
    if (earlier !== undefined) throw row.bad('id', `the id of line ${earlier} again`);
    lineOfId.set(id, record.line);
    return toPerson(row, id, columns, system);
  });
  return { persons, hasGroups: columns.includes('groups') };
}

function toPerson(row: Row, id: string, columns: readonly string[], system: string): Person {
  const login = row.require('login');
  const firstName = row.text('firstName');
  const lastName = row.text('lastName');
  const fullName = [firstName, lastName].filter((part) => part !== undefined).join(' ');
  const lastLoginAt = row.instant('lastLogin');
  return {
    account: {
      system,
      nativeId: id,
      login,
      firstName,
      lastName,
      displayName: fullName === '' ? login : fullName,
      email: row.text('email'),
      status: statusOf(row.flag('active')),
      isAdministrator: row.flag('administrator'),
      lastLoginAt,
      hasLoggedIn: lastLoginAt === undefined ? undefined : true,
    },
    groups: toGroups(row.text('groups')),
    attributes: columns.filter((name) => !known.has(name)).map((name) => ({ name, value: row.text(name) })),
  };
}

function statusOf(isActive: boolean | undefined): AccountStatus {
  if (isActive === undefined) return 'UNKNOWN';
  return isActive ? 'ACTIVE' : 'DISABLED';
}

/** Names with semicolons between; a group has nothing but its name, which is therefore its id too. */
function toGroups(text: string | undefined): Group[] {
  const names = (text ?? '').split(';').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].map((name) => ({
    nativeId: name,
    name,
    isWhole: true,
  }));
}

/** Cells of one line by the name of their column. */
interface Row {
  /** Undefined where the cell is empty or the column is not there. */
  text(column: string): string | undefined;
  require(column: string): string;
  flag(column: string): boolean | undefined;
  instant(column: string): Instant | undefined;
  bad(column: string, what: string): RollcallError;
}

const flags: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

function createRow({ line, fields }: CsvRecord, columns: readonly string[], system: string): Row {
  if (fields.length !== columns.length) {
    const what = `expected ${columns.length} fields, as in the first line; got ${fields.length}`;
    throw bad(system, line, columns[Math.min(fields.length, columns.length - 1)] ?? '', what);
  }
  const text = (column: string): string | undefined => {
    const value = fields[columns.indexOf(column)]?.trim();
    return value === '' ? undefined : value;
  };
  const row: Row = {
    text,
    require: (column) => {
      const value = text(column);
      if (value === undefined) throw row.bad(column, 'it is empty');
      return value;
    },
    flag: (column) => {
      const value = text(column)?.toLowerCase();
      if (value === undefined) return undefined;
      if (!Object.hasOwn(flags, value)) throw row.bad(column, 'expected true or false');
      return flags[value];
    },
    instant: (column) => {
      const value = text(column);
      const instant = value === undefined ? undefined : parseInstant(value);
      if (value !== undefined && instant === undefined) {
        throw row.bad(column, 'expected an instant such as 2026-01-31T08:15:00Z');
      }
      return instant;
    },
    bad: (column, what) => bad(system, line, column, what),
  };
  return row;
}

function bad(system: string, line: number, column: string, what: string): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: line ${line}, column ${JSON.stringify(column)} of the file: ${what}.`,
    { system },
  );
}
