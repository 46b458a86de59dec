import type { AccountWork } from '#connectors/writing.ts';

/** The login that work is about, made or yet to be made. */
export function loginIn({ account, intents }: AccountWork): string {
  const [first] = intents;
  const created = first?.kind === 'create' ? first.profile.login : undefined;
  return account?.login ?? created ?? '';
}
