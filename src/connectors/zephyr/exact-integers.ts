import type { HttpAnswer } from '#http/http.ts';

const manyDigits = /\d{16}/u;
/** A string as a whole, so that digits inside it are left alone, or a number. */
const stringsAndNumbers = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;
const integer = /^-?\d+$/u;

/**
 * The answer with integers beyond 2^53 as strings. Ids are Java longs (zephyr.md 1.4) and `JSON.parse` would round
 * such ones to the id of somebody else.
 */
export function keepLargeIntegers(answer: HttpAnswer): HttpAnswer {
  if (!manyDigits.test(answer.text)) return answer;
  const text = answer.text.replaceAll(stringsAndNumbers, (token) =>
    integer.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
  return { ...answer, text };
}
