import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { key, serve, withKeys } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();

interface Told {
  readonly status: number | undefined;
  readonly text: string;
}

/** fetch would set Host itself. */
async function ask(
  origin: string,
  path: string,
  host: string,
  headers: Record<string, string> = {},
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${origin}${path}`,
      { method: 'POST', headers: { 'content-type': 'application/json', host, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      },
    );
    call.on('error', reject);
    call.end(path === '/graphql' ? '{"query":"{ viewer { name } }"}' : undefined);
  });
}

describe('without keys, a request must be meant for this machine', () => {
  it.each(['127.0.0.1', 'localhost:4000', 'LOCALHOST', '[::1]:4000', '127.8.8.8:1'])(
    'as one to %s is',
    async (host) => {
      const { origin } = await track(serve());
      expect(await ask(origin, '/graphql', host)).toMatchObject({ status: 200 });
    },
  );

  it.each([
    'evil.test',
    'evil.test:4000',
    '127.0.0.1.evil.test',
    'localhost.evil.test:80',
    '127.0.0.1@evil.test',
    '10.0.0.7:4000',
    '[::2]',
    '127.0.0.1:x',
    ' ',
  ])('as one to %j is not: a page may have made its own name resolve to it', async (host) => {
    const { origin } = await track(serve());
    const { status, text } = await ask(origin, '/graphql', host);
    expect(status).toBe(403);
    expect(text).toContain('"code":"FORBIDDEN"');
    expect(text).toContain('auth.allowAnonymous: true');
  });

  it('but whether it lives is told to all', async () => {
    const { origin } = await track(serve());
    const response = await new Promise<number | undefined>((resolve) => {
      request(`${origin}/healthz`, { headers: { host: 'probe.example.com' } }, (answer) =>
        resolve(answer.resume().statusCode),
      ).end();
    });
    expect(response).toBe(200);
  });
});

it.each([
  ['anybody is wanted', { mode: 'none', allowAnonymous: true } as const, {}],
  ['keys are asked for', withKeys, { authorization: `Bearer ${key}` }],
])('the name does not matter where %s', async (_what, auth, headers) => {
  const { origin } = await track(serve({ auth }));
  expect(await ask(origin, '/graphql', 'rollcall.example.com', headers)).toMatchObject({ status: 200 });
});
