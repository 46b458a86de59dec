import { sentenceForPeople } from '#connectors/sentence-for-people.ts';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { errorFromStatus, retryAfterSeconds, tryParseJson } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { z } from 'zod';

/** What a status means here beyond its ordinary meaning (teamcity.md 1.3, 1.5). */
const special: Readonly<Record<number, { readonly code: ErrorCode; readonly meaning: string }>> = {
  409: { code: 'UPSTREAM_UNAVAILABLE', meaning: 'its state is inconsistent for the moment; try again' },
  501: { code: 'UPSTREAM_REJECTED', meaning: 'an administrator has switched its REST API off' },
};

/** The error that an answer other than 2xx stands for. Sentences of the server that repeat a secret are left out. */
export function explainRefusal(
  answer: HttpAnswer,
  system: string,
  secrets: readonly string[] = [],
): RollcallError {
  const known = isCsrfRefusal(answer) ? csrfRefusal : special[answer.status];
  // From 500 on the server speaks of its insides.
  if (known === undefined) {
    return errorFromStatus(answer, system, answer.status >= 500 ? undefined : sentenceFrom(answer, secrets));
  }
  return new RollcallError(
    known.code,
    `${system}: ${answer.asked} was answered with ${answer.status}: ${known.meaning}.`,
    { system, httpStatus: answer.status, retryAfterSeconds: retryAfterSeconds(answer) },
  );
}

const csrfRefusal = {
  code: 'UPSTREAM_REJECTED',
  meaning:
    'it took the call for one of a browser session (a failed CSRF check). This is no missing permission: something between the gateway and TeamCity adds cookies, which must be switched off',
} as const;

/**
 * The one place where the text of an answer decides: the core gives 403 for this too, without any other mark
 * (teamcity.md 1.3).
 */
function isCsrfRefusal(answer: HttpAnswer): boolean {
  return answer.status === 403 && answer.text.includes('CSRF');
}

const envelope = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });
/** Second line of the old text form: `Details: <Java class>: <message>, caused by: …` (teamcity.md 1.5). */
const oldForm = /^Details: [\w.$]+: (.+?)(?:, caused by: .*)?$/mu;
const xmlForm = /<message>([^<]*)<\/message>/u;

/** The server's own sentence from any of its three body forms; undefined where there is none fit for people. */
function sentenceFrom(answer: HttpAnswer, secrets: readonly string[]): string | undefined {
  const parsed = envelope.safeParse(tryParseJson(answer));
  const sentence = sentenceForPeople(
    parsed.success
      ? parsed.data.errors[0]?.message
      : (oldForm.exec(answer.text)?.[1] ?? xmlForm.exec(answer.text)?.[1]),
  );
  return secrets.some((secret) => sentence?.includes(secret)) ? undefined : sentence;
}
