import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyAudit } from '#storage/verify-audit.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const script = fileURLToPath(new URL('../../examples/automation/joiner.ts', import.meta.url));

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

it('the automation of the README rehearses, creates, repeats, grants and removes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, stack.url]);
  const outcomes = stdout.split('\n').filter((line) => /^\S/u.test(line));
  expect(outcomes).toEqual([
    'Rehearsal: PLANNED',
    'Creation: APPLIED',
    'The same again: APPLIED',
    'Role: APPLIED',
    'Role again: UNCHANGED',
    'Rehearsed removal: PLANNED',
    'Removal: APPLIED',
  ]);
  const writes = stack.sandbox.calls('teamcity').filter(({ method }) => method !== 'GET');
  expect(writes.map(({ method, path }) => `${method} ${path.replace(/id:\d+/u, 'id:N')}`)).toEqual([
    'POST /teamcity/app/rest/users',
    'POST /teamcity/app/rest/users/id:N/groups',
    expect.stringMatching(/^PUT \/teamcity\/app\/rest\/users\/id:N\/roles\/PROJECT_DEVELOPER\/p:/u),
    'DELETE /teamcity/app/rest/users/id:N',
  ]);
  expect(await verifyAudit(`${stack.dataDirectory}/audit.ndjson`)).toMatchObject({ ok: true });
});
