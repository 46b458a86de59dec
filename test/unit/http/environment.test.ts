import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { createAuthority } from './certificates.ts';
import { sendJson, upstreamThat } from './upstream.ts';

/** Asks each address in a process of its own, as the environment of a process is read once. */
const script = `
  const { createHttp } = await import('#http/create-http.ts');
  const call = { identity: { fingerprint: 'x', authorization: 'Bearer x', isCallers: false }, signal: new AbortController().signal, requestId: 'x', isBulk: false, isFresh: false };
  const [options, ...addresses] = JSON.parse(process.argv[1]);
  for (const address of addresses) {
    const http = createHttp({ ...options, url: new URL(address) });
    const said = await http.send({ path: '/users' }, call).then(({ text }) => text, ({ message }) => message);
    process.stdout.write(said + '\\n');
    http.close();
  }`;

const options = {
  system: 'x',
  timeoutMs: 5000,
  connectTimeoutMs: 5000,
  firstByteTimeoutMs: 5000,
  maxConcurrency: 1,
  maxQueue: 1,
  retries: 0,
  breaker: { failures: 0, openMs: 1, maxOpenMs: 1 },
  signInRetryMs: 1,
  maxBytes: 1000,
  userAgent: 'x',
};

async function askFrom(environment: NodeJS.ProcessEnv, ca: string, addresses: readonly string[]) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, JSON.stringify([{ ...options, ca }, ...addresses])],
    { env: environment },
  );
  return stdout.trimEnd().split('\n');
}

it('a proxy that only the environment names is not passed, over http and over https', async () => {
  const authority = createAuthority('Rollcall test');
  const plain = await upstreamThat((_request, response) => sendJson(response, 'plain'));
  const proxy = await upstreamThat((_request, response) => sendJson(response, 'the proxy'));
  const secure = createServer(authority.issue('IP:127.0.0.1'), (_request, response) =>
    sendJson(response, 'secure'),
  );
  let tunnels = 0;
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void secure.close());
  secure.on('connect', () => (tunnels += 1));
  const { href } = proxy.url;
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
  const environment = {
    NODE_USE_ENV_PROXY: '1',
    ...Object.fromEntries(names.map((name) => [name, href])),
  };
  const { port } = secure.address() as AddressInfo;
  const said = await askFrom(environment, authority.cert, [plain.url.href, `https://127.0.0.1:${port}`]);
  expect(said).toEqual(['"plain"', '"secure"']);
  expect([proxy.received, tunnels]).toEqual([[], 0]);
});

it('NODE_TLS_REJECT_UNAUTHORIZED=0 makes nobody trusted', async () => {
  const authority = createAuthority('Rollcall test');
  const secure = createServer(authority.issue('IP:127.0.0.1'), (_request, response) =>
    sendJson(response, 'secure'),
  );
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void secure.close());
  const { port } = secure.address() as AddressInfo;
  const other = createAuthority('Another').cert;
  const said = await askFrom({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, other, [`https://127.0.0.1:${port}`]);
  expect(said[0]).toContain('its certificate comes from an authority that is not known here');
});
