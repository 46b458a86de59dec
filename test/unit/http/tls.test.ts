import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAuthority } from './certificates.ts';
import type { Certificate } from './certificates.ts';
import { callAs, failureOf, httpTo, sendJson, upstreamThat } from './upstream.ts';

const authority = createAuthority('Rollcall test');
const good = authority.issue('IP:127.0.0.1');
const read = { path: '/users' };
const write = { method: 'POST', path: '/users', json: {} } as const;

/** A server with this certificate that counts the requests it gets to see. */
async function serverWith(certificate: Certificate) {
  let requests = 0;
  const server = createServer(certificate, (_request, response) => {
    requests += 1;
    sendJson(response, 'private');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`https://127.0.0.1:${port}`), port, requests: () => requests };
}

describe('a server', () => {
  it('whose certificate comes from the authority of the configuration is asked', async () => {
    const server = await serverWith(good);
    const http = httpTo(server.url, { ca: authority.cert });
    expect((await http.send(read, callAs())).text).toBe('"private"');
    http.close();
  });

  it.each([
    [
      'comes from an unknown authority',
      good,
      undefined,
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'its certificate comes from an authority that is not known here; name that authority in caFile',
    ],
    [
      'comes from another authority than the configured one',
      good,
      createAuthority('Another').cert,
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'its certificate comes from an authority that is not known here; name that authority in caFile',
    ],
    [
      'is signed by itself',
      authority,
      undefined,
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'its certificate is signed by itself; if that is meant, name it in caFile',
    ],
    [
      'has expired',
      authority.issue('IP:127.0.0.1', -1),
      authority.cert,
      'CERT_HAS_EXPIRED',
      'its certificate has expired; it must be renewed there',
    ],
    [
      'is for another host',
      authority.issue('DNS:elsewhere.example'),
      authority.cert,
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'its certificate is for another host name than the one in url',
    ],
  ] as const)('whose certificate %s gets nothing, and is told so', async (_name, own, ca, code, words) => {
    const server = await serverWith(own);
    const http = httpTo(server.url, { ca, retries: 3, random: () => 0 });
    for (const request of [read, write]) {
      expect(await failureOf(http.send(request, callAs()))).toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        system: 'squash',
        message: `squash: no answer to ${request === read ? 'GET' : 'POST'} /users (${code}): ${words}.`,
        isUnsent: true,
      });
    }
    expect(server.requests()).toBe(0);
  });

  it('that does not speak TLS is told as such, and a certificate is not tried over and over', async () => {
    const plain = await upstreamThat((_request, response) => sendJson(response, 'x'));
    let attempts = 0;
    const options = { retries: 1, random: () => 0, onCall: () => (attempts += 1) };
    const failure = await failureOf(
      httpTo(new URL(plain.url.href.replace('http:', 'https:')), options).send(read, callAs()),
    );
    expect(failure.message).toMatch(/\(\w+\): it does not speak TLS there; look at the scheme and the port/u);
    expect([failure.code, attempts]).toEqual(['UPSTREAM_UNAVAILABLE', 2]);
    attempts = 0;
    const expired = await serverWith(authority.issue('IP:127.0.0.1', -1));
    await failureOf(httpTo(expired.url, { ...options, ca: authority.cert }).send(read, callAs()));
    expect(attempts).toBe(1);
  });
});

it('a host name that nobody knows is told as such', async () => {
  const failure = await failureOf(httpTo(new URL('https://nowhere.invalid')).send(read, callAs()));
  expect(failure.code).toBe('UPSTREAM_UNAVAILABLE');
  expect(failure.message).toMatch(
    /\(ENOTFOUND\): its host name is not known; look at url|\(EAI_AGAIN\): its host/u,
  );
  expect(failure.isUnsent).toBe(true);
});
