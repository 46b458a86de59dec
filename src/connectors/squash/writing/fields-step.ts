import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, Sent, Step } from '#connectors/writing.ts';
import { noSuch } from '#connectors/no-such.ts';
import { onceEach } from '#connectors/once-each.ts';
import { toGroup } from '../mapping.ts';
import { userRow } from '../wire.ts';
import type { UserRow } from '../wire.ts';
import type { WritingParts } from './parts.ts';
import { createStep, readBack } from './step.ts';
import type { StepDraft } from './step.ts';
import { idIn } from './subject.ts';
import type { Subject } from './subject.ts';

/** Attributes that can be written and read (squash.md 2.6). */
export type Field =
  'login' | 'first_name' | 'last_name' | 'email' | 'group' | 'active' | 'can_delete_from_front';

export interface FieldWish {
  readonly field: Field;
  readonly value: string | boolean;
  /** The intents that want it so. */
  readonly places: readonly IntentPlace[];
}

type Texts = Pick<StepDraft, 'operation' | 'summary' | 'isDestructive' | 'replaced'>;

/**
 * One PATCH of the attributes that change, and of no others (squash.md 2.6). The answer is the whole account and is
 * compared with the wish; attributes that it leaves out are read.
 */
export function fieldsStep(
  parts: WritingParts,
  subject: Subject,
  wishes: readonly FieldWish[],
  texts: Texts,
): Step {
  const { system, client, userRows } = parts;

  const sent: StepDraft['sent'] = async (call, id, answer) => {
    const row = client.parse(userRow, answer);
    if (wishes.every(({ field }) => typeof row[field] !== 'undefined')) return missingIn(row);
    return missingIn(await readBack(system, wholeRow(call, id)));
  };
  const wholeRow = async (call: Call, id: string): Promise<UserRow> => {
    const row = await userRows.one(call, id);
    if (row === undefined) throw noSuch(system, 'account', id);
    return row;
  };
  const missingIn = (row: UserRow): Sent => ({
    missing: wishes
      .filter((wish) => !isMet(wish, row))
      .flatMap(({ field, places }) =>
        places.map((place) => ({
          place,
          message: `${system}: accepted, but the server does not show the ${fieldLabels[field]} of ${row.login} as it was wanted.`,
        })),
      ),
  });
  const look = async (call: Call, id: string): Promise<Look> => {
    const row = await userRows.one(call, id);
    if (row === undefined) return { verdict: 'missing' };
    if (wishes.every((wish) => isMet(wish, row))) return { verdict: 'landed' };
    return { verdict: wishes.some(({ field }) => row[field] === undefined) ? 'unclear' : 'missing' };
  };

  return createStep(parts, subject, {
    ...texts,
    places: onceEachPlace(wishes.flatMap(({ places }) => places)),
    method: 'PATCH',
    path: `/users/${idIn(subject)}`,
    json: { _type: 'user', ...Object.fromEntries(wishes.map(({ field, value }) => [field, value])) },
    isIdempotent: true,
    sent,
    look,
  });
}

/** Whether the account has the attribute as wanted; one that is not shown counts as another. */
export function isMet({ field, value }: Pick<FieldWish, 'field' | 'value'>, row: UserRow): boolean {
  const shown = row[field];
  if (shown === undefined) return false;
  // What is unset is `""` in the documentation; null is put up with (2.1).
  if (shown === null) return value === '';
  if (field === 'group') return toGroup(String(shown)).nativeId === toGroup(String(value)).nativeId;
  return shown === value;
}

export const fieldLabels: Readonly<Record<Field, string>> = {
  login: 'login',
  first_name: 'first name',
  last_name: 'last name',
  email: 'email',
  group: 'user group',
  active: 'status',
  can_delete_from_front: 'right to delete from the front',
};

/** Places, each once. */
function onceEachPlace(places: readonly IntentPlace[]): readonly IntentPlace[] {
  return onceEach(places, ({ account, intent }) => `${account}.${intent}`);
}
