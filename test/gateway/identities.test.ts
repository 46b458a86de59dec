import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import type { Company } from '#sandbox/company/company.ts';
import { withSnapshots } from '../support/gateway-config.ts';
import type { Row } from '../support/gateway-row.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/**
 * Whoever brings own credentials sees what those credentials show, and nobody else's, however many ask at once and
 * whatever is kept or shared between requests.
 */

type System = 'zephyr' | 'teamcity';
const systems = ['zephyr', 'teamcity'] as const;
/** In both systems under one login, with different rights. */
const callers = [
  'ada.lovelace',
  'carol.whitaker',
  'nathan.reed',
  'tobias.meyer',
  'priya.raman',
  'megan.oneill',
];

/** Each caller's token is told from all others by its name, so that a mix-up shows. */
const tokenName = (login: string): string => `own token of ${login}`;
const secretOf = (login: string): string => Buffer.from(login.padEnd(20, '.')).toString('hex').slice(0, 40);

function withTokens(company: Company): Company {
  const people = new Map(callers.map((login) => [login, secretOf(login)]));
  return {
    ...company,
    zephyr: {
      ...company.zephyr,
      users: company.zephyr.users.map((user) => {
        const value = people.get(user.username);
        return value === undefined ? user : { ...user, tokens: [{ label: tokenName(user.username), value }] };
      }),
    },
    teamcity: {
      ...company.teamcity,
      users: company.teamcity.users.map((user) => {
        const value = people.get(loginIn('zephyr', user.username));
        return value === undefined
          ? user
          : { ...user, tokens: [{ name: tokenName(loginIn('zephyr', user.username)), value }] };
      }),
    },
  };
}

/** Priya is called otherwise in TeamCity. */
function loginIn(system: System, login: string): string {
  if (system === 'teamcity') return login === 'priya.raman' ? 'praman' : login;
  return login === 'praman' ? 'priya.raman' : login;
}

const headersOf = (login: string | undefined): Record<string, string> =>
  login === undefined
    ? {}
    : Object.fromEntries(
        systems.map((system) => [`upstream-authorization-${system}`, `Bearer ${secretOf(login)}`]),
      );

type Check = (stack: Stack, login: string | undefined, extra: Record<string, string>) => Promise<void>;

/** What each kind of request must show to each caller; undefined is one who brings nothing. */
const checks: Readonly<Record<string, Check>> = {
  current: async (stack, login, extra) => {
    const { data, errors } = await stack.query(
      '{ zephyr: user(by: { current: "zephyr" }) { login } teamcity: user(by: { current: "teamcity" }) { login } }',
      {},
      { ...headersOf(login), ...extra },
    );
    expect(errors).toBeUndefined();
    for (const system of systems) {
      expect(data[system].login).toBe(login === undefined ? 'rollcall' : loginIn(system, login));
    }
  },
  'own tokens': async (stack, login, extra) => {
    const { data, errors } = await stack.query(
      `{ zephyr: user(by: { current: "zephyr" }) { accessTokens { name owner { login } } }
         teamcity: user(by: { current: "teamcity" }) { accessTokens { name owner { login } } } }`,
      {},
      { ...headersOf(login), ...extra },
    );
    expect(errors).toBeUndefined();
    for (const system of systems) {
      expect(data[system].accessTokens).toEqual(
        login === undefined
          ? data[system].accessTokens.filter(({ owner }: Row) => owner.login === 'rollcall')
          : [{ name: tokenName(login), owner: { login: loginIn(system, login) } }],
      );
    }
  },
  'list of tokens': async (stack, login, extra) => {
    const { data } = await stack.query(
      '{ accessTokens(filter: { systems: ["zephyr", "teamcity"] }) { nodes { name system { key } } } }',
      {},
      { ...headersOf(login), ...extra },
    );
    const shown = data.accessTokens.nodes.map(
      ({ name, system }: { name: string; system: { key: string } }) => `${system.key} ${name}`,
    );
    expect(shown.sort()).toEqual(
      login === undefined
        ? ['teamcity rollcall', 'zephyr dashboard import', 'zephyr rollcall']
        : [`teamcity ${tokenName(login)}`, `zephyr ${tokenName(login)}`],
    );
  },
  'list of accounts': async (stack, login, extra) => {
    const { data } = await stack.query(
      '{ users(first: 500, filter: { systems: ["teamcity"] }) { totalCount nodes { login } sources { state } } }',
      {},
      { ...headersOf(login), ...extra },
    );
    // Only the service account and the account desk may see everybody in TeamCity.
    const seesAll = login === undefined || login === 'nathan.reed';
    expect(data.users.sources).toEqual([{ state: seesAll ? 'FRESH' : 'FAILED' }]);
    expect(data.users.nodes.length > 0).toBe(seesAll);
  },
};

