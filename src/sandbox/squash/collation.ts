/** Brings a name into the form in which the database compares it. */
export type Fold = (name: string) => string;

const PLAIN_ASCII = /^[\x21-\x7e]*$/u;

/**
 * `utf8mb4_general_ci` of MariaDB and MySQL: case, accents and trailing blanks do not count (squash.md 2.4);
 * PostgreSQL and H2 compare exactly.
 */
export function collationFold(collation: 'ci-ai' | 'exact'): Fold {
  return collation === 'exact' ? exactly : foldCaseAndAccents;
}

const exactly: Fold = (name) => name;

export const foldCase: Fold = (name) => name.toLowerCase();

function foldCaseAndAccents(name: string): string {
  if (PLAIN_ASCII.test(name)) return name.toLowerCase();
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 's').trimEnd();
}
