import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { startControl } from '#sandbox/control.ts';
import type { SandboxControl } from '#sandbox/control.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { serviceAuthorization } from '../support/gateway-upstream.ts';

let sandbox: Sandbox;
let control: SandboxControl;
beforeAll(async () => {
  sandbox = await startSandbox({ company: readCompany() });
  control = await startControl(sandbox, 0);
});
afterEach(() => sandbox.reset());
afterAll(async () => {
  await control.stop();
  await sandbox.stop();
});

async function post(fault: unknown): Promise<Response> {
  const body = typeof fault === 'string' ? fault : JSON.stringify(fault);
  return fetch(`${control.url}/faults`, { method: 'POST', body });
}
async function listSquash(): Promise<Response> {
  return fetch(`${sandbox.urls.squash}/api/rest/latest/users`, {
    headers: { authorization: serviceAuthorization.squash, accept: 'application/json' },
  });
}
const busy = { status: 503, headers: { 'retry-after': '7' }, body: 'busy' };

it('a fault set from outside hits the calls it names, as often as it says', async () => {
  const path = '/squash/api/rest/latest/users';
  const fault = { kind: 'answer', reply: busy };
  expect((await post({ system: 'squash', path, times: 1, fault })).status).toBe(201);
  const other = await fetch(`${sandbox.urls.squash}/api/rest/latest/teams`, {
    headers: { authorization: serviceAuthorization.squash },
  });
  expect(other.status).toBe(200);
  const hit = await listSquash();
  expect([hit.status, hit.headers.get('retry-after'), await hit.text()]).toEqual([503, '7', 'busy']);
  expect((await listSquash()).status).toBe(200);
});

it('faults are taken back together; data and calls stay', async () => {
  await post({ system: 'squash', fault: { kind: 'reset', when: 'before' } });
  await expect(listSquash()).rejects.toThrow('fetch failed');
  const calls = sandbox.calls().length;
  expect((await fetch(`${control.url}/faults`, { method: 'DELETE' })).status).toBe(200);
  expect((await listSquash()).status).toBe(200);
  expect(sandbox.calls()).toHaveLength(calls + 1);
});

it.each([
  ['latency', { kind: 'latency', ms: 1 }],
  ['hang', { kind: 'hang', where: 'in-body' }],
  ['reset', { kind: 'reset', when: 'during' }],
  ['truncate', { kind: 'truncate' }],
  ['drip', { kind: 'drip', bytesPerSecond: 1000 }],
])('%s can be set from outside', async (_name, fault) => {
  expect((await post({ system: 'zephyr', fault })).status).toBe(201);
});

it.each<[string, unknown, string]>([
  ['no JSON', '{', 'Expected a fault'],
  ['another system', { system: 'jira', fault: { kind: 'truncate' } }, '"system"'],
  ['a kind that is a function', { system: 'squash', fault: { kind: 'edit' } }, '"fault.kind"'],
  ['a member too many', { system: 'squash', often: 1, fault: { kind: 'truncate' } }, 'often'],
  ['no number', { system: 'squash', fault: { kind: 'latency', ms: '5' } }, '"fault.ms"'],
])('%s is refused with what was expected', async (_name, fault, says) => {
  const response = await post(fault);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { readonly error: string }).error).toContain(says);
});
