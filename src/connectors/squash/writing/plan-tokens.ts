import { z } from 'zod';
import type { Call } from '#connectors/connector.ts';
import type { Sent, SettledIntent, Step } from '#connectors/writing.ts';
import type { AccessToken } from '#domain/access-token.ts';
import { RollcallError } from '#domain/errors.ts';
import { formatInstant, parseInstant } from '#domain/instant.ts';
import type { HttpAnswer } from '#http/http.ts';
import { unwrappedToken } from '../authorization.ts';
import { mayOfferTokens } from '../facts.ts';
import { groupOf } from '../mapping.ts';
import { isAboutTheThing } from '../refusal.ts';
import { manualInstructions } from './manual-instructions.ts';
import type { WritingParts } from './parts.ts';
import { targetGroup } from './plan-user-group.ts';
import { unsupported } from './planned.ts';
import type { Planned } from './planned.ts';
import { createStep } from './step.ts';
import { idIn, wishesOf } from './subject.ts';
import type { Subject, WishOf } from './subject.ts';
import { restated } from './write-refusal.ts';

const technicalGroup = 'TestAutomationServer';
const dayMs = 24 * 60 * 60_000;
/** Where no end is asked for: tokens without one do not exist, and those seen live about a year (squash.md 4). */
const usualDays = 365;

/** Tokens of technical accounts can be made by others, from 8.0; all others, and revoking, are up to their owners. */
export async function planTokens(parts: WritingParts, subject: Subject, call: Call): Promise<Planned> {
  const { login } = subject;
  const settled: SettledIntent[] = wishesOf(subject, 'revokeToken').map((wish) =>
    unsupported(wish, `Revoke token ${wish.intent.tokenId} of ${login}`, manualInstructions.revokeToken),
  );
  const steps: Step[] = [];
  for (const wish of wishesOf(subject, 'createToken')) {
    const expiry = expiryDate(parts, wish);
    const summary = `Create token ${wish.intent.name} of ${login}, valid until ${expiry}`;
    if (isTechnical(subject) && (await mayMakeTokens(parts, subject, call))) {
      steps.push(tokenStep(parts, subject, wish, expiry, summary));
    } else {
      settled.push(unsupported(wish, summary, manualInstructions.createToken));
    }
  }
  return { steps, settled };
}

function isTechnical({ row, wishes }: Subject): boolean {
  const current = row === undefined ? undefined : groupOf(row)?.nativeId;
  return (targetGroup(wishes.map(({ intent }) => intent)) ?? current) === technicalGroup;
}

/** False where the server is known to be older than 8.0, or to lack the admin plugin, which this belongs to. */
async function mayMakeTokens(parts: WritingParts, { id }: Subject, call: Call): Promise<boolean> {
  // No version is told; clearances came with the same one (squash.md 2.11, 4), and this finds out about them.
  if (id !== undefined) await parts.readHeldPermissions(call, [id]);
  return mayOfferTokens(parts.memory.of(call));
}

/** The last day, in UTC, as the server keeps it: a date without a time. */
function expiryDate({ system, now }: WritingParts, { intent }: WishOf<'createToken'>): string {
  const { expiresAt = now() + usualDays * dayMs } = intent;
  if (expiresAt <= now()) {
    throw new RollcallError(
      'INVALID_INPUT',
      `${system}: expected an end of validity that is to come, got ${formatInstant(expiresAt)}.`,
      { system, field: ['expiresAt'] },
    );
  }
  return formatInstant(expiresAt).slice(0, 10);
}

function tokenStep(
  parts: WritingParts,
  subject: Subject,
  { intent: { name }, place }: WishOf<'createToken'>,
  expiry: string,
  summary: string,
): Step {
  return createStep(parts, subject, {
    operation: 'CREATE_TOKEN',
    summary,
    places: [place],
    method: 'POST',
    path: `/users/${idIn(subject)}/tokens`,
    // What others make carries all rights of the account, and reading alone is of no use to an automation server.
    json: { name, permissions: 'READ_WRITE', expiry_date: expiry },
    isIdempotent: false,
    sent: async (_call, id, answer): Promise<Sent> => {
      const made = parts.client.parse(tokenAnswer, answer);
      return { token: toToken(made, id, name, expiry), secret: unwrappedToken(made.token) };
    },
    // No endpoint lists anybody else's tokens.
    look: async () => ({ verdict: 'unclear' }),
    refused: async (_call, error, answer) => {
      throw isUnserved(answer) ? notOffered(error) : error;
    },
  });
}

/** A path that nothing listens on, or only with another verb: not a version, or not a plugin, that has it. */
function isUnserved(answer: HttpAnswer): boolean {
  return answer.status === 405 || (answer.status === 404 && !isAboutTheThing(answer));
}

function notOffered(error: RollcallError): RollcallError {
  return restated(error, { code: 'UNSUPPORTED', advice: manualInstructions.createToken });
}

const id = z.union([z.int().nonnegative(), z.string().min(1)]).transform(String);
/** Only `token` is sure; the names of the others are inferred (squash.md 4). */
const tokenAnswer = z.object({
  token: z.string().min(1),
  id: id.nullish().catch(undefined),
  uuid: z.string().min(1).nullish().catch(undefined),
  name: z.string().nullish().catch(undefined),
  expiry_date: z.string().nullish().catch(undefined),
});

function toToken(
  made: z.infer<typeof tokenAnswer>,
  ownerId: string,
  name: string,
  expiry: string,
): AccessToken {
  const day = made.expiry_date?.slice(0, 10) ?? expiry;
  return {
    nativeId: made.id ?? made.uuid ?? name,
    name: made.name ?? name,
    ownerId,
    state: 'ACTIVE',
    expiry: 'EXPIRES',
    expiresAt: parseInstant(`${day}T00:00:00Z`),
    usage: 'NEVER_USED',
  };
}
