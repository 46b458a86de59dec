import type { Call } from '#connectors/connector.ts';
import { invalidInput, RollcallError } from '#domain/errors.ts';
import { compareCodePoints } from '#domain/text.ts';
import type { WireToken } from '../wire.ts';
import { tokenNotAddressable, tokensMadeByOwnerOnly, tokensRevokedByOwnerOnly } from './instructions.ts';
import { alike, ofKind } from './intents.ts';
import type { IntentOf, Placed } from './intents.ts';
import { fresh } from './parts.ts';
import type { PlanParts, WritingParts } from './parts.ts';
import { canBeSegment } from './path-segment.ts';
import { unchanged, unsupported } from './planned.ts';
import type { Planned } from './planned.ts';
import type { Target } from './target.ts';
import { createTokenStep, revokeTokenStep } from './token-steps.ts';

/** Tokens can be made, listed and deleted by their owner only, whatever else one may do (teamcity.md 2.11). */
export async function planTokens(
  parts: PlanParts,
  call: Call,
  target: Target,
  placed: readonly Placed[],
): Promise<Planned> {
  const creations = ofKind(placed, 'createToken');
  const revocations = ofKind(placed, 'revokeToken');
  if (creations.length + revocations.length === 0) return { steps: [], settled: [] };
  const { login } = target.names;
  if (target.id === undefined || target.id !== (await parts.ownId())) {
    return {
      steps: [],
      settled: [
        ...unsupported(creations, login, tokensMadeByOwnerOnly, 'SELF_ONLY'),
        ...unsupported(revocations, login, tokensRevokedByOwnerOnly, 'SELF_ONLY'),
      ],
      facts: { ownsTokens: false },
    };
  }
  const names = new Set((await parts.client.tokens(fresh(call), target.id)).map(({ name }) => name));
  const made = planCreations(parts, target, creations, names);
  const revoked = planRevocations(parts, target, revocations, names);
  return {
    steps: [...made, ...revoked.steps],
    settled: revoked.settled,
    facts: { tokens: [...names].sort(compareCodePoints) },
  };
}

type TokenName = WireToken['name'];

function planCreations(
  parts: WritingParts,
  target: Target,
  creations: readonly Placed<IntentOf<'createToken'>>[],
  existing: ReadonlySet<TokenName>,
): Planned['steps'] {
  const taken = new Set(existing);
  return creations.map((one) => {
    const { name, expiresAt } = one.intent;
    if (name === '')
      throw invalidInput('Expected a name for the token: TeamCity knows it by nothing else.', ['name']);
    if (taken.has(name)) throw takenName(parts.system, target, name);
    if (expiresAt !== undefined && expiresAt <= parts.now()) {
      throw invalidInput('Expected an end of the token that lies in the future.', ['expiresAt']);
    }
    taken.add(name);
    return createTokenStep(parts, target, one);
  });
}

/** Looked up beforehand: the server says it with a 400, which can mean other things (teamcity.md 1.6). */
function takenName(system: string, { names }: Target, name: string): RollcallError {
  return new RollcallError(
    'ALREADY_EXISTS',
    `${system}: ${names.login} has a token ${JSON.stringify(name)} already; tokens are told apart by their names.`,
    { system, field: ['name'] },
  );
}

function planRevocations(
  parts: WritingParts,
  target: Target,
  revocations: readonly Placed<IntentOf<'revokeToken'>>[],
  existing: ReadonlySet<TokenName>,
): Planned {
  const { login } = target.names;
  const absent = revocations.filter(({ intent }) => !existing.has(intent.tokenId));
  const present = revocations.filter(({ intent }) => existing.has(intent.tokenId));
  const refused = present.filter(({ intent }) => !canBeSegment(intent.tokenId));
  const wishes = alike(
    present.filter(({ intent }) => canBeSegment(intent.tokenId)),
    ({ tokenId }) => tokenId,
  );
  return {
    steps: wishes.map((wish) => revokeTokenStep(parts, target, wish)),
    settled: [
      ...unchanged(absent, login, 'there is no such token'),
      ...unsupported(refused, login, tokenNotAddressable),
    ],
  };
}
