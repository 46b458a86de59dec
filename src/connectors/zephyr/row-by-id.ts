import type { RollcallError } from '#domain/errors.ts';
import { badAnswer } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { refusalOf } from './refusals.ts';

/**
 * A row, or the status that may mean that there is none: an unknown id is answered with 500, 404 or 204, and so may
 * be a known one. Only the list tells (zephyr.md 8.2).
 */
export type RowById<T> =
  { readonly isTold: true; readonly row: T } | { readonly isTold: false; readonly error: RollcallError };

export function rowById<T extends { readonly id: string }>(
  answer: HttpAnswer,
  id: string,
  system: string,
  parse: (answer: HttpAnswer) => T,
): RowById<T> {
  if (answer.status === 500) return { isTold: false, error: refusalOf(answer, system) };
  if (answer.status === 404 || answer.status === 204) {
    const error = badAnswer(answer, system, `${answer.status} for what the list of all shows`);
    return { isTold: false, error };
  }
  const row = parse(answer);
  if (row.id !== id) throw badAnswer(answer, system, `at id: expected ${id}, got ${row.id}`);
  return { isTold: true, row };
}
