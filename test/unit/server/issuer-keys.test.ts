import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JwtConfig } from '#config/config.ts';
import { makeKey, sign, startIssuer } from '../../support/issuer.ts';
import type { Issuer } from '../../support/issuer.ts';
import { bodyOf, serve } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();
const [old, next] = await Promise.all([makeKey('old'), makeKey('next')]);
const whoami = { query: '{ viewer { name } }' };

async function serving(issuer: Issuer, changes: Partial<JwtConfig> = {}) {
  const server = await track(serve({ auth: issuer.auth(changes) }));
  const ask = (token: string) => server.post(whoami, { authorization: `Bearer ${token}` });
  return { ...server, ask };
}

/** Sets the clock ahead without waiting. */
function later(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
}
afterEach(() => void vi.useRealTimers());

describe('the keys of the issuer', () => {
  it('are asked for once, however many come at the same time', async () => {
    const issuer = await track(startIssuer([old]));
    const { ask } = await serving(issuer);
    const token = await sign(old);
    const responses = await Promise.all(Array.from({ length: 20 }, () => ask(token)));
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(issuer.asked()).toBe(1);
  });

  it('are asked for anew when they are too old, and a withdrawn one is then no good', async () => {
    const issuer = await track(startIssuer([old]));
    const { ask } = await serving(issuer, { jwksMaxAgeSeconds: 600 });
    const token = await sign(old, { exp: Math.floor(Date.now() / 1000) + 3600 });
    expect((await ask(token)).status).toBe(200);
    issuer.publish(next);
    later(599);
    expect((await ask(token)).status).toBe(200);
    later(2);
    expect((await ask(token)).status).toBe(401);
    expect(issuer.asked()).toBeGreaterThan(1);
  });

  it('may change, and the new one is known at once', async () => {
    const issuer = await track(startIssuer([old]));
    const { ask } = await serving(issuer);
    expect((await ask(await sign(old))).status).toBe(200);
    issuer.publish(old, next);
    expect((await ask(await sign(next))).status).toBe(200);
    expect(issuer.asked()).toBe(2);
  });

  it('are not asked for by everybody who makes one up', async () => {
    const issuer = await track(startIssuer([old]));
    const { ask } = await serving(issuer);
    for (let round = 0; round < 30; round += 1)
      expect((await ask(await sign(next, {}, { kid: `made-up-${round}` }))).status).toBe(401);
    expect(issuer.asked()).toBeLessThanOrEqual(4);
    expect((await ask(await sign(old))).status).toBe(200);
    later(31);
    issuer.publish(next);
    expect((await ask(await sign(next))).status).toBe(200);
  });

  it('need no kid where there is one only', async () => {
    const issuer = await track(startIssuer([old]));
    const { ask } = await serving(issuer);
    expect((await ask(await sign(old, {}, { kid: undefined }))).status).toBe(200);
    issuer.publish(old, next);
    expect((await ask(await sign(next))).status).toBe(200);
    const response = await ask(await sign(old, {}, { kid: undefined }));
    expect(response.status).toBe(401);
    expect((await bodyOf(response)).errors[0]?.message).toContain('expected a kid');
  });
});

/** Must not be believed for what comes around them. */
const goodKeys = JSON.stringify({ keys: [old.jwk] });

describe('an issuer that gives no keys', () => {
  it.each<[string, Issuer['answer']]>([
    ['answers with a failure', (response) => void response.writeHead(500).end(goodKeys)],
    ['sends one elsewhere', (response) => void response.writeHead(302, { location: '/' }).end(goodKeys)],
    ['answers no JSON', (response) => void response.end('<html>')],
    ['answers something else', (response) => void response.end('{"keys":7}')],
    ['answers without end', (response) => void response.end(`{"keys":[],"x":"${'x'.repeat(300_000)}"}`)],
    ['breaks off', (response) => void response.destroy()],
    [
      'publishes a key that is none',
      (response) => void response.end('{"keys":[{"kty":"RSA","kid":"old","n":"!","e":"AQAB"}]}'),
    ],
  ])('lets nobody in, and blames no token: it %s', async (_what, answer) => {
    const issuer = await track(startIssuer([old]));
    issuer.answer = answer;
    const server = await serving(issuer);
    const token = await sign(old);
    const response = await server.ask(token);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('www-authenticate')).toBeNull();
    expect((await bodyOf(response)).errors).toEqual([
      {
        message: expect.stringContaining('not the fault of the token'),
        extensions: { code: 'UPSTREAM_UNAVAILABLE', retryAfterSeconds: 5 },
      },
    ]);
    expect(issuer.asked()).toBe(1);
    expect(server.logged.filter((line) => /keys? of the issuer/u.test(line))).toHaveLength(1);
    expect(server.logged.join()).not.toContain(token);
  });

  it('is left alone for a moment, and asked again after it', async () => {
    const issuer = await track(startIssuer([old]));
    issuer.answer = (response) => void response.writeHead(500).end();
    const { ask } = await serving(issuer);
    const token = await sign(old);
    for (let round = 0; round < 10; round += 1) expect((await ask(token)).status).toBe(503);
    expect(issuer.asked()).toBe(1);
    issuer.publish(old);
    later(6);
    expect((await ask(token)).status).toBe(200);
  });

  it('does not spoil the keys it gave before, while they are young', async () => {
    const issuer = await track(startIssuer([old]));
    const { ask } = await serving(issuer);
    const token = await sign(old);
    expect((await ask(token)).status).toBe(200);
    issuer.answer = (response) => void response.writeHead(500).end();
    expect((await ask(await sign(next))).status).toBe(503);
    expect((await ask(token)).status).toBe(200);
  });

  it('is waited for a few seconds only', async () => {
    const issuer = await track(startIssuer([old]));
    issuer.answer = (response) => void response.write('{"keys":[');
    const { ask } = await serving(issuer);
    const started = performance.now();
    expect((await ask(await sign(old))).status).toBe(503);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});

describe('the way to the issuer', () => {
  it('trusts the authorities of the configuration, and no others where there are some', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-issuer-'));
    const words =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=issuer -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem';
    execFileSync('openssl', words.split(' '), { cwd: folder, stdio: 'ignore' });
    const [privateKey, cert] = ['key.pem', 'cert.pem'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    rmSync(folder, { recursive: true });
    const issuer = await track(startIssuer([old], { key: privateKey, cert }));
    const token = await sign(old);
    expect((await (await serving(issuer, { ca: cert })).ask(token)).status).toBe(200);
    expect((await (await serving(issuer)).ask(token)).status).toBe(503);
  });

  it('leads past the proxies of the environment', async () => {
    let knocked = 0;
    const proxy = createServer((socket) => {
      knocked += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'all_proxy']) vi.stubEnv(name, address);
    const issuer = await track(startIssuer([old]));
    const { ask } = await serving(issuer);
    expect((await ask(await sign(old))).status).toBe(200);
    expect(knocked).toBe(0);
    vi.unstubAllEnvs();
    await new Promise((resolve) => proxy.close(resolve));
  });
});
