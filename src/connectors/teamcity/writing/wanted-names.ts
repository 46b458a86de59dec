import type { ProfileChange } from '#domain/intents.ts';

/**
 * The one name that TeamCity keeps: the display name, else what first and last name make together. Undefined where
 * nothing is wished; `half` where a part alone is given, which cannot be changed without the other.
 */
export function wantedName(profile: ProfileChange): { readonly name?: string; readonly isHalf: boolean } {
  const { displayName, firstName, lastName } = profile;
  if (displayName !== undefined) return { name: displayName, isHalf: false };
  if (firstName === undefined && lastName === undefined) return { isHalf: false };
  const name = [firstName, lastName].filter((part) => part !== undefined && part !== '').join(' ');
  return { name, isHalf: firstName === undefined || lastName === undefined };
}

/** What the server's answer shows otherwise than wished, in a sentence each; a login is kept in lower case. */
export function differences(
  wished: { readonly name?: string | undefined; readonly email?: string | undefined },
  shown: { readonly name?: string | null | undefined; readonly email?: string | null | undefined },
): readonly string[] {
  const differs = (wish: string | undefined, value: string | null | undefined): boolean =>
    wish !== undefined && wish !== (value ?? '');
  return [
    ...(differs(wished.name, shown.name) ? ['The server did not take over the name.'] : []),
    ...(differs(wished.email, shown.email) ? ['The server did not take over the e-mail address.'] : []),
  ];
}
