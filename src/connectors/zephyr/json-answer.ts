import { badAnswer, firstSign, isMarkup, isSuccess } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { refusalOf } from './refusals.ts';

/** The answer if it is a success that may hold JSON; else thrown as what it means. */
export function requireJson(answer: HttpAnswer, system: string): HttpAnswer {
  if (!isSuccess(answer)) throw refusalOf(answer, system);
  const instead = somethingElseThanJson(answer);
  if (instead === undefined) return answer;
  throw badAnswer(
    answer,
    system,
    `expected JSON, got ${instead}; the configured url must be the root of the server, such as https://acme.yourzephyr.com, with no login page before it`,
  );
}

/** A wrong root is answered with 200 and a page or nothing, not with an error (zephyr.md 1.1). */
function somethingElseThanJson(answer: HttpAnswer): string | undefined {
  if (firstSign(answer) === undefined) return 'an empty body';
  return isMarkup(answer) ? 'a page' : undefined;
}
