import { expect, test } from 'vitest';
import { RollcallError } from '#domain/errors.ts';
import { collect, htmlPage, manyProjects, manyTeams, manyUsers, startSquash } from './small-squash.ts';
import type { Reply, Running, SmallSquash } from './small-squash.ts';

async function refusalOf(reply: Reply, running: Running = {}): Promise<RollcallError> {
  const { connector, call } = await startSquash({ instead: () => reply }, running);
  const thrown: unknown = await collect(connector.listAccounts(call)).catch((error: unknown) => error);
  if (!(thrown instanceof RollcallError)) throw new TypeError('expected a refusal');
  return thrown;
}

const spring = { timestamp: 1_714_641_120_000, status: 401, error: 'Unauthorized', path: '/squash/api' };

test.each([
  [
    'the plugin',
    403,
    { exception: 'x.AccessDeniedException', message: 'Access is denied' },
    'UPSTREAM_FORBIDDEN',
    'Access is denied',
  ],
  [
    'the core',
    412,
    { actionValidationError: { exception: 'LoginAlreadyExistsException', message: 'Ce login existe déjà.' } },
    'UPSTREAM_REJECTED',
    'Ce login existe déjà.',
  ],
  [
    'validation',
    412,
    { fieldValidationErrors: [{ fieldName: 'name', errorMessage: 'The name "QA" is already in use.' }] },
    'UPSTREAM_REJECTED',
    'The name "QA" is already in use.',
  ],
  [
    'the container',
    401,
    { ...spring, message: 'Bad credentials.' },
    'UPSTREAM_UNAUTHENTICATED',
    'Bad credentials.',
  ],
] as const)('a refusal by %s keeps its sentence', async (_by, status, body, code, sentence) => {
  const error = await refusalOf({ status, body });
  expect(error).toMatchObject({ code, httpStatus: status, system: 'squash' });
  expect(error.message).toContain(sentence);
});

test.each([
  [{ message: 'org.hibernate.exception.SQLGrammarException: could not execute' }],
  [{ message: 'select login from core_user where id = 1' }],
  [{ message: 'NullPointerException' }],
  [{ message: `Token ${'x'.repeat(60)} is bad` }],
  [{ message: 'first line\n\tat org.squash.Some.method(Some.java:12)' }],
  [{ message: 'a '.repeat(200) }],
  [{ message: 42, fieldValidationErrors: 'x' }],
  ['Basic authentication is not allowed for REST API.'],
  ['<html>Sign in</html>'],
  [null],
])('%j is not passed on', async (body) => {
  const error = await refusalOf({ status: 400, body });
  expect(error.code).toBe('UPSTREAM_REJECTED');
  expect(error.message).not.toContain('It says');
});

test('credentials with a password that are refused bring the advice to use a token', async () => {
  const reply = { status: 401, body: 'Basic authentication is not allowed for REST API.' };
  const error = await refusalOf(reply, { authorization: 'Basic YTpi' });
  expect(error.message).toContain('personal API tokens');
  expect((await refusalOf(reply)).message).not.toContain('personal API tokens');
});

test.each([
  ['/squash', '/squash/api/rest/latest'],
  ['/squash/', '/squash/api/rest/latest'],
  ['/squash/api/rest/latest', '/squash/api/rest/latest'],
  ['/squash/api/rest/latest/users?page=0#top', '/squash/api/rest/latest'],
  ['', '/api/rest/latest'],
])('below the address %s the API is found', async (context, root) => {
  const asked: string[] = [];
  const { connector, call, headers } = await startSquash(
    {
      users: manyUsers(1),
      instead: ({ path }) => {
        asked.push(path);
        return { status: 200, body: { page: { size: 20, totalElements: 0, totalPages: 0, number: 0 } } };
      },
    },
    { context },
  );
  await collect(connector.listAccounts(call));
  expect(asked).toEqual([root === '/squash/api/rest/latest' ? '/users' : `${root}/users`]);
  expect(headers[0]).toMatchObject({ accept: 'application/json', authorization: 'Bearer a.b.c' });
  expect(headers[0]).not.toHaveProperty('cookie');
});

