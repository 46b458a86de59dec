import type { Call } from '#connectors/connector.ts';
import { isAddressable } from '../login-lookup.ts';
import type { WritingParts } from './parts.ts';
import { wishesOf } from './subject.ts';
import type { Subject } from './subject.ts';

/**
 * The path to the account's teams by its login; undefined where that may lead nowhere or to somebody else: no admin
 * plugin, a login the path cannot carry, one that finds another account, one that this very plan changes.
 */
export async function teamPathByLogin(
  parts: WritingParts,
  call: Call,
  subject: Subject,
): Promise<string | undefined> {
  const { id, login } = subject;
  const isRenamed = wishesOf(subject, 'updateProfile').some(
    ({ intent }) => intent.profile.login !== undefined,
  );
  if (isRenamed || !isAddressable(login)) return undefined;
  const isSure =
    id === undefined ? await willBeFound(parts, call, login) : await isFound(parts, call, id, login);
  return isSure ? `/users/login/${encodeURIComponent(login)}/teams` : undefined;
}

async function isFound({ logins }: WritingParts, call: Call, id: string, login: string): Promise<boolean> {
  const answer = await logins.find(call, login);
  return answer.outcome === 'found' && answer.row.id === id && answer.row.login === login;
}

/** An account not made yet cannot be asked for: what is known of the server must do. */
async function willBeFound(parts: WritingParts, call: Call, login: string): Promise<boolean> {
  const facts = parts.memory.of(call);
  if (login.includes('.') && facts.dottedLogins === 'unknown') await tryDottedLogin(parts, call);
  return facts.loginService === 'served' && (!login.includes('.') || facts.dottedLogins === 'whole');
}

/** Asks for somebody whose login has a dot: very old servers cut it there (squash.md 2.4). */
async function tryDottedLogin({ userRows, logins }: WritingParts, call: Call): Promise<void> {
  for await (const rows of userRows.list(call, false)) {
    const dotted = rows.find(({ login }) => login.includes('.') && isAddressable(login));
    if (dotted === undefined) continue;
    await logins.find(call, dotted.login);
    return;
  }
}
