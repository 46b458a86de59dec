import { afterAll, beforeAll, expect, it } from 'vitest';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { makeKey, sign, startIssuer } from '../support/issuer.ts';
import type { Issuer } from '../support/issuer.ts';

const key = await makeKey('one', 'ES256');
let issuer: Issuer;
let stack: Stack;
beforeAll(async () => {
  issuer = await startIssuer([key]);
  const jwt = `issuer: "https://id.example.com", audience: rollcall, jwksUri: "${issuer.jwksUri.href}"`;
  stack = await startStack({ configure: (yaml) => `${yaml}auth: { mode: jwt, jwt: { ${jwt} } }\n` });
});
afterAll(async () => {
  await stack.stop();
  await issuer.stop();
});

it('a token lets its bearer ask all systems, and names them in the log', async () => {
  const token = await sign(key, { sub: 'ada', scope: 'openid rollcall:READ' });
  const { data, errors } = await stack.query(
    '{ viewer { name scopes } users { isComplete sources { state } } }',
    {},
    { authorization: `Bearer ${token}` },
  );
  expect(errors).toBeUndefined();
  expect(data.viewer).toEqual({ name: 'ada', scopes: ['READ'] });
  expect(data.users.isComplete).toBe(true);
  await expect.poll(() => stack.logged.some((line) => line.includes('"caller":"ada"'))).toBe(true);
  expect(stack.logged.join()).not.toContain(token);
});

it('who shows none is asked for one', async () => {
  const { status, errors } = await stack.query('{ viewer { name } }');
  expect(status).toBe(401);
  expect(errors?.[0]?.message).toBe('Expected the header Authorization: Bearer <token>.');
});