const requests = fc.array(
  fc.record({
    caller: fc.option(fc.constantFrom(...callers), { nil: undefined }),
    kind: fc.constantFrom(...Object.keys(checks)),
    isFresh: fc.boolean(),
  }),
  { minLength: 12, maxLength: 40 },
);

async function expectKeptApart(stack: Stack, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(requests, async (batch) => {
      await Promise.all(
        batch.map(async ({ caller, kind, isFresh }) => {
          const extra: Record<string, string> = isFresh ? { 'cache-control': 'no-cache' } : {};
          await checks[kind]?.(stack, caller, extra);
        }),
      );
    }),
    { numRuns: runs, seed: 7 },
  );
}

describe('many callers at once', () => {
  const company = withTokens(readCompany());

  it('are kept apart while their reads are under way', async () => {
    const ages = withSnapshots({ freshSeconds: 0, maxAgeSeconds: 0, maxStaleSeconds: 3600 });
    const stack = await startStack({ company, configure: ages });
    // Slow enough that equal reads of different callers are in flight together.
    for (const system of systems) stack.sandbox.fail(system, { fault: { kind: 'latency', ms: 15 } });
    try {
      await expectKeptApart(stack, 8);
    } finally {
      await stack.stop();
    }
  });

  it('are kept apart in what is kept', async () => {
    const stack = await startStack({ company });
    try {
      for (const caller of [undefined, ...callers])
        for (const check of Object.values(checks)) await check(stack, caller, {});
      await expectKeptApart(stack, 8);
    } finally {
      await stack.stop();
    }
  });

  it('never borrow an older list of somebody else when the server is away', async () => {
    const ages = withSnapshots({ freshSeconds: 0, maxAgeSeconds: 0, maxStaleSeconds: 3600 });
    const stack = await startStack({ company, configure: ages });
    try {
      await checks['list of accounts']?.(stack, undefined, {});
      stack.sandbox.fail('teamcity', { fault: { kind: 'reset', when: 'before' } });
      const { data } = await stack.query(
        '{ users(filter: { systems: ["teamcity"] }) { nodes { login } sources { state } } }',
        {},
        headersOf('ada.lovelace'),
      );
      expect(data.users).toEqual({ nodes: [], sources: [{ state: 'FAILED' }] });
    } finally {
      await stack.stop();
    }
  });

  it('send each caller’s credentials to the system they are for, and nowhere else', async () => {
    const stack = await startStack({ company });
    try {
      stack.sandbox.forgetCalls();
      const document =
        '{ a: user(by: { current: "zephyr" }) { login } b: user(by: { current: "teamcity" }) { login } c: user(by: { current: "foreman" }) { login } d: user(by: { current: "squash" }) { login } }';
      const { data } = await stack.query(
        document,
        {},
        { 'upstream-authorization-zephyr': `Bearer ${secretOf('ada.lovelace')}` },
      );
      expect(data).toEqual({
        a: { login: 'ada.lovelace' },
        b: { login: 'rollcall' },
        c: { login: 'rollcall' },
        d: { login: 'rollcall' },
      });
      for (const call of stack.sandbox.calls()) {
        const isHers = call.headers['authorization']?.includes(secretOf('ada.lovelace')) ?? false;
        expect(isHers, `${call.system} ${call.path}`).toBe(call.system === 'zephyr');
        expect(Object.keys(call.headers).filter((name) => name.startsWith('upstream-'))).toEqual([]);
      }
      expect(stack.logged.join('\n')).not.toContain(secretOf('ada.lovelace'));
    } finally {
      await stack.stop();
    }
  });
});
