import type { DetailsChange } from '#domain/intents.ts';
import type { ConnectedSystem } from '../landscape.ts';
import type { Desk, FieldPath } from './desk.ts';

type Details<K extends DetailsChange['kind']> = Omit<Extract<DetailsChange, { readonly kind: K }>, 'kind'>;
type Nullable<T> = { readonly [M in keyof T]?: T[M] | null };

/** Exactly one member, as the schema's oneOf has it. */
export type DetailsInput = { readonly [K in DetailsChange['kind']]?: Nullable<Details<K>> | null };

const kinds = ['zephyr', 'foreman', 'squash', 'teamcity'] as const;

/** The details, with nulls left out as "keep"; noted where they are those of another kind of system. */
export function detailsChange(
  input: DetailsInput | null | undefined,
  system: ConnectedSystem,
  field: FieldPath,
  desk: Desk,
): DetailsChange | undefined {
  if (input === null || input === undefined) return undefined;
  const kind = kinds.find((each) => input[each] !== undefined && input[each] !== null);
  if (kind === undefined) {
    desk.note('INVALID_INPUT', `Expected exactly one of ${kinds.join(', ')}; got a null.`, field);
    return undefined;
  }
  if (kind !== system.kind) {
    desk.note(
      'INVALID_INPUT',
      `${system.key} is of the kind ${system.kind}; got details of ${kind}.`,
      [...field, kind],
      system,
    );
    return undefined;
  }
  return { kind, ...withoutNulls(input[kind] ?? {}) };
}

/** Null and absent are the same: keep. */
export function withoutNulls<T extends object>(input: T): { readonly [M in keyof T]?: NonNullable<T[M]> } {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== null && value !== undefined),
  ) as {
    readonly [M in keyof T]?: NonNullable<T[M]>;
  };
}
