import { expect, test } from 'vitest';
import { zephyrKeys } from '../support/zephyr-seed.ts';
import { startZephyr } from '../support/zephyr-server.ts';

test('JSON comes indented, with a blank before the colon', async () => {
  const zephyr = await startZephyr();
  const answer = await zephyr.call('POST', '/v3/usertoken/', { body: {} });
  expect(answer.text).toBe('{\n  "errorMsg" : "label cannot be null.",\n  "errorCode" : "141z05"\n}');
  const tokens = await zephyr.call('GET', '/v3/usertoken', { as: zephyrKeys.five });
  expect(tokens.text).toMatch(/^\[ \{\n {2}"id" : \d+,\n {2}"label" : "new",\n {2}"createdBy" : 5\n\} \]$/u);
});

test('an unknown path is 404 without a body, a wrong method 405 without one', async () => {
  const zephyr = await startZephyr();
  const answers = await Promise.all([
    zephyr.call('GET', '/latest/users'),
    zephyr.call('GET', '/v9/user'),
    zephyr.call('GET', '/latest/user/current/'),
    zephyr.call('PUT', '/v3/user', { body: {} }),
    zephyr.call('DELETE', '/latest/project/7'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 405, 405]);
  expect(answers.map(({ text }) => text).join('')).toBe('');
});

test('the wrong root is a page with status 200, whoever asks', async () => {
  const zephyr = await startZephyr();
  for (const path of ['/flex/html5/', '/flex/services', '/flex/html5/flex/services/rest/latest/user']) {
    const answer = await zephyr.call('GET', path, { as: null });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/html/u);
  }
});

test('a body that is not announced as JSON is 415, one that is not JSON 400', async () => {
  const zephyr = await startZephyr();
  const plain = await zephyr.call('POST', '/v3/usertoken/', {
    body: '{}',
    headers: { 'content-type': 'text/plain' },
  });
  expect(plain.status).toBe(415);
  const charset = { 'content-type': 'application/json; charset=utf-8' };
  expect(
    (await zephyr.call('POST', '/v3/usertoken/', { body: { label: 'x' }, headers: charset })).status,
  ).toBe(200);
  expect((await zephyr.call('POST', '/v3/usertoken/', { body: '{' })).status).toBe(400);
  expect((await zephyr.call('POST', '/v3/usertoken/', { body: [] })).status).toBe(400);
  expect((await zephyr.call('POST', '/v3/usertoken/')).status).toBe(400);
});

test.each([
  ['code', '141z05'],
  ['reason phrase', 'Bad Request'],
  ['absent', undefined],
] as const)('errorCode may be a %s', async (errorCode, expected) => {
  const zephyr = await startZephyr({ errorCode });
  const answer = await zephyr.call('POST', '/v3/usertoken/', { body: {} });
  expect(answer.json<{ errorCode?: string }>().errorCode).toBe(expected);
});

test('the time of the server is bare text', async () => {
  const zephyr = await startZephyr();
  expect((await zephyr.call('GET', '/latest/system/info/servertime')).text).toBe(
    String(Date.UTC(2026, 2, 1, 12)),
  );
});
