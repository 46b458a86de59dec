import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import type { AuthConfig, JwtConfig } from '#config/config.ts';

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  /** As the issuer publishes it. */
  readonly jwk: object;
  readonly pem: string;
}

export async function makeKey(kid: string, algorithm = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
  return { kid, algorithm, privateKey, jwk, pem: await exportSPKI(publicKey) };
}

export const now = (): number => Math.floor(Date.now() / 1000);

export const goodClaims = (): JWTPayload => ({
  iss: 'https://id.example.com',
  aud: 'rollcall',
  sub: 'ada',
  scope: 'READ',
  exp: now() + 60,
});

export async function sign(key: SigningKey, claims: JWTPayload = {}, header: object = {}): Promise<string> {
  return new SignJWT({ ...goodClaims(), ...claims })
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, ...header })
    .sign(key.privateKey);
}

export interface Issuer {
  /** What it answers next; the published keys unless a test has other plans. */
  answer: (response: ServerResponse) => void;
  /** Publishes these instead. */
  publish(...keys: readonly SigningKey[]): void;
  /** How often it was asked. */
  readonly asked: () => number;
  readonly jwksUri: URL;
  readonly auth: (changes?: Partial<JwtConfig>) => AuthConfig;
  readonly stop: () => Promise<void>;
}

/** A server that publishes keys, over TLS where it is given a certificate. */
export async function startIssuer(
  keys: readonly SigningKey[],
  tls?: Pick<ServerOptions, 'key' | 'cert'>,
): Promise<Issuer> {
  let asked = 0;
  const published = (some: readonly SigningKey[]) => (response: ServerResponse) =>
    void response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ keys: some.map(({ jwk }) => jwk) }));
  const listener: RequestListener = (_request, response) => {
    asked += 1;
    issuer.answer(response);
  };
  const server: Server = tls === undefined ? createHttpServer(listener) : createHttpsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const jwksUri = new URL(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/keys`);
  const issuer: Issuer = {
    answer: published(keys),
    publish: (...some) => {
      issuer.answer = published(some);
    },
    asked: () => asked,
    jwksUri,
    auth: (changes = {}) => ({ mode: 'jwt', jwt: { ...settings, jwksUri, ...changes } }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}

const settings = {
  issuer: 'https://id.example.com',
  audience: 'rollcall',
  algorithms: ['RS256', 'ES256'],
  scopesClaim: 'scope',
  nameClaim: 'sub',
  clockSkewSeconds: 30,
  jwksMaxAgeSeconds: 600,
};
