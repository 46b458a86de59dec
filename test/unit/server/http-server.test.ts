import { createHash } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { bodyOf, key, serve, withKeys } from './serving.ts';
import type { Serving, ServingOptions } from './serving.ts';

const running: Serving[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

async function serving(options?: ServingOptions): Promise<Serving> {
  const server = await serve(options);
  running.push(server);
  return server;
}

const whoami = { query: '{ viewer { name scopes } }' };

describe('who is calling', () => {
  it('is anybody, with every scope, where the gateway asks for no keys', async () => {
    const { post } = await serving();
    expect(await (await post(whoami)).json()).toMatchObject({
      data: { viewer: { name: 'anonymous', scopes: ['READ', 'WRITE', 'TOKENS', 'ADMIN'] } },
    });
  });

  it('is told by the key, in any spelling of Bearer', async () => {
    const { post } = await serving({ auth: withKeys });
    for (const scheme of ['Bearer', 'bearer', 'BEARER ']) {
      const response = await post(whoami, { authorization: `${scheme} ${key}` });
      expect(await response.json()).toMatchObject({ data: { viewer: { name: 'portal', scopes: ['READ'] } } });
    }
  });

  it.each([
    [undefined, 'Expected the header Authorization: Bearer <key>.'],
    ['', 'Expected the header Authorization: Bearer <key>.'],
    [key, 'Expected the header Authorization: Bearer <key>.'],
    [`Basic ${key}`, 'Expected the header Authorization: Bearer <key>.'],
    [`Bearer ${key} more`, 'Expected the header Authorization: Bearer <key>.'],
    ['Bearer', 'Expected the header Authorization: Bearer <key>.'],
    ['Bearer wrong-key', 'The key is not one this gateway knows.'],
    [`Bearer ${key.slice(0, -1)}`, 'The key is not one this gateway knows.'],
    [`Bearer ${key.toUpperCase()}`, 'The key is not one this gateway knows.'],
    [
      `Bearer ${withKeys.mode === 'keys' ? withKeys.keys[0]?.sha256 : ''}`,
      'The key is not one this gateway knows.',
    ],
  ])('is refused with %j', async (authorization, message) => {
    const server = await serving({ auth: withKeys });
    const response = await server.post(whoami, authorization === undefined ? {} : { authorization });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      message.startsWith('Expected') ? 'Bearer' : 'Bearer error="invalid_token"',
    );
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(server.logged.join()).not.toContain('wrong-key');
  });

  it('is asked before anything else: strangers learn nothing from what they send', async () => {
    const { origin, post } = await serving({ auth: withKeys });
    expect((await post('{ not json')).status).toBe(401);
    expect((await post('x'.repeat(20_000))).status).toBe(401);
    expect((await fetch(`${origin}/graphql?query={__typename}`)).status).toBe(401);
  });

  it('does not matter to those who only look whether the gateway is alive', async () => {
    const { origin } = await serving({ auth: withKeys });
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  });
});

describe('keys of one name', () => {
  it('are all good, so that a caller can change from one to the next', async () => {
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const keys = ['old-key', 'new-key'].map((each) => ({
      name: 'portal',
      sha256: sha256(each),
      scopes: ['READ' as const],
    }));
    const { post } = await serving({ auth: { mode: 'keys', keys } });
    for (const each of ['old-key', 'new-key']) {
      const response = await post(whoami, { authorization: `Bearer ${each}` });
      expect(await response.json()).toMatchObject({ data: { viewer: { name: 'portal' } } });
    }
    expect((await post(whoami, { authorization: 'Bearer older-key' })).status).toBe(401);
  });
});

describe('the scopes of a key', () => {
  it('include those below', async () => {
    const { post } = await serving({ auth: withKeys });
    const response = await post(whoami, { authorization: 'Bearer root-key' });
    expect(await response.json()).toMatchObject({
      data: { viewer: { name: 'root', scopes: ['READ', 'WRITE', 'TOKENS', 'ADMIN'] } },
    });
  });
});

describe('the id of a request', () => {
  it('is taken over from the caller and stands in the log', async () => {
    const server = await serving();
    const response = await server.post(whoami, { 'x-request-id': 'portal:4711.a-b_c' });
    expect(response.headers.get('x-request-id')).toBe('portal:4711.a-b_c');
    await response.text();
    await expect.poll(() => server.logged.some((line) => line.includes('portal:4711.a-b_c'))).toBe(true);
  });

  it.each(['', 'with blanks', 'a"b', '{"a":1}', 'é', 'x'.repeat(129)])(
    'is made where the one brought would do harm: %j',
    async (id) => {
      const { post } = await serving();
      const response = await post(whoami, { 'x-request-id': id });
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/u);
    },
  );

  it('is another for every request, and there for refused ones too', async () => {
    const { origin, post } = await serving({ auth: withKeys });
    const responses = [await post(whoami), await post(whoami), await fetch(`${origin}/nowhere`)];
    const ids = responses.map((response) => response.headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => id?.length === 36)).toBe(true);
  });
});

