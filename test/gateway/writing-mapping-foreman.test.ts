import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Row } from '../support/gateway-row.ts';
import { basic } from '../support/gateway-upstream.ts';
import { byLogin, lines, mutate, readUpstream, userErrorsOf } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** The documented writes of Foreman, by the marks of the list of endpoints: made, and read back past the gateway. */

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

async function numberOf(login: string): Promise<string> {
  const search = encodeURIComponent(`login = "${login}"`);
  const { body } = await readUpstream(stack, 'foreman', `/api/users?search=${search}`);
  return String(body.results[0].id);
}

async function tokensOf(owner: string): Promise<Row[]> {
  const { body } = await readUpstream(
    stack,
    'foreman',
    `/api/users/${owner}/personal_access_tokens?per_page=100`,
  );
  return body.results;
}

function tokenFor(login: string, name: string, expiresAt?: string) {
  const input = { owner: byLogin('foreman', login), name, expiresAt };
  return mutate(stack, 'createAccessToken', input, {
    select: 'secret accessToken { id nativeId name expiresAt expiry state }',
  });
}

it("F3: a token for somebody else is made under the owner's number, and signs the owner in", async () => {
  const owner = await numberOf('emily.chen');
  const made = await tokenFor('emily.chen', 'bench 7', '2031-01-01T00:00:00Z');
  expect(lines(made)).toEqual([`POST /api/users/${owner}/personal_access_tokens`]);
  const { name, expires_at: expiresAt } = made.writes[0]?.body.personal_access_token ?? {};
  expect([name, Date.parse(expiresAt)]).toEqual(['bench 7', Date.parse('2031-01-01T00:00:00Z')]);
  expect(made.payload).toMatchObject({
    outcome: 'APPLIED',
    accessToken: { name: 'bench 7', expiresAt: '2031-01-01T00:00:00.000Z', state: 'ACTIVE' },
  });
  const { body } = await readUpstream(
    stack,
    'foreman',
    '/api/current_user',
    basic('emily.chen', made.payload.secret),
  );
  expect(body.login).toBe('emily.chen');
  const [listed] = await tokensOf(owner);
  expect([String(listed.id), listed.name]).toEqual([made.payload.accessToken.nativeId, 'bench 7']);
  expect(Date.parse(listed.expires_at)).toBe(Date.parse('2031-01-01T00:00:00Z'));
});

it('F3: without an expiry the token never expires', async () => {
  const made = await tokenFor('yusuf.demir', 'for good');
  expect(made.payload.accessToken).toMatchObject({ expiresAt: null, expiry: 'NEVER' });
  const [listed] = await tokensOf(await numberOf('yusuf.demir'));
  expect([listed.name, listed.expires_at]).toEqual(['for good', null]);
});

it('F3: an expiry in the past is refused at its field', async () => {
  const refused = await tokenFor('viktor.petrov', 'late', '2020-01-01T00:00:00Z');
  expect(userErrorsOf(refused)).toEqual(['INVALID_INPUT input.expiresAt']);
  expect(refused.writes).toEqual([]);
  expect(await tokensOf(await numberOf('viktor.petrov'))).toEqual([]);
});

it('F4: a revoked token stays listed as revoked, and signs nobody in', async () => {
  const owner = await numberOf('rhys.bevan');
  const { payload } = await tokenFor('rhys.bevan', 'short');
  const { id, nativeId } = payload.accessToken;
  const revoke = () => mutate(stack, 'revokeAccessTokens', { ids: [id] }, { select: 'deletedIds' });
  const revoked = await revoke();
  expect(lines(revoked)).toEqual([`DELETE /api/users/${owner}/personal_access_tokens/${nativeId}`]);
  expect(revoked.payload).toMatchObject({ outcome: 'APPLIED', deletedIds: [id] });
  const [listed] = await tokensOf(owner);
  expect([listed.name, listed['revoked?'], listed['active?']]).toEqual(['short', true, false]);
  const signedIn = await readUpstream(
    stack,
    'foreman',
    '/api/current_user',
    basic('rhys.bevan', payload.secret),
  );
  expect(signedIn.status).toBe(401);
  const again = await revoke();
  expect(again.payload.outcome).toBe('UNCHANGED');
  expect(again.writes).toEqual([]);
  const { data } = await stack.query('query ($id: ID!) { node(id: $id) { ... on AccessToken { state } } }', {
    id,
  });
  expect(data.node.state).toBe('REVOKED');
});

it('F4: the hash in the answer reaches neither caller, log nor audit log', async () => {
  const { payload } = await tokenFor('leila.nazari', 'hashed');
  let hash = '';
  const lift = stack.sandbox.fail('foreman', {
    method: 'DELETE',
    fault: {
      kind: 'edit',
      edit: (reply) => {
        hash = String(JSON.parse(String(reply.body)).token ?? '');
        return reply;
      },
    },
  });
  const revoked = await mutate(stack, 'revokeAccessTokens', { ids: [payload.accessToken.id] });
  lift();
  expect(hash.length).toBeGreaterThan(10);
  expect(JSON.stringify(revoked.answer)).not.toContain(hash);
  const files = readdirSync(stack.dataDirectory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const kept = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
  expect(kept).toContain('revokeAccessTokens');
  for (const text of [stack.logged.join('\n'), kept]) {
    expect(text).not.toContain(hash);
    expect(text).not.toContain(payload.secret);
  }
});

it('F4: all tokens of an account are listed and revoked one by one, the excepted and the revoked left out', async () => {
  const owner = await numberOf('linus.hartmann');
  await tokenFor('linus.hartmann', 'kept');
  const { payload } = await tokenFor('linus.hartmann', 'also kept');
  const keep = (await tokensOf(owner)).find(({ name }) => name === 'also kept');
  const doomed = (await tokensOf(owner)).filter(({ id }) => id !== keep.id);
  const revoked = await mutate(stack, 'revokeAllAccessTokens', {
    owner: byLogin('foreman', 'linus.hartmann'),
    exceptIds: [payload.accessToken.id],
  });
  expect(doomed.length).toBe(3);
  expect(lines(revoked).sort()).toEqual(
    doomed.map(({ id }) => `DELETE /api/users/${owner}/personal_access_tokens/${id}`).sort(),
  );
  const active = (await tokensOf(owner)).filter((row) => row['active?']);
  expect(active.map(({ name }) => name)).toEqual(['also kept']);
});
