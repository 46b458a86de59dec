import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';
import { sandboxSystems } from '#sandbox/sandbox.ts';
import { adaAuthorization, serviceAuthorization } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { byLogin } from '../support/gateway-writing.ts';
import { askMutation, mutate } from '../support/writing-mutations.ts';
import { maySignIn } from '../support/writing-truth.ts';

/** Everything that leaves the gateway or stays behind, but what the one payload is for. */
interface Traces {
  readonly answers: string[];
}

let stack: Stack;
const traces: Traces = { answers: [] };
const secrets = new Map<string, string>();
const given = 'Canary-given-77-password';
const callers = 'canary-of-the-caller-51';

beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
});

/** Asks, keeps the answer without what it is to show once, and hands that back. */
async function ask(
  mutation: Parameters<typeof askMutation>[1],
  input: object,
  headers: Record<string, string> = {},
) {
  const { data, errors } = await askMutation(stack, mutation, input, headers);
  const payload = data?.[mutation] as
    { secret?: string | null; generatedPassword?: string | null; outcome: string } | undefined;
  const { secret, generatedPassword, ...rest } = payload ?? { outcome: 'none' };
  traces.answers.push(JSON.stringify({ rest, errors }));
  return { secret, generatedPassword, outcome: rest.outcome, errors };
}

function account(login: string, more: object) {
  return {
    system: 'foreman',
    profile: { login, lastName: 'Newcomer', email: `${login}@blockpost.example` },
    ...more,
  };
}

it('the password that was made is in its payload and works', async () => {
  const { generatedPassword } = await ask(
    'createUser',
    account('nora.made', { generatePassword: true, idempotencyKey: 'made', reason: 'joins' }),
  );
  if (typeof generatedPassword !== 'string') throw new Error('no password');
  secrets.set('generated password', generatedPassword);
  expect(await maySignIn(stack, 'foreman', { login: 'nora.made', password: generatedPassword })).toBe(true);
  const again = await ask(
    'createUser',
    account('nora.made', { generatePassword: true, idempotencyKey: 'made', reason: 'joins' }),
  );
  expect(again.generatedPassword).toBeNull();
});

it.each([
  ['foreman', byLogin('foreman', 'emily.chen')],
  ['zephyr', { current: 'zephyr' }],
  ['teamcity', { current: 'teamcity' }],
])('the token that was made in %s is in its payload', async (system, owner) => {
  const { secret } = await ask('createAccessToken', {
    owner,
    name: 'canary',
    idempotencyKey: `token ${system}`,
  });
  if (typeof secret !== 'string') throw new Error('no secret');
  secrets.set(`token of ${system}`, secret);
  expect(secret.length).toBeGreaterThan(10);
});

it('a password that was given is in no payload', async () => {
  secrets.set('given password', given);
  const fits = { foreman: 'emily.chen', squash: 'echen', teamcity: 'niels.bakker' } as const;
  for (const system of ['foreman', 'squash', 'teamcity'] as const) {
    const user = byLogin(system, fits[system]);
    expect((await ask('updateUser', { user, password: given })).outcome).toBe('APPLIED');
    await ask('updateUser', { user, password: given, dryRun: true });
    expect(await maySignIn(stack, system, { login: fits[system], password: given })).toBe(true);
  }
  const created = account('nora.given', { password: given, idempotencyKey: 'given' });
  expect((await ask('createUser', created)).outcome).toBe('APPLIED');
  await ask('createUser', { ...created, password: `${given}-2` });
  await ask('createUser', account('nora.both', { password: given, generatePassword: true }));
});