describe('a body', () => {
  it.each([
    ['{ "query": ', 'application/json', 400],
    ['', 'application/json', 400],
    ['{"query":"{__typename}","__proto__":{"x":1}}', 'application/json', 400],
    ['query=x', 'text/plain', 400],
    ['query={__typename}', 'application/x-www-form-urlencoded', 415],
    [JSON.stringify({ query: `{ viewer { name } } #${'x'.repeat(10_000)}` }), 'application/json', 413],
  ])('that is no use is refused in our own shape: %.30j as %s', async (body, type, status) => {
    const { post } = await serving();
    const response = await post(body, { 'content-type': type });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/json');
    const { errors } = await bodyOf(response);
    expect(errors).toEqual([{ message: expect.any(String), extensions: { code: 'INVALID_INPUT' } }]);
  });

  it.each([
    [{}],
    [[]],
    [[{ query: '{__typename}' }]],
    ['"text"'],
    [{ query: 42 }],
    [{ query: '' }],
    [{ query: '{ viewer { name }' }],
    [{ query: '{ nothing }' }],
    [{ query: 'query a { viewer { name } } query b { viewer { name } }' }],
    [{ query: '{ viewer { name } }', operationName: 'other' }],
    [{ query: '{ viewer { name } }', variables: 'x' }],
    [{ query: 'query ($by: UserRef!) { user(by: $by) { id } }', variables: {} }],
    [{ query: 'mutation { nothing }' }],
  ])('that is JSON but no request is refused with our codes: %j', async (body) => {
    const { post } = await serving();
    const response = await post(body);
    expect([200, 400]).toContain(response.status);
    const { errors, data } = await bodyOf(response);
    expect(data ?? undefined).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'INVALID_INPUT' }]);
  });
});

