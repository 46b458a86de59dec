import { z } from 'zod';
import { sentenceForPeople } from '#connectors/sentence-for-people.ts';
import { RollcallError } from '#domain/errors.ts';
import { errorFromStatus, tryParseJson } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';

/** The shapes of error bodies in squash.md 1.6, (a) to (d); (e) is no JSON and says nothing for people. */
const body = z.object({
  message: z.string().nullish().catch(undefined),
  actionValidationError: z.object({ message: z.string() }).nullish().catch(undefined),
  fieldValidationErrors: z
    .array(z.object({ errorMessage: z.string() }))
    .nullish()
    .catch(undefined),
});

/** What a status that is no success means: the status decides, the body gives at most a sentence. */
export function refusal(answer: HttpAnswer, system: string, authorization = ''): RollcallError {
  const error = errorFromStatus(answer, system, sentenceFrom(answer));
  if (answer.status !== 401 || !/^basic /iu.test(authorization)) return error;
  return amend(
    error,
    'It was asked with a user name and password; recent versions take personal API tokens only: configure a token.',
  );
}

/** The same for a path that every server has, so that 404 speaks of the address and not of a thing. */
export function refusalOfKnownPath(answer: HttpAnswer, system: string, authorization: string): RollcallError {
  if (answer.status !== 404) return refusal(answer, system, authorization);
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: ${answer.asked} was answered with 404, although every Squash TM with the API REST plugin has it. ` +
      'The configured url may lack the context path (often /squash), or the plugin is not installed.',
    { system, httpStatus: answer.status },
  );
}

function amend(error: RollcallError, advice: string): RollcallError {
  return new RollcallError(error.code, `${error.message} ${advice}`, {
    system: error.system,
    httpStatus: error.httpStatus,
    retryAfterSeconds: error.retryAfterSeconds,
  });
}

function sentenceFrom(answer: HttpAnswer): string | undefined {
  const parsed = body.safeParse(tryParseJson(answer));
  if (!parsed.success) return undefined;
  const { message, actionValidationError, fieldValidationErrors } = parsed.data;
  return sentenceForPeople(
    actionValidationError?.message ?? fieldValidationErrors?.[0]?.errorMessage ?? message,
  );
}

/**
 * Whether a 404 speaks of the thing asked for. The plugin's own answer is an object with a message and without the
 * container's marks (shape (a)); HTML and the container's envelope mean that nothing listens on the path at all.
 */
export function isAboutTheThing(answer: HttpAnswer): boolean {
  const parsed = tryParseJson(answer);
  return typeof parsed === 'object' && parsed !== null && 'message' in parsed && !('timestamp' in parsed);
}
