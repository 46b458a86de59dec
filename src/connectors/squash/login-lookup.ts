import type { Call } from '#connectors/connector.ts';
import { equalIgnoringCase } from '#domain/text.ts';
import { isSuccess } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import type { Client } from './client.ts';
import type { FactsMemory } from './facts.ts';
import { isAboutTheThing } from './refusal.ts';
import { userRow } from './wire.ts';
import type { UserRow } from './wire.ts';

/**
 * `unsure`: asking by path cannot tell, the list must. `unserved`: the same, and it looks as if nothing listens on
 * the path at all.
 */
export type LoginAnswer =
  | { readonly outcome: 'found'; readonly row: UserRow }
  | { readonly outcome: 'missing' | 'unsure' | 'unserved' };

export interface LoginLookup {
  /** Asks `/users/login/{login}`, which only the admin plugin has. */
  find(call: Call, login: string): Promise<LoginAnswer>;
  /** Whether the server takes a login for one that differs from it in case; asked once, then remembered. */
  ignoresCase(call: Call, asked: string): Promise<boolean>;
}

/** The server keeps far shorter ones; a path so long is refused before anybody looks for the login. */
const longestLogin = 255;

export function createLoginLookup(client: Client, memory: FactsMemory): LoginLookup {
  const judgeMissing = (call: Call, login: string, answer: HttpAnswer): LoginAnswer => {
    const facts = memory.of(call);
    if (isAboutTheThing(answer)) facts.loginService = 'served';
    // Very old servers cut `john.doe` at the dot and look for `john` (squash.md 2.4).
    if (login.includes('.') && facts.dottedLogins === 'unknown') return { outcome: 'unsure' };
    return { outcome: facts.loginService === 'served' ? 'missing' : 'unserved' };
  };

  const judgeFound = (call: Call, login: string, answer: HttpAnswer): LoginAnswer => {
    const row = client.parse(userRow, answer);
    const facts = memory.of(call);
    facts.loginService = 'served';
    // Another account: `elodie` finds `Élodie` on some databases, a cut login finds who has the shorter one (2.4).
    if (!equalIgnoringCase(row.login, login)) return { outcome: 'unsure' };
    if (row.login !== login) facts.loginCase = 'ignored';
    if (login.includes('.')) facts.dottedLogins = 'whole';
    return { outcome: 'found', row };
  };

  const find: LoginLookup['find'] = async (call, login) => {
    if (login.length > longestLogin) return { outcome: 'missing' };
    if (!isAddressable(login) || memory.of(call).loginService === 'absent') return { outcome: 'unsure' };
    const answer = await client.get(call, `/users/login/${encodeURIComponent(login)}`);
    if (isSuccess(answer)) return judgeFound(call, login, answer);
    if (answer.status === 404) return judgeMissing(call, login, answer);
    // The firewall before the controller (400, 500), no such verb (405), the ending taken for a media type (406).
    if ([400, 405, 406, 500].includes(answer.status)) return { outcome: 'unsure' };
    throw client.refusal(call, answer);
  };

  return {
    find,
    ignoresCase: async (call, asked) => {
      const facts = memory.of(call);
      if (facts.loginCase === 'unknown') {
        const { outcome } = await find(call, asked);
        if (outcome === 'missing') facts.loginCase = 'told apart';
      }
      // Where the server cannot be asked, case is ignored.
      return facts.loginCase !== 'told apart';
    },
  };
}

/** Tomcat and Spring's firewall refuse these in a path, however encoded (squash.md 2.4). */
export function isAddressable(login: string): boolean {
  return !/[/\\;%\p{Cc}]/u.test(login) && login.isWellFormed() && !/^\.*$/u.test(login);
}