describe('answers', () => {
  it('come as JSON unless asked for otherwise', async () => {
    const { post } = await serving();
    const response = await post(whoami);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('come as application/graphql-response+json to those who ask, then with a status that tells', async () => {
    const { post } = await serving();
    const accept = 'application/graphql-response+json';
    const good = await post(whoami, { accept });
    expect([good.status, good.headers.get('content-type')]).toEqual([200, `${accept}; charset=utf-8`]);
    expect(await good.json()).toHaveProperty('data.viewer.name', 'anonymous');
    const bad = await post({ query: '{ nothing }' }, { accept });
    expect([bad.status, bad.headers.get('content-type')]).toEqual([400, `${accept}; charset=utf-8`]);
    expect((await bodyOf(bad)).errors[0]?.extensions).toEqual({ code: 'INVALID_INPUT' });
  });

  it('do not tell what the gateway is made of', async () => {
    const { origin, post } = await serving();
    for (const response of [
      await post(whoami),
      await fetch(`${origin}/nowhere`),
      await fetch(`${origin}/healthz`),
    ]) {
      expect(response.headers.get('x-powered-by')).toBeNull();
      expect(response.headers.get('server')).toBeNull();
    }
  });
});

describe('GET', () => {
  const address = (origin: string, parameters: Record<string, string>): string =>
    `${origin}/graphql?${new URLSearchParams(parameters).toString()}`;

  it('answers queries to programs that show they are no form on a strange page', async () => {
    const { origin } = await serving();
    const document = 'query ($key: String!) { system(key: $key) { key } viewer { name } }';
    for (const headers of [
      { 'apollo-require-preflight': 'true' },
      { 'x-apollo-operation-name': 'x' },
      { 'content-type': 'application/json' },
    ]) {
      const response = await fetch(
        address(origin, { query: '{ viewer { name } }', operationName: '' }).replace('&operationName=', ''),
        { headers },
      );
      expect(await response.json()).toMatchObject({ data: { viewer: { name: 'anonymous' } } });
    }
    const refused = await fetch(address(origin, { query: document, variables: '{' }), {
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect((await bodyOf(refused)).errors[0]?.extensions).toEqual({ code: 'INVALID_INPUT' });
  });

  it('is refused without such a sign', async () => {
    const { origin } = await serving();
    const response = await fetch(address(origin, { query: '{ viewer { name } }' }));
    expect(response.status).toBe(400);
    const { errors } = await bodyOf(response);
    expect(errors[0]?.extensions).toEqual({ code: 'INVALID_INPUT' });
    expect(errors[0]?.message).toContain('CSRF');
  });
});

describe('other addresses', () => {
  it.each([
    ['GET', '/nowhere'],
    ['POST', '/nowhere'],
    ['GET', '/graphql/'],
    ['PUT', '/graphql'],
    ['DELETE', '/graphql'],
    ['GET', '/'],
    ['GET', '/graphiql/main.js'],
    ['GET', '/%2e%2e/package.json'],
  ])('%s %s is 404 in JSON and names the right one', async (method, path) => {
    const { origin } = await serving();
    const response = await fetch(`${origin}${path}?token=s3cret`, { method });
    expect(response.status).toBe(404);
    const { errors } = await bodyOf(response);
    expect(errors[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    expect(errors[0]?.message).toContain('The API is at /graphql.');
    expect(errors[0]?.message).not.toContain('s3cret');
  });

  it('that cannot be read are refused in our own shape', async () => {
    const { origin } = await serving();
    const response = await fetch(`${origin}/%zz`);
    expect(response.status).toBe(400);
    expect(response.headers.get('x-request-id')).toHaveLength(36);
    expect((await bodyOf(response)).errors[0]?.extensions).toEqual({ code: 'INVALID_INPUT' });
  });

  it('/healthz says the process is alive', async () => {
    const { origin } = await serving();
    const response = await fetch(`${origin}/healthz`);
    expect([response.status, await response.text()]).toEqual([200, 'alive\n']);
  });

  it('/readyz has a line for every system; one that is down does not make the gateway unready', async () => {
    const systems = [
      { key: 'zephyr', status: 'UP', detail: '12 ms' },
      { key: 'squash', status: 'DOWN', detail: 'UPSTREAM_UNAVAILABLE' },
      { key: 'teamcity', status: 'UNKNOWN', detail: '' },
    ];
    const { origin } = await serving({ readiness: { isReady: true, systems } });
    const response = await fetch(`${origin}/readyz`);
    expect([response.status, await response.text()]).toEqual([
      200,
      'ready\nzephyr UP 12 ms\nsquash DOWN UPSTREAM_UNAVAILABLE\nteamcity UNKNOWN\n',
    ]);
  });

  it('/readyz says 503 where the gateway is about to stop', async () => {
    const { origin } = await serving({ readiness: { isReady: false, systems: [] } });
    const response = await fetch(`${origin}/readyz`);
    expect([response.status, await response.text()]).toEqual([503, 'not ready\n']);
  });
});

describe('the log', () => {
  it('has a line for each request, without query, variables or credentials', async () => {
    const server = await serving({ auth: withKeys });
    await (
      await server.post(
        {
          query: 'query ($by: UserRef!) { user(by: $by) { id } }',
          variables: { by: { id: 's3cret-variable' } },
        },
        { authorization: `Bearer ${key}`, 'upstream-authorization-squash': 'Bearer s3cret-upstream' },
      )
    ).text();
    await (await fetch(`${server.origin}/graphql?query=s3cret-query`)).text();
    await expect.poll(() => server.logged.filter((line) => line.includes('"answered"')).length).toBe(2);
    const log = server.logged.join();
    expect(log).toContain('"path":"/graphql"');
    expect(log).not.toMatch(/s3cret|the-key/u);
  });
});

it('the log names who asked where that is known, and each request by one word', async () => {
  const server = await serving({ auth: withKeys });
  const id = { 'x-request-id': 'r-1' };
  await (await server.post(whoami, { ...id, authorization: `Bearer ${key}` })).text();
  await (await server.post(whoami, id)).text();
  await (await fetch(`${server.origin}/healthz`, { headers: id })).text();
  const answered = (): unknown[] =>
    server.logged
      .filter((line) => line.includes('"answered"'))
      .map((line) => {
        const { requestId, caller, path, status } = JSON.parse(line) as Record<string, unknown>;
        return { requestId, caller, path, status };
      });
  await expect.poll(() => answered().length).toBe(3);
  expect(answered()).toEqual([
    { requestId: 'r-1', caller: 'portal', path: '/graphql', status: 200 },
    { requestId: 'r-1', caller: undefined, path: '/graphql', status: 401 },
    { requestId: 'r-1', caller: undefined, path: '/healthz', status: 200 },
  ]);
  expect(server.logged.join()).not.toContain('reqId');
});

describe('a caller who leaves', () => {
  it('ends the work that is done for them, and is no defect', async () => {
    let given: AbortSignal | undefined;
    let release = (): void => undefined;
    const server = await serving({
      directory: {
        systems: [{ key: 'a' }],
        check: async () =>
          new Promise((_resolve, reject) => {
            release = () => reject(new Error('given up'));
            given?.addEventListener('abort', () => release());
          }),
      },
      onContext: (_context, signal) => {
        given = signal;
      },
    });
    const call = rawRequest(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    call.on('error', () => undefined);
    call.end(JSON.stringify({ query: '{ viewer { name } systems { version } }' }));
    await expect.poll(() => given?.aborted).toBe(false);
    call.destroy();
    await expect.poll(() => given?.aborted).toBe(true);
  });
});