it('nor where servers repeat it in what they say of a refusal', async () => {
  for (const system of sandboxSystems) {
    for (const status of [422, 400, 500, 200]) {
      const undo = stack.sandbox.fail(system, {
        path: /user/u,
        fault: {
          kind: 'edit',
          edit: (reply) =>
            reply.status === 200 && !String(reply.body).includes(given)
              ? reply
              : {
                  ...reply,
                  status,
                  body: JSON.stringify({
                    error: { message: `no: ${given}`, full_messages: [given] },
                    message: given,
                  }),
                },
        },
      });
      await ask('createUser', {
        system,
        profile: { login: 'nora.refused', lastName: 'R', email: 'r@blockpost.example' },
        password: given,
      });
      undo();
    }
    for (const method of ['POST', 'PUT', 'PATCH']) {
      const body = JSON.stringify({
        error: { message: `no: ${given}`, full_messages: [`Password ${given} is bad`] },
        message: given,
      });
      for (const reply of [
        badGatewayPage,
        { status: 422, headers: { 'content-type': 'application/json' }, body },
        { status: 400, headers: { 'content-type': 'text/plain' }, body: given },
      ]) {
        const undo = stack.sandbox.fail(system, { method, fault: { kind: 'answer', reply } });
        await ask('createUser', {
          system,
          profile: { login: 'nora.repeated', lastName: 'R', email: 'r@blockpost.example' },
          password: given,
        });
        undo();
      }
    }
  }
});

it('callers bring their own credentials', async () => {
  secrets.set("caller's own header", callers);
  secrets.set("caller's working header", adaAuthorization.teamcity.replace('Bearer ', ''));
  const made = await ask(
    'createAccessToken',
    { owner: { current: 'teamcity' }, name: 'own' },
    { 'upstream-authorization-teamcity': adaAuthorization.teamcity },
  );
  expect(typeof made.secret).toBe('string');
  secrets.set('token made by its owner', made.secret ?? '');
  const refused = await ask(
    'createAccessToken',
    { owner: { current: 'teamcity' }, name: 'refused' },
    { 'upstream-authorization-teamcity': `Bearer ${callers}` },
  );
  expect(refused.outcome).not.toBe('APPLIED');
});

it('none of it is anywhere else', () => {
  for (const system of sandboxSystems)
    secrets.set(`configured for ${system}`, serviceAuthorization[system].replace(/^\w+ /u, ''));
  secrets.set('configured token of foreman', 'rollcall-sandbox-pat0');
  expect(secrets.size).toBe(13);
  expect(places().map(([name]) => name)).toEqual(
    expect.arrayContaining(['log', 'answers', 'process', 'audit.ndjson', 'idempotency.sqlite']),
  );
  for (const [name, text] of places())
    if (name !== 'audit.lock') expect(text.length, name).toBeGreaterThan(0);
  expect(found(places())).toEqual([]);
});

it('a planted one would be found, in each place and in each spelling', () => {
  for (const [place, text] of places()) {
    for (const [name, secret] of secrets) {
      for (const spelling of spellings(secret)) {
        const planted = `${text.slice(0, 40)}${spelling}${text.slice(40)}`;
        expect(found([[place, planted]]), `${name} in ${place}`).toContain(`${name} in ${place}`);
      }
    }
  }
});

/** The bytes of all files as Latin-1 text, so that nothing of them is lost. */
function places(): (readonly [name: string, text: string])[] {
  const files = readdirSync(stack.dataDirectory).filter((name) =>
    statSync(join(stack.dataDirectory, name)).isFile(),
  );
  return [
    ['log', stack.logged.join('')],
    ['answers', traces.answers.join('\n')],
    ['process', `${process.title} ${process.argv.join(' ')}`],
    ...files
      .map((name) => [name, readFileSync(join(stack.dataDirectory, name), 'latin1')] as const)
      .filter(([name, text]) => text !== '' || name === 'audit.ndjson'),
  ];
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/[=]+$/u, '');
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64])];
}

function found(where: readonly (readonly [name: string, text: string])[]): string[] {
  return where.flatMap(([place, text]) =>
    [...secrets]
      .filter(([, secret]) => spellings(secret).some((each) => text.includes(each)))
      .map(([name]) => `${name} in ${place}`),
  );
}

it('what a dry run promises shows no secret either', async () => {
  const dry = await mutate(
    stack,
    'createUser',
    account('nora.dry', { generatePassword: true, dryRun: true }),
  );
  expect(dry.generatedPassword).toBeNull();
});
