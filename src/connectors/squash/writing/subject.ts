import type { IntentPlace } from '#connectors/writing.ts';
import type { HeldPermission, HeldTeam } from '#domain/holdings.ts';
import type { Intent, IntentKind } from '#domain/intents.ts';
import type { UserRow } from '../wire.ts';

/** An intent with its place in the work. */
export interface Wish {
  readonly intent: Intent;
  readonly place: IntentPlace;
}
export type WishOf<Kind extends IntentKind> = Wish & {
  readonly intent: Extract<Intent, { readonly kind: Kind }>;
};

/** One account of the work, as it is now. */
export interface Subject {
  /** Its place in the work. */
  readonly account: number;
  /** Undefined for one that the plan itself makes. */
  readonly id: string | undefined;
  /** As it is now, or as it will be made. */
  readonly login: string;
  /** Undefined for one that the plan makes. */
  readonly row: UserRow | undefined;
  readonly wishes: readonly Wish[];
  /** Read where the wishes speak of teams. */
  readonly teams: readonly HeldTeam[];
  /** Read where the wishes speak of permissions. */
  readonly permissions: readonly HeldPermission[];
}

/** The wishes of some kinds, in order. */
export function wishesOf<Kind extends IntentKind>(
  { wishes }: Pick<Subject, 'wishes'>,
  ...kinds: readonly Kind[]
): readonly WishOf<Kind>[] {
  const isWanted = (kind: IntentKind): boolean => kinds.some((each) => each === kind);
  return wishes.filter((wish): wish is WishOf<Kind> => isWanted(wish.intent.kind));
}

/** The id in a path; `{id}` stands for that of an account not made yet. */
export function idIn({ id }: Subject): string {
  return id ?? '{id}';
}
