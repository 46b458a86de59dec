import type { RecordedCall } from '#sandbox/kernel/call-log.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { askUpstream, basic } from './gateway-upstream.ts';
import type { Stack } from './start-stack.ts';

// What the simulated servers say, whatever its shape: only compared and searched.
// oxlint-disable-next-line typescript/no-explicit-any
type Wire = any;

/** Accounts whose details are read one by one; of all others what lists show. */
const watched = new Set([
  'nora.newcomer',
  'ada.lovelace',
  'emily.chen',
  'backup+foreman',
  'alovelace',
  'echen',
  'bcarvalho',
  'ci-bot',
]);

/** When somebody was last seen says nothing about what was written. */
const volatile = /^last_?(login|used|connected|visit|seen)|lastLogin|lastConnected/iu;

/** All that one server holds about accounts, asked past the gateway; equal states give equal texts. */
export async function readTruth(
  stack: Stack,
  system: SandboxSystem,
  signsIn?: { readonly login: string; readonly password: string },
): Promise<string> {
  const get = async (path: string): Promise<Wire> => askUpstream(stack, system, 'GET', path);
  const facts = await readers[system](get);
  const canSignIn = signsIn === undefined ? undefined : await maySignIn(stack, system, signsIn);
  return canonical({ facts, canSignIn });
}

/** Servers list things, and name members, in no order of their own. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([name]) => !volatile.test(name));
  return `{${members
    .map(([name, member]) => `${name}:${canonical(member)}`)
    .toSorted()
    .join(',')}}`;
}

type Get = (path: string) => Promise<Wire>;

const readers: Readonly<Record<SandboxSystem, (get: Get) => Promise<Wire>>> = {
  zephyr: async (get) => {
    const rest = '/flex/services/rest/latest';
    const projects: Wire[] = await get(`${rest}/project/normal`);
    const teams = await Promise.all(projects.map(async ({ id }) => get(`${rest}/project/projectteam/${id}`)));
    return { users: await get(`${rest}/user`), projects, teams, tokens: await get(`${rest}/usertoken`) };
  },
  foreman: async (get) => {
    const { results: users }: Wire = await get('/api/users?per_page=1000');
    const { results: groups }: Wire = await get('/api/usergroups?per_page=1000');
    const subjects = (users as Wire[]).filter(({ login }) => watched.has(login));
    return {
      users,
      accounts: await Promise.all(subjects.map(async ({ id }) => get(`/api/users/${id}`))),
      tokens: await Promise.all(
        subjects.map(async ({ id }) => get(`/api/users/${id}/personal_access_tokens?per_page=1000`)),
      ),
      groups: await Promise.all((groups as Wire[]).map(async ({ id }) => get(`/api/usergroups/${id}`))),
    };
  },
  squash: async (get) => {
    const rest = '/api/rest/latest';
    const { _embedded: users }: Wire = await get(`${rest}/users?size=1000`);
    const { _embedded: teams }: Wire = await get(`${rest}/teams?size=1000`);
    const subjects = (users.users as Wire[]).filter(({ login }) => watched.has(login));
    return {
      users,
      accounts: await Promise.all(subjects.map(async ({ id }) => get(`${rest}/users/${id}`))),
      permissions: await Promise.all(subjects.map(async ({ id }) => get(`${rest}/users/${id}/permissions`))),
      members: await Promise.all(
        (teams.teams as Wire[]).map(async ({ id }) => get(`${rest}/teams/${id}/members?size=1000`)),
      ),
    };
  },
  teamcity: async (get) => ({
    users: await get(
      '/app/rest/users?fields=user(id,username,name,email,hasPassword,roles(role(roleId,scope)),groups(group(key)),properties(property(name,value)))',
    ),
    tokens: await get('/app/rest/users/current/tokens'),
  }),
};

const selfPaths: Readonly<Record<SandboxSystem, string>> = {
  zephyr: '/flex/services/rest/latest/user/current',
  foreman: '/api/current_user',
  squash: '/api/rest/latest/projects',
  teamcity: '/app/rest/users/current',
};

export async function maySignIn(
  stack: Stack,
  system: SandboxSystem,
  { login, password }: { readonly login: string; readonly password: string },
): Promise<boolean> {
  const response = await fetch(`${stack.sandbox.urls[system]}${selfPaths[system]}`, {
    headers: { authorization: basic(login, password), accept: 'application/json' },
  });
  await response.arrayBuffer();
  return response.ok;
}

export function writesAmong(calls: readonly RecordedCall[]): RecordedCall[] {
  return calls.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
}

/** Sends what the gateway sent once more, past it. */
export async function replay(stack: Stack, system: SandboxSystem, call: RecordedCall): Promise<void> {
  const { origin } = new URL(stack.sandbox.urls[system]);
  const kept = new Set(['authorization', 'accept', 'content-type']);
  const response = await fetch(`${origin}${call.path}${call.query === '' ? '' : `?${call.query}`}`, {
    method: call.method,
    headers: Object.fromEntries(Object.entries(call.headers).filter(([name]) => kept.has(name))),
    ...(call.body === '' ? {} : { body: call.body }),
  });
  await response.arrayBuffer();
  if (!response.ok)
    throw new Error(`${call.method} ${call.path}, sent again, was answered with ${response.status}.`);
}
