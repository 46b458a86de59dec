import type { HttpAnswer } from '#http/http.ts';

const mayHoldLongInteger = /[:[,]\s*\d{16}/u;

/**
 * Turns integers beyond 2^53 in a JSON body into strings, so that a 64-bit id (squash.md 2.1) is not rounded to
 * another account's. Bodies without one, which is nearly all, come back untouched.
 */
export function withExactIntegers(answer: HttpAnswer): HttpAnswer {
  if (!mayHoldLongInteger.test(answer.text)) return answer;
  try {
    return { ...answer, text: JSON.stringify(JSON.parse(answer.text, keepExact)) };
  } catch {
    // Not JSON: whoever parses it next says so with the path asked.
    return answer;
  }
}

function keepExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^\d+$/u.test(source) ? source : value;
}
