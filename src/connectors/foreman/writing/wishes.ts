import { filled } from '#connectors/known.ts';
import type { IntentPlace } from '#connectors/writing.ts';
import { invalidInput } from '#domain/errors.ts';
import type { DetailsChange, ProfileChange } from '#domain/intents.ts';
import { isSearchableId } from '../search.ts';
import type { UserRow } from '../wire.ts';

/** One thing that an account is to become, and how to see whether it has. */
export interface Wish {
  readonly place: IntentPlace;
  /** For people: `email`. */
  readonly name: string;
  /** Attributes to send. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Whether an account is so; undefined where its row does not tell. */
  isMet(row: UserRow): boolean | undefined;
  /** What the account has now and will have no longer. */
  lost?(row: UserRow): readonly string[];
}

type ForemanDetails = Extract<DetailsChange, { kind: 'foreman' }>;
type TextField = 'login' | 'firstname' | 'lastname' | 'mail' | 'description' | 'locale' | 'timezone';

const maxNameLength = 50;
const maxLoginLength = 100;

/** Wishes of a profile; the display name, which Foreman does not keep, aside. */
export function profileWishes(profile: ProfileChange, place: IntentPlace): readonly Wish[] {
  checkProfile(profile);
  return [
    textWish(place, 'login', 'login', profile.login),
    textWish(place, 'first name', 'firstname', profile.firstName),
    textWish(place, 'last name', 'lastname', profile.lastName),
    textWish(place, 'email', 'mail', profile.email),
  ].flat();
}

/** Wishes of the details. `isNew`: Foreman may add organizations and locations of its own (foreman.md 2.4). */
export function detailsWishes(
  details: DetailsChange | undefined,
  place: IntentPlace,
  isNew = false,
): readonly Wish[] {
  if (details === undefined) return [];
  const change = foremanDetails(details);
  return [
    textWish(place, 'description', 'description', change.description),
    textWish(place, 'locale', 'locale', change.locale),
    textWish(place, 'time zone', 'timezone', change.timezone),
    flagWish(place, 'mails', 'mail_enabled', change.isMailEnabled),
    flagWish(place, 'Admin flag', 'admin', change.isAdministrator),
    isNew ? [] : authSourceWish(place, change.authSourceId),
    placesWish(place, 'organizations', change.organizationIds, isNew),
    placesWish(place, 'locations', change.locationIds, isNew),
  ].flat();
}

export function foremanDetails(details: DetailsChange): ForemanDetails {
  if (details.kind === 'foreman') return details;
  throw invalidInput(`Expected details of a Foreman account; got details of ${details.kind}.`, ['details']);
}

export function statusWish(place: IntentPlace, isActive: boolean): Wish {
  return {
    place,
    name: 'status',
    attributes: { disabled: !isActive },
    isMet: (row) => (typeof row.disabled === 'boolean' ? row.disabled !== isActive : undefined),
  };
}

/** No answer ever tells a password. */
export function passwordWish(place: IntentPlace, password: string): Wish {
  if (password === '') throw invalidInput('Foreman accepts no empty password.', ['password']);
  return { place, name: 'password', attributes: { password }, isMet: () => undefined };
}

export function authSourceWish(place: IntentPlace, wanted: string | undefined): readonly Wish[] {
  if (wanted === undefined) return [];
  const field = ['details', 'foreman', 'authSourceId'];
  return [
    {
      place,
      name: 'auth source',
      attributes: { auth_source_id: numericId(wanted, 'an auth source', field) },
      isMet: ({ auth_source_id: id }) => (typeof id === 'string' ? id === wanted : undefined),
    },
  ];
}

function textWish(
  place: IntentPlace,
  name: string,
  key: TextField,
  wanted: string | undefined,
): readonly Wish[] {
  if (wanted === undefined) return [];
  const value = filled(wanted) ?? null;
  const isMet = (row: UserRow): boolean | undefined => {
    const current = row[key];
    return current === undefined ? undefined : (current ?? '').trim() === (value ?? '').trim();
  };
  return [{ place, name, attributes: { [key]: value }, isMet }];
}

function flagWish(
  place: IntentPlace,
  name: string,
  key: 'mail_enabled' | 'admin',
  wanted: boolean | undefined,
): readonly Wish[] {
  if (wanted === undefined) return [];
  const isMet = (row: UserRow): boolean | undefined => {
    const current = row[key];
    return typeof current === 'boolean' ? current === wanted : undefined;
  };
  return [{ place, name, attributes: { [key]: wanted }, isMet }];
}

/** The whole set: arrays replace (foreman.md 2.7). Repeated ids would be a 500, so each is sent once. */
function placesWish(
  place: IntentPlace,
  key: 'organizations' | 'locations',
  ids: readonly string[] | undefined,
  isNew: boolean,
): readonly Wish[] {
  if (ids === undefined) return [];
  const wanted = new Set(ids);
  const name = key === 'organizations' ? 'organization' : 'location';
  const field = ['details', 'foreman', `${name}Ids`];
  const isMet = (row: UserRow): boolean | undefined => {
    const held = row[key]?.map((each) => each.id);
    if (held === undefined || held.some((id) => typeof id !== 'string')) return undefined;
    const isComplete = [...wanted].every((id) => held.includes(id));
    return isComplete && (isNew || new Set(held).size === wanted.size);
  };
  return [
    {
      place,
      name: key,
      attributes: { [`${name}_ids`]: [...wanted].map((id) => numericId(id, `a ${name}`, field)) },
      isMet,
      lost: (row) =>
        (row[key] ?? [])
          .filter((each) => typeof each.id === 'string' && !wanted.has(each.id))
          .map((each) => `${name} ${filled(each.name) ?? each.id}`),
    },
  ];
}

function numericId(id: string, what: string, field: readonly string[]): number {
  if (isSearchableId(id)) return Number(id);
  throw invalidInput(`Expected the id of ${what}, a number; got ${JSON.stringify(id.slice(0, 40))}.`, field);
}

function checkProfile({ login, firstName, lastName }: ProfileChange): void {
  if (login !== undefined) {
    if (filled(login) === undefined) throw invalidInput('A login cannot be empty.', ['profile', 'login']);
    checkLength(login, maxLoginLength, 'login');
  }
  if (firstName !== undefined) checkLength(firstName, maxNameLength, 'firstName');
  if (lastName !== undefined) checkLength(lastName, maxNameLength, 'lastName');
}

function checkLength(text: string, most: number, member: string): void {
  const { length } = Array.from(text);
  if (length <= most) return;
  throw invalidInput(`Foreman takes at most ${most} characters here; got ${length}.`, ['profile', member]);
}
