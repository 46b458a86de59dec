import type { AccountWork } from '#connectors/writing.ts';
import { fold } from '#domain/text.ts';
import { takenLogin } from './login-lookup.ts';

/** Two accounts that are to get one login: the second write would fail after the first was done. */
export function refuseLoginsTwice(system: string, work: readonly AccountWork[]): void {
  const seen = new Map<string, number>();
  for (const [index, { intents }] of work.entries()) {
    for (const intent of intents) {
      if (intent.kind !== 'create' && intent.kind !== 'updateProfile') continue;
      const { login } = intent.profile;
      if (login === undefined) continue;
      const owner = seen.get(fold(login)) ?? index;
      if (owner !== index) throw takenLogin(system, login);
      seen.set(fold(login), owner);
    }
  }
}
