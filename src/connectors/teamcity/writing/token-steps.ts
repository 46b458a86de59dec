import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, Sent } from '#connectors/writing.ts';
import { invalidInput } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import { badAnswer } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { z } from 'zod';
import { formatCompactDate, parseCompactDate } from '../compact-date.ts';
import { toToken } from '../mapping.ts';
import { wireToken } from '../wire.ts';
import type { WireToken } from '../wire.ts';
import { accountStep } from './account-step.ts';
import { summaryOf } from './intents.ts';
import type { Alike, IntentOf, Placed } from './intents.ts';
import { verdictOf } from './look.ts';
import { fresh } from './parts.ts';
import type { WritingParts } from './parts.ts';
import { canBeSegment, segment } from './path-segment.ts';
import type { StagedStep } from './planned.ts';
import { secretEntityOf } from './send-write.ts';
import type { Target } from './target.ts';

/**
 * The documented call takes the name in its path and makes tokens without end; an end, or a name that cannot stand in
 * a path, takes the one with a body (teamcity.md 2.11).
 */
export function createTokenStep(
  parts: WritingParts,
  target: Target,
  { intent, place }: Placed<IntentOf<'createToken'>>,
): StagedStep {
  const { name, expiresAt } = intent;
  const isInPath = expiresAt === undefined && canBeSegment(name);
  return accountStep(parts, target, {
    stage: 'add',
    operation: 'CREATE_TOKEN',
    summary: summaryOf(intent, target.names.login),
    places: [place],
    isIdempotent: false,
    method: 'POST',
    below: isInPath ? `/tokens/${segment(name)}` : '/tokens',
    ...(isInPath ? {} : { content: { kind: 'json', value: { name, ...expirationOf(expiresAt) } } }),
    read: (answer, id) => tokenMade(parts, answer, id, name, expiresAt, place),
    look: async (call, id) => lookForToken(parts, call, id, name),
  });
}

/** Whole seconds, the earlier one: a token must not live longer than wished. */
function expirationOf(expiresAt: Instant | undefined): { readonly expirationTime?: string } {
  if (expiresAt === undefined) return {};
  const expirationTime = formatCompactDate(expiresAt);
  if (expirationTime !== undefined) return { expirationTime };
  throw invalidInput('Expected an end of the token before the year 10000.', ['expiresAt']);
}

const wireTokenMade = wireToken.extend({ value: z.string().min(1) });

function tokenMade(
  { system, now }: WritingParts,
  answer: HttpAnswer,
  ownerId: string,
  name: string,
  expiresAt: Instant | undefined,
  place: IntentPlace,
): Sent {
  const row = secretEntityOf(wireTokenMade, answer, system);
  if (row.name !== name) throw badAnswer(answer, system, 'it is about another token than the one to be made');
  const message = endShown(row, expiresAt);
  return {
    token: toToken(row, ownerId, now()),
    secret: row.value,
    ...(message === undefined ? {} : { missing: [{ place, message }] }),
  };
}

/** A server that does not understand the end makes a token without one, and says yes. */
function endShown(row: WireToken, expiresAt: Instant | undefined): string | undefined {
  if (expiresAt === undefined) return undefined;
  const shown = parseCompactDate(row.expirationTime ?? '');
  if (shown === undefined) return 'The server made the token without the end that was asked for.';
  return shown > expiresAt ? 'The server made the token with a later end than was asked for.' : undefined;
}

async function lookForToken(parts: WritingParts, call: Call, id: string, name: string): Promise<Look> {
  const row = (await parts.client.tokens(fresh(call), id)).find((one) => one.name === name);
  if (row === undefined) return { verdict: 'missing' };
  return { verdict: 'landed', token: toToken(row, id, parts.now()) };
}

export function revokeTokenStep(
  parts: WritingParts,
  target: Target,
  { intent, places }: Alike<IntentOf<'revokeToken'>>,
): StagedStep {
  const { tokenId } = intent;
  return accountStep(parts, target, {
    stage: 'remove',
    operation: 'REVOKE_TOKEN',
    summary: summaryOf(intent, target.names.login),
    places,
    isDestructive: true,
    method: 'DELETE',
    below: `/tokens/${segment(tokenId)}`,
    look: async (call, id) => {
      const rows = await parts.client.tokens(fresh(call), id);
      return verdictOf(rows.every(({ name }) => name !== tokenId));
    },
  });
}
