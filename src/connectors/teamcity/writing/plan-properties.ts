import type { IntentPlace } from '#connectors/writing.ts';
import type { Attribute } from '#domain/account.ts';
import { invalidInput } from '#domain/errors.ts';
import { unwrap } from '#domain/settled.ts';
import type { HttpAnswer } from '#http/http.ts';
import { accountStep } from './account-step.ts';
import { propertyNotAddressable } from './instructions.ts';
import { ofKind } from './intents.ts';
import type { IntentOf, Placed } from './intents.ts';
import { lookAtAccount } from './look.ts';
import type { WritingParts } from './parts.ts';
import { canBeSegment, segment } from './path-segment.ts';
import { unchanged, unsupported } from './planned.ts';
import type { Planned, StagedStep } from './planned.ts';
import { propertiesOf } from './target.ts';
import type { Target } from './target.ts';

interface Wish {
  readonly name: string;
  /** Empty clears. */
  readonly value: string;
  readonly placed: Placed<IntentOf<'create' | 'updateDetails'>>;
}

type Standing = 'same' | 'other' | 'absent';

/**
 * Properties one by one: a list of them sent with the account would replace all, those of plugins too
 * (teamcity.md 2.5, 2.7). Values may be anything, so summaries and state name the properties only.
 */
export function planProperties(parts: WritingParts, target: Target, placed: readonly Placed[]): Planned {
  const wishes = wishesOf(placed);
  if (wishes.length === 0) {
    return { steps: [], settled: unchanged(ofKind(placed, 'updateDetails'), target.names.login) };
  }
  const now = unwrap(target.properties);
  const refused = wishes.filter(({ name }) => !canBeSegment(name));
  const compared = wishes
    .filter(({ name }) => canBeSegment(name))
    .map((wish) => ({ wish, standing: standingOf(wish, now) }));
  const needed = compared.filter(({ standing }) => standing !== 'same');
  const untouched = intentsWithout([...refused, ...needed.map(({ wish }) => wish)], placed);
  return {
    steps: needed.map(({ wish, standing }) => propertyStep(parts, target, wish, standing)),
    settled: [
      ...refused.flatMap((wish) => unsupported([wish.placed], target.names.login, propertyNotAddressable)),
      ...unchanged(untouched, target.names.login),
    ],
    facts: { properties: compared.map(({ wish, standing }) => [wish.name, standing]) },
  };
}

/** The last value given for each name. */
function wishesOf(placed: readonly Placed[]): readonly Wish[] {
  const sources = [...ofKind(placed, 'create'), ...ofKind(placed, 'updateDetails')];
  const wishes = sources.flatMap((one): readonly Wish[] => {
    const { details } = one.intent;
    if (details === undefined) return [];
    if (details.kind !== 'teamcity') {
      throw invalidInput(`Expected details for TeamCity; got some for ${details.kind}.`, ['details']);
    }
    return (details.properties ?? []).map((property) => ({ ...property, placed: one }));
  });
  return [...new Map(wishes.map((wish) => [wish.name, wish])).values()];
}

function standingOf({ name, value }: Wish, now: readonly Attribute[]): Standing {
  const held = now.find((property) => property.name === name);
  if (held === undefined) return value === '' ? 'same' : 'absent';
  return held.value === value ? 'same' : 'other';
}

function intentsWithout(wishes: readonly Wish[], placed: readonly Placed[]): readonly Placed[] {
  const touched = new Set<IntentPlace>(wishes.map((wish) => wish.placed.place));
  return ofKind(placed, 'updateDetails').filter(({ place }) => !touched.has(place));
}

function propertyStep(parts: WritingParts, target: Target, wish: Wish, standing: Standing): StagedStep {
  const { name, value } = wish;
  const clears = value === '';
  const { place } = wish.placed;
  return accountStep(parts, target, {
    stage: 'change',
    operation: 'UPDATE_USER',
    summary: `${clears ? 'Clear' : 'Set'} property ${name} of ${target.names.login}`,
    places: [place],
    isDestructive: standing === 'other',
    replaced: standing === 'other' ? [`the value of property ${name}`] : [],
    method: clears ? 'DELETE' : 'PUT',
    below: `/properties/${segment(name)}`,
    ...(clears ? {} : { content: { kind: 'text', value } }),
    secrets: clears ? [] : [value],
    read: (answer) => (clears ? {} : valueShown(answer, wish)),
    look: async (call, id) =>
      lookAtAccount(parts, call, id, clears ? 'absent' : 'present', (row) => {
        const held = unwrap(propertiesOf(row, parts.system)).find((property) => property.name === name);
        return held !== undefined && (clears || held.value === value);
      }),
  });
}

/** The value stored comes back (teamcity.md 2.7). */
function valueShown(
  answer: HttpAnswer,
  { name, value, placed }: Wish,
): {
  readonly missing?: readonly { readonly place: IntentPlace; readonly message: string }[];
} {
  if (answer.status === 204 || answer.text === value) return {};
  const message = `The server did not take over the value of property ${name}.`;
  return { missing: [{ place: placed.place, message }] };
}
