import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { ask } from '../support/gateway-asked.ts';
import { all, withSnapshots, withSystem } from '../support/gateway-config.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { down } from '../support/gateway-faults.ts';
import { systemKeys } from '../support/gateway-query.ts';
import { adaAuthorization, createUpstream } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const facts = accountFacts(readCompany());
const fresh = { 'cache-control': 'no-cache' };
const everybody = '{ users(first: 500) { totalCount nodes { login } sources { asOf } } }';
const searched =
  '{ users(first: 3, filter: { search: "ada" }, orderBy: { field: EMAIL }) { totalCount nodes { login } } }';

async function started(
  work: (stack: Stack) => Promise<void>,
  ages?: Parameters<typeof withSnapshots>[0],
): Promise<void> {
  // Without retries, so that a failure that was shared shows as one call.
  const once = withSystem('squash', { retries: 0 });
  const stack = await startStack({ configure: ages === undefined ? once : all(once, withSnapshots(ages)) });
  try {
    await work(stack);
  } finally {
    await stack.stop();
  }
}

describe('lists kept between requests', () => {
  let stack: Stack;
  beforeAll(async () => {
    // No refresh behind the reader's back may come in between, however slow the machine.
    stack = await startStack({ configure: withSnapshots({ freshSeconds: 3600, maxAgeSeconds: 3600 }) });
    await stack.query(everybody);
  });
  afterEach(() => stack.sandbox.reset());
  afterAll(() => stack.stop());

  it('answer the next request, in whatever order and with whatever filter', async () => {
    expect((await ask(stack, everybody)).calls).toEqual([]);
    expect((await ask(stack, searched)).calls).toEqual([]);
  });

  it('are read anew by no-cache, and then kept', async () => {
    await createUpstream(stack, 'teamcity', 'new.comer');
    const find = '{ users(filter: { login: "new.comer" }) { totalCount } }';
    expect((await ask(stack, find)).data.users.totalCount).toBe(0);
    const again = await ask(stack, { document: find, headers: fresh });
    expect(again.data.users.totalCount).toBe(1);
    const after = await ask(stack, find);
    expect(after.data.users.totalCount).toBe(1);
    expect(after.calls).toEqual([]);
  });

  it.each(['no-cache', 'NO-CACHE', 'max-age=0, no-cache'])('take %j for no-cache', async (value) => {
    const { calls } = await ask(stack, { document: everybody, headers: { 'cache-control': value } });
    expect(calls.length).toBeGreaterThanOrEqual(4);
  });

  it.each(['max-age=0', 'no-cached'])('do not take %j for it', async (value) => {
    const { calls } = await ask(stack, { document: everybody, headers: { 'cache-control': value } });
    expect(calls).toEqual([]);
  });

  it('are read once by one request with no-cache, however often it asks', async () => {
    const document = `{ a: users(first: 1) { totalCount } b: users(first: 2, filter: { search: "a" }) { totalCount } c: users(last: 1) { totalCount } }`;
    const once = await ask(stack, { document: everybody, headers: fresh });
    const thrice = await ask(stack, { document, headers: fresh });
    expect(thrice.calls.toSorted()).toEqual(once.calls.toSorted());
  });

  it('no-cache reaches what is read by id as well, which is live anyway', async () => {
    const document = '{ user(by: { login: { system: "squash", login: "alovelace" } }) { login } }';
    const usual = await ask(stack, document);
    const anew = await ask(stack, { document, headers: fresh });
    expect(usual.calls).toHaveLength(1);
    expect(anew.calls).toEqual(usual.calls);
  });

  it('no-cache probes each system once', async () => {
    const document = '{ systems { version health { status } capabilities { operation } } }';
    const { calls } = await ask(stack, { document, headers: fresh });
    expect(calls).toEqual([...new Set(calls)]);
  });

  it('are each identity’s own', async () => {
    const headers = { 'upstream-authorization-zephyr': adaAuthorization.zephyr };
    const document = '{ users(filter: { systems: ["zephyr"] }) { totalCount } }';
    expect((await ask(stack, { document, headers })).calls).toHaveLength(1);
    expect((await ask(stack, { document, headers })).calls).toEqual([]);
  });
});

