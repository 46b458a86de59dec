import type { SandboxSystem } from '#sandbox/sandbox.ts';
import type { Stack } from './start-stack.ts';

/** Credentials of the service account and of Ada, as `company.yaml` lists them. */
export const serviceAuthorization: Readonly<Record<SandboxSystem, string>> = {
  zephyr: 'Bearer 2f1d4c9ab07e4d6f8c3a5b7e9d1f0a2b4c6d8e0f',
  foreman: basic('rollcall', 'rollcall-sandbox-pat0'),
  squash: basic('rollcall', 'sandbox'),
  teamcity: 'Bearer eyJ0eXAiOiAiVENWMiJ9.c2FuZGJveA.cm9sbGNhbGw',
};
export const adaAuthorization: Readonly<Record<SandboxSystem, string>> = {
  zephyr: 'Bearer 7a5b1c0d9e8f4a3b2c1d0e9f8a7b6c5d4e3f2a1b',
  foreman: basic('ada.lovelace', 'ada-sandbox-pat-000000'),
  squash: basic('alovelace', 'sandbox'),
  teamcity: 'Bearer eyJ0eXAiOiAiVENWMiJ9.YWRhLmxvdmVsYWNl.c2FuZGJveA',
};

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

const creations: Readonly<Record<SandboxSystem, (login: string) => readonly [path: string, body: object]>> = {
  zephyr: (username: string) => [
    '/flex/services/rest/latest/user',
    {
      username,
      firstName: 'New',
      lastName: 'Comer',
      email: `${username}@blockpost.example`,
      roles: [{ id: 3, name: 'tester' }],
    },
  ],
  foreman: (login: string) => [
    '/api/users',
    { user: { login, mail: `${login}@blockpost.example`, auth_source_id: 1, password: 'long enough' } },
  ],
  squash: (login: string) => [
    '/api/rest/latest/users',
    { _type: 'user', login, last_name: 'Comer', password: 'long enough', group: 'User' },
  ],
  teamcity: (username: string) => ['/app/rest/users', { username }],
};

const deletions = {
  foreman: (id: string) => `/api/users/${id}`,
  squash: (id: string) => `/api/rest/latest/users/${id}`,
  teamcity: (id: string) => `/app/rest/users/id:${id}`,
} as const;

/** Makes an account on a simulated server, past the gateway. */
export async function createUpstream(stack: Stack, system: SandboxSystem, login: string): Promise<void> {
  const [path, body] = creations[system](login);
  await askUpstream(stack, system, 'POST', path, body);
}

/** Deletes an account on a simulated server, past the gateway; Zephyr cannot. */
export async function deleteUpstream(
  stack: Stack,
  system: keyof typeof deletions,
  nativeId: string,
): Promise<void> {
  await askUpstream(stack, system, 'DELETE', deletions[system](nativeId));
}

/** One call as the service account; throws unless the answer is 2xx. */
export async function askUpstream(
  stack: Stack,
  system: SandboxSystem,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${stack.sandbox.urls[system]}${path}`, {
    method,
    headers: {
      authorization: serviceAuthorization[system],
      accept: 'application/json',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${system}: ${method} ${path} was answered with ${response.status}: ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
