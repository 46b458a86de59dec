import { serviceAuthorization } from '../../test/support/gateway-upstream.ts';
import type { Data } from '../support/stack.ts';
import { isClosing } from './accounting.ts';
import type { AuditRecord } from './accounting.ts';
import type { Attempt } from './writes.ts';

/** First names by login, as a server says itself. */
type Accounts = ReadonlyMap<string, string>;

const readers: Readonly<Record<string, (get: (path: string) => Promise<Data>) => Promise<Accounts>>> = {
  zephyr: async (get) => {
    const users = (await get('/flex/services/rest/latest/user')) as unknown as readonly Data[];
    return named(users, 'username', 'firstName');
  },
  foreman: async (get) => named((await get('/api/users?per_page=100000'))['results'], 'login', 'firstname'),
  squash: async (get) => {
    const page = await get('/api/rest/latest/users?size=100000');
    const soak = page['_embedded'].users.filter(({ login }: Data) => login.startsWith('soak-'));
    const whole = await Promise.all(soak.map(async ({ id }: Data) => get(`/api/rest/latest/users/${id}`)));
    return named(whole, 'login', 'first_name');
  },
  teamcity: async (get) =>
    named((await get('/app/rest/users?fields=user(username,name)'))['user'], 'username', 'name'),
};

function named(rows: readonly Data[], login: string, name: string): Accounts {
  return new Map(rows.map((row) => [row[login], row[name] ?? '']));
}

/** Whatever a server holds that the recorded outcomes do not explain. Only accounts that were written to are looked at. */
export async function compareWithServers(
  urls: Readonly<Record<string, string>>,
  attempts: readonly Attempt[],
  records: readonly AuditRecord[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const [system, states] of statesBy(attempts, records)) {
    const accounts = await readers[system]?.(async (path) => get(system, `${urls[system]}${path}`));
    for (const [login, allowed] of states) {
      const is = accounts?.get(login);
      if (!allowed.has(is))
        wrong.push(
          `${system}: ${login} is ${stateText(is)}, expected ${[...allowed].map(stateText).join(' or ')}`,
        );
    }
    for (const login of accounts?.keys() ?? [])
      if (login.startsWith('soak-') && !states.has(login)) wrong.push(`${system}: nobody made ${login}`);
  }
  return wrong;
}

function stateText(firstName: string | undefined): string {
  return firstName === undefined ? 'gone' : `called "${firstName}"`;
}

async function get(system: string, url: string): Promise<Data> {
  const authorization = serviceAuthorization[system as keyof typeof serviceAuthorization];
  const response = await fetch(url, { headers: { authorization, accept: 'application/json' } });
  return (await response.json()) as Data;
}

/** What each account may be now, by the records in their order: a first name, or undefined for one that is gone. */
type States = Map<string, Set<string | undefined>>;

function statesBy(attempts: readonly Attempt[], records: readonly AuditRecord[]): Map<string, States> {
  const byRequest = new Map(attempts.map((attempt) => [attempt.requestId, attempt]));
  const bySystem = new Map<string, States>();
  for (const { outcome, requestId } of records.filter(isClosing)) {
    const attempt = byRequest.get(requestId ?? '');
    if (attempt === undefined || attempt.mutation === 'createAccessToken') continue;
    const states = bySystem.get(attempt.system) ?? new Map<string, Set<string | undefined>>();
    bySystem.set(attempt.system, states);
    note(states, attempt, outcome);
  }
  return bySystem;
}

function note(states: States, attempt: Attempt, outcome: string | undefined): void {
  const before = states.get(attempt.login) ?? startOf(attempt);
  const result = resultOf(attempt);
  if (outcome === 'APPLIED' || outcome === 'UNCHANGED') states.set(attempt.login, new Set([result]));
  else if (outcome === 'UNKNOWN' || outcome === 'PARTIAL')
    states.set(attempt.login, new Set([...before, result]));
  else if (before.size > 0) states.set(attempt.login, before);
}

/** Whoever is made in the run was not there before; of others the first name is not known before it is set. */
function startOf({ login }: Attempt): Set<string | undefined> {
  return login.startsWith('soak-') ? new Set([undefined]) : new Set();
}

function resultOf({ mutation, system, firstName }: Attempt): string | undefined {
  if (mutation === 'deleteUsers') return undefined;
  // TeamCity keeps one name only, and none to begin with.
  return firstName ?? (system === 'teamcity' ? '' : 'New');
}
