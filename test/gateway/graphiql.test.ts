import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '#server/graphiql/page/examples.ts';
import { builtAssetNames, ensureGraphiqlBuilt } from '../support/graphiql-build.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

let stack: Stack;
let origin: string;

beforeAll(async () => {
  await ensureGraphiqlBuilt();
  stack = await startStack();
  origin = new URL(stack.url).origin;
});
afterAll(() => stack.stop());

const asBrowser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

/** With its body read: the server waits at its stop for answers that nobody has taken. */
async function get(address: string | URL, options?: RequestInit) {
  const response = await fetch(address, options);
  return { response, text: await response.text() };
}

function expectStrictHeaders(headers: Headers): void {
  const policy = headers.get('content-security-policy')?.split('; ') ?? [];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.join(' ')).not.toMatch(/https?:|unsafe-eval|\*/u);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
}

describe('the GraphiQL page over HTTP', () => {
  it('is what a browser gets at the address of the API', async () => {
    const { response, text } = await get(stack.url, asBrowser);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expectStrictHeaders(response.headers);
    expect(text).toContain('<title>Rollcall</title>');
  });

  it('names nothing on another server', async () => {
    const { text } = await get(stack.url, asBrowser);
    const addresses = [...text.matchAll(/(?:href|src)="([^"]*)"/gu)].map((match) => match[1] ?? '');
    expect(addresses).toHaveLength(3);
    for (const address of addresses)
      expect(address).toMatch(/^(?:graphiql\/[\w.-]+$|data:image\/svg\+xml,)/u);
  });

  it('leaves programs their answers', async () => {
    const { text } = await get(`${stack.url}?query=${encodeURIComponent('{ viewer { name } }')}`, {
      headers: { accept: 'application/json', 'apollo-require-preflight': 'yes' },
    });
    expect(JSON.parse(text)).toMatchObject({ data: { viewer: { name: 'anonymous' } } });
  });

  it('is where a browser at the address of the server is sent', async () => {
    expect((await get(`${origin}/`, asBrowser)).response.url).toBe(stack.url);
    expect((await get(`${origin}/`)).response.status).toBe(404);
  });

  it('has all its parts, with their types, the same strict headers and leave to be kept', async () => {
    const names = builtAssetNames();
    expect(names.filter((name) => /^(?:editor|json|graphql)\.worker-.*\.js$/u.test(name))).toHaveLength(3);
    for (const name of names) {
      const { response } = await get(`${origin}/graphiql/${name}`);
      expect([name, response.status]).toEqual([name, 200]);
      expect(response.headers.get('content-type')).toMatch(
        /^(?:text\/javascript; charset=utf-8|text\/css; charset=utf-8|font\/(?:woff2?|ttf))$/u,
      );
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expectStrictHeaders(response.headers);
    }
  });

  it('sends its parts compressed to those who take it, whole to others', async () => {
    const script = builtAssetNames().find((name) => name.startsWith('main-') && name.endsWith('.js'));
    const [packed, plain] = [await sizeOf(script, 'gzip, br'), await sizeOf(script, 'gzip;q=0')];
    expect(packed.encoding).toBe('gzip');
    expect(plain.encoding).toBeUndefined();
    expect(packed.bytes).toBeLessThan(plain.bytes / 2);
  });

  it('gives out nothing but its own parts', async () => {
    for (const name of [
      'index.html',
      'nothing.js',
      '..%2f..%2fpackage.json',
      '%2e%2e%2f%2e%2e%2fpackage.json',
    ]) {
      expect([name, (await get(`${origin}/graphiql/${name}`)).response.status]).toEqual([name, 404]);
    }
  });

  it('is not there where the configuration says so', async () => {
    const without = await startStack({
      configure: (yaml) => yaml.replace('port: 0', 'port: 0, graphiql: false'),
    });
    try {
      const { response } = await get(without.url, asBrowser);
      expect(response.headers.get('content-type')).not.toContain('text/html');
      const asset = `/graphiql/${builtAssetNames()[0]}`;
      expect((await get(new URL(asset, without.url))).response.status).toBe(404);
    } finally {
      await without.stop();
    }
  });
});

describe('the examples', () => {
  it.each(examples)('$title: is answered', async ({ query, variables }) => {
    const answer = await stack.query(query, variables === undefined ? {} : JSON.parse(variables));
    expect(answer.errors).toBeUndefined();
    // Whatever it lists, it lists something: an example that finds nothing shows nothing.
    expect(JSON.stringify(answer.data)).toMatch(/"(?:login|key|displayName)":"\w/u);
  });
});

/** As it comes over the wire: fetch would unpack it. */
function sizeOf(
  name: string | undefined,
  acceptEncoding: string,
): Promise<{ readonly bytes: number; readonly encoding: string | undefined }> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': acceptEncoding };
    httpRequest(`${origin}/graphiql/${name}`, { headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.byteLength));
      response.on('end', () => resolve({ bytes, encoding: response.headers['content-encoding'] }));
    })
      .on('error', reject)
      .end();
  });
}