describe('lists of some age', () => {
  it('are served at once and refreshed behind the reader’s back', async () => {
    await started(
      async (stack) => {
        await stack.query(everybody);
        await createUpstream(stack, 'teamcity', 'new.comer');
        const before = await stack.query(everybody);
        expect(before.data.users.totalCount).toBe(facts.length);
        // Nothing says when the refresh is done, so it is waited for.
        await expect
          .poll(async () => (await stack.query(everybody)).data.users.totalCount)
          .toBe(facts.length + 1);
      },
      { freshSeconds: 0, maxAgeSeconds: 300 },
    );
  });

  it('stay when refreshing them fails', async () => {
    await started(
      async (stack) => {
        await stack.query(everybody);
        for (const system of systemKeys) stack.sandbox.fail(system, { fault: down });
        await stack.query(everybody);
        const { data, errors } = await stack.query(everybody);
        expect(errors).toBeUndefined();
        expect(data.users.totalCount).toBe(facts.length);
      },
      { freshSeconds: 0, maxAgeSeconds: 300 },
    );
  });

  it('are waited for once they are too old', async () => {
    await started(
      async (stack) => {
        await stack.query(everybody);
        await createUpstream(stack, 'teamcity', 'new.comer');
        expect((await stack.query(everybody)).data.users.totalCount).toBe(facts.length + 1);
      },
      { freshSeconds: 0, maxAgeSeconds: 0 },
    );
  });
});

describe('equal reads at the same moment', () => {
  const twenty = Array.from({ length: 20 });

  it('20 equal queries of nothing known cost one load of each list', async () => {
    await started(async (stack) => {
      for (const system of systemKeys) stack.sandbox.fail(system, { fault: { kind: 'latency', ms: 300 } });
      const calls = await stack.callsDuring(undefined, async () => {
        const answers = await Promise.all(twenty.map(() => stack.query(everybody)));
        for (const { data } of answers) expect(data.users.totalCount).toBe(facts.length);
      });
      expect(calls).toEqual([...new Set(calls)]);
      expect(calls).toHaveLength(4);
    });
  });

  it('who comes while a long list is being read waits for it instead of starting over', async () => {
    const settings = withSystem('teamcity', { settings: '{ pageSize: 10 }' });
    const stack = await startStack({ configure: settings });
    try {
      stack.sandbox.fail('teamcity', { fault: { kind: 'latency', ms: 150 } });
      const document = '{ users(filter: { systems: ["teamcity"] }) { totalCount } }';
      const calls = await stack.callsDuring('teamcity', async () => {
        const before = stack.sandbox.calls('teamcity').length;
        const first = stack.query(document);
        await expect.poll(() => stack.sandbox.calls('teamcity').length).toBeGreaterThan(before + 2);
        const second = await stack.query(document);
        expect(second.data).toEqual((await first).data);
      });
      expect(calls.length).toBeGreaterThan(4);
      expect(calls).toEqual([...new Set(calls)]);
    } finally {
      await stack.stop();
    }
  });

  it('20 equal reads of one account are one call', async () => {
    await started(async (stack) => {
      const document =
        '{ user(by: { login: { system: "teamcity", login: "ada.lovelace" } }) { login roles { label } groups { label } } }';
      await stack.query(document);
      stack.sandbox.fail('teamcity', { fault: { kind: 'latency', ms: 300 } });
      const calls = await stack.callsDuring('teamcity', async () => {
        const answers = await Promise.all(twenty.map(() => stack.query(document)));
        for (const { data } of answers) expect(data.user.login).toBe('ada.lovelace');
      });
      expect(calls).toHaveLength(1);
    });
  });

  it('a failure is shared as well, and not kept', async () => {
    await started(async (stack) => {
      const takeBack = stack.sandbox.fail('squash', { fault: { kind: 'latency', ms: 300 } });
      const takeBackToo = stack.sandbox.fail('squash', { fault: down });
      const document = '{ users(filter: { systems: ["squash"] }) { isComplete } }';
      const calls = await stack.callsDuring('squash', async () => {
        const answers = await Promise.all(twenty.map(() => stack.query(document)));
        for (const { data } of answers) expect(data.users.isComplete).toBe(false);
      });
      expect(new Set(calls).size).toBe(calls.length);
      takeBack();
      takeBackToo();
      expect((await stack.query(document)).data.users.isComplete).toBe(true);
    });
  });

  it('one impatient reader who leaves does not spoil it for the others', async () => {
    await started(async (stack) => {
      for (const system of systemKeys) stack.sandbox.fail(system, { fault: { kind: 'latency', ms: 300 } });
      const leaving = new AbortController();
      const left = fetch(stack.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: everybody }),
        signal: leaving.signal,
      }).then(
        () => 'answered',
        () => 'left',
      );
      const staying = stack.query(everybody);
      await expect.poll(() => stack.sandbox.calls().length).toBeGreaterThan(0);
      leaving.abort();
      expect(await left).toBe('left');
      const { data, errors } = await staying;
      expect(errors).toBeUndefined();
      expect(data.users.totalCount).toBe(facts.length);
    });
  });
});
