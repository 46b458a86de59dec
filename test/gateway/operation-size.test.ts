import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLimits } from '../support/gateway-config.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** Members of groups of members of groups …, `times` deep. */
function nested(times: number): string {
  const open = 'members(first: 500) { nodes { groups { group { ';
  const close = ' } } } }';
  return `{ groups(first: 500) { nodes { ${open.repeat(times)}name${close.repeat(times)} } } }`;
}

describe('an operation that asks for too much', () => {
  it.each([2, 3, 5])('is refused before any upstream call, at %i lists within lists', async (times) => {
    const calls = await stack.callsDuring(undefined, async () => {
      const { data, errors } = await stack.query(nested(times));
      expect(errors?.[0]?.extensions.code).toBe('TOO_EXPENSIVE');
      expect(errors?.[0]?.message).toMatch(
        /could ask for (?:more than )?[\d,]+ rows; 1,000,000 are allowed/u,
      );
      expect(data ?? null).toBeNull();
    });
    expect(calls).toEqual([]);
  });

  it('is refused however its page sizes come', async () => {
    const document = `query($size: Int) { groups(first: $size) { nodes { members(last: $size) { nodes { groups { group {
      ...again } } } } } } } fragment again on Group { members(first: $size) { nodes { id } } }`;
    const { errors } = await stack.query(document, { size: 500 });
    expect(errors?.[0]?.extensions.code).toBe('TOO_EXPENSIVE');
  });

  it('is refused when its page sizes are defaults of variables', async () => {
    const document = nested(2).replaceAll('500', '$size');
    const { errors } = await stack.query(`query ($size: Int = 500) ${document}`);
    expect(errors?.[0]?.extensions.code).toBe('TOO_EXPENSIVE');
  });

  it('is refused for the size of its page where that is the mistake', async () => {
    const { errors } = await stack.query('{ users(first: 2000000001) { totalCount } }');
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it('is refused when it repeats one list more often than allowed', async () => {
    const aliases = Array.from({ length: 501 }, (_, at) => `a${at}: users(first: 500) { nodes { login } }`);
    const { errors } = await stack.query(`{ ${aliases.join(' ')} }`);
    expect(errors?.[0]?.extensions.code).toBe('TOO_EXPENSIVE');
  });

  it('is refused when it is nested without end', async () => {
    const parents = `${'parents { '.repeat(60)}name${' }'.repeat(60)}`;
    const { errors } = await stack.query(`{ groups(first: 1) { nodes { ${parents} } } }`);
    expect(errors?.[0]?.message).toBe(
      'The operation is nested 63 levels deep; 25 are allowed. Ask for less at once, or raise limits.maxDepth.',
    );
  });
});

describe('an operation of everyday size', () => {
  it('is answered', async () => {
    const { data, errors } = await stack.query(nested(1).replaceAll('500', '50'));
    expect(errors).toBeUndefined();
    expect(data.groups.nodes.length).toBeGreaterThan(0);
  });
});

describe('credentials for upstreams in headers', () => {
  const whoAmI = '{ user(by: { current: "teamcity" }) { login } }';

  it.each([
    ['empty', { 'upstream-authorization-teamcity': '' }, /is empty/u],
    ['blank', { 'upstream-authorization-teamcity': '  ' }, /is empty/u],
    [
      'for a system that is not there',
      { 'upstream-authorization-nosuch': 'Bearer x' },
      /names no configured system/u,
    ],
  ])('are refused when %s, and the gateway’s own are not used instead', async (_what, headers, message) => {
    const { status, data, errors } = await stack.query(whoAmI, {}, headers);
    expect({ status, code: errors?.[0]?.extensions.code, data }).toEqual({
      status: 400,
      code: 'INVALID_INPUT',
      data: undefined,
    });
    expect(errors?.[0]?.message).toMatch(message);
  });
});

describe('the schema', () => {
  const schemas = (count: number): string =>
    `{ ${Array.from({ length: count }, (_, at) => `a${at}: __schema { queryType { name } }`).join(' ')} }`;

  it('may be asked for under a few names', async () => {
    expect((await stack.query(schemas(10))).errors).toBeUndefined();
  });

  it('may not be asked for under hundreds: each answer of it is as large as a long list', async () => {
    const { errors } = await stack.query(schemas(100));
    expect(errors?.[0]?.extensions.code).toBe('TOO_EXPENSIVE');
  });
});

describe('operations that are each of full size', () => {
  const large = `{ groups(first: 500) { nodes { members(first: 500) { totalCount } } } }`;

  it('are answered one by one, and too many at the same time are sent away with the time to come back', async () => {
    for (const system of ['zephyr', 'foreman', 'squash', 'teamcity'] as const)
      stack.sandbox.fail(system, { fault: { kind: 'latency', ms: 150 } });
    const fresh = { 'cache-control': 'no-cache' };
    const asked = large.replace('totalCount', 'nodes { login }');
    const answers = await Promise.all([1, 2, 3, 4].map(() => stack.query(asked, {}, fresh)));
    const away = answers.filter(({ status }) => status === 503);
    expect(away.length).toBeGreaterThan(0);
    for (const { headers, errors } of away) {
      expect(headers.get('retry-after')).toBe('1');
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
    }
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    stack.sandbox.reset();
    expect((await stack.query(asked)).status).toBe(200);
  });

  it('do not send away those who ask for little', async () => {
    stack.sandbox.fail('squash', { fault: { kind: 'latency', ms: 200 } });
    const fresh = { 'cache-control': 'no-cache' };
    const asked = large.replace('totalCount', 'nodes { login }');
    const slow = [1, 2].map(() => stack.query(asked, {}, fresh));
    const small = await Promise.all(
      [1, 2, 3].map(() => stack.query('{ users(first: 50) { nodes { login } } }')),
    );
    expect(small.map(({ status }) => status)).toEqual([200, 200, 200]);
    await Promise.all(slow);
    stack.sandbox.reset();
  });
});

describe('an answer', () => {
  it('holds so many rows of lists and no more, whatever they were asked under', async () => {
    const small = await startStack({ configure: withLimits({ maxAnswerRows: 60 }) });
    try {
      const page = (size: number): string => `users(first: ${size}) { nodes { login } }`;
      expect((await small.query(`{ a: ${page(50)} }`)).errors).toBeUndefined();
      const { errors } = await small.query(`{ a: ${page(50)} b: ${page(50)} }`);
      expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['TOO_EXPENSIVE']);
      expect(errors?.[0]?.message).toContain('more than 60 rows of lists');
    } finally {
      await small.stop();
    }
  });
});