async function probe(squash: SmallSquash) {
  const running = await startSquash(squash);
  const { version, capabilities } = await running.connector.probe(running.call);
  const support = Object.fromEntries(capabilities.map((one) => [one.operation, one.support]));
  return { ...running, version, support };
}

const users = manyUsers(100);
const company = { users, teams: manyTeams(4, users), projects: manyProjects(3, users) };

test('a healthy server is probed in a few calls that reading profits from', async () => {
  const { connector, call, calls, version, support } = await probe(company);
  expect(version).toBeUndefined();
  expect(support).toEqual({});
  expect(calls).toHaveLength(8);
  calls.length = 0;
  await connector.readAccounts(call, { ids: ['1'], logins: [] }, new Set(['projectPermissions'] as const));
  expect(calls).toEqual(['/users/1', '/users/1/permissions']);
});

test('a probe notices that the admin plugin is not there', async () => {
  const { connector, call, calls, support } = await probe({ ...company, hasLoginService: false });
  expect(support).toEqual({ READ_USER: 'EMULATED' });
  calls.length = 0;
  await connector.readAccounts(call, { ids: [], logins: ['user7'] }, new Set());
  expect(calls).toHaveLength(1);
});

test('a probe without administration rights says what cannot be read or written', async () => {
  const { support } = await probe({
    ...company,
    instead: ({ path }) =>
      path === '/projects' ? undefined : { status: 403, body: { message: 'Access is denied' } },
  });
  expect(support).toEqual({
    LIST_USERS: 'UNSUPPORTED',
    READ_USER: 'UNSUPPORTED',
    LIST_GROUPS: 'UNSUPPORTED',
    READ_GROUPS: 'UNSUPPORTED',
    LIST_TEAMS: 'UNSUPPORTED',
    READ_TEAMS: 'UNSUPPORTED',
    READ_PROJECT_PERMISSIONS: 'UNSUPPORTED',
    CREATE_USER: 'UNSUPPORTED',
    UPDATE_USER: 'UNSUPPORTED',
    SET_USER_STATUS: 'UNSUPPORTED',
    SET_PASSWORD: 'UNSUPPORTED',
    DELETE_USER: 'UNSUPPORTED',
    ADD_TO_GROUP: 'UNSUPPORTED',
    REPLACE_GROUPS: 'UNSUPPORTED',
    ADD_TO_TEAM: 'UNSUPPORTED',
    REMOVE_FROM_TEAM: 'UNSUPPORTED',
    GRANT_PROJECT_PERMISSION: 'UNSUPPORTED',
    REVOKE_PROJECT_PERMISSION: 'UNSUPPORTED',
    CREATE_TOKEN: 'UNSUPPORTED',
  });
});

test.each([
  [{ status: 401, body: '' }, 'UPSTREAM_UNAUTHENTICATED'],
  [htmlPage, 'UPSTREAM_BAD_RESPONSE'],
  [{ status: 503, body: '' }, 'UPSTREAM_UNAVAILABLE'],
])('a probe answered with %j throws %s', async (reply, code) => {
  const { connector, call } = await startSquash({ instead: () => reply });
  await expect(connector.probe(call)).rejects.toMatchObject({ code });
});

test('what one identity learnt is not used for another', async () => {
  const { connector, call, calls } = await startSquash({ ...company, hasLoginService: false });
  await connector.probe(call);
  calls.length = 0;
  const other = {
    ...call,
    identity: { ...call.identity, fingerprint: 'other', authorization: 'Bearer x.y.z' },
  };
  await connector.readAccounts(other, { ids: [], logins: ['user7'] }, new Set());
  expect(calls[0]).toBe('/users/login/user7');
});

test('capabilities speak of tokens and roles', async () => {
  const { connector } = await startSquash({});
  const support = new Map(connector.capabilities.map((one) => [one.operation, one]));
  expect(support.get('LIST_TOKENS')).toMatchObject({ support: 'UNSUPPORTED' });
  expect(support.get('LIST_TOKENS')?.note).toMatch(/tokens of other people/u);
  expect(support.get('LIST_ROLES')).toMatchObject({ support: 'UNSUPPORTED' });
});
