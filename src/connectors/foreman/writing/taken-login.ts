import { RollcallError } from '#domain/errors.ts';
import { fold } from '#domain/text.ts';
import type { Planning } from './draft.ts';

/** Logins are unique ignoring case (foreman.md 2.6). */
export function refuseTaken({ client, facts }: Planning, login: string, ownId?: string): void {
  const holder = facts.holders.get(fold(login));
  if (holder === undefined || holder.id === ownId) return;
  throw new RollcallError(
    'ALREADY_EXISTS',
    `${client.system}: there is an account ${holder.login} already.`,
    {
      system: client.system,
      field: ['profile', 'login'],
    },
  );
}
