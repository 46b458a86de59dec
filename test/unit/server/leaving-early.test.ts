import { get } from 'node:http';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { makeKey, sign, startIssuer } from '../../support/issuer.ts';
import { serve } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();

it('nothing is done for a caller who leaves while their token is checked, and no place is kept', async () => {
  const key = await makeKey('one');
  const issuer = await track(startIssuer([key]));
  const publish = issuer.answer;
  const waiting: ServerResponse[] = [];
  issuer.answer = (response) => void waiting.push(response);
  let started = 0;
  const { origin, post } = await track(
    serve({ auth: issuer.auth(), maxRequestsAtOnce: 1, onContext: () => (started += 1) }),
  );
  const authorization = `Bearer ${await sign(key)}`;
  const headers = { authorization, 'apollo-require-preflight': 'true' };
  const call = get(`${origin}/graphql?query={__typename}`, { headers });
  call.on('error', () => undefined);
  await expect.poll(() => waiting.length).toBe(1);
  call.destroy();
  // Nothing tells from outside when the server has noticed.
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (const response of waiting) publish(response);
  const body = { query: '{ viewer { name } }' };
  await expect.poll(async () => (await post(body, { authorization })).status).toBe(200);
  expect(started).toBe(1);
});
