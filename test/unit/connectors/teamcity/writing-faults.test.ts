import { describe, expect, it } from 'vitest';
import type { Call } from '#connectors/connector.ts';
import type { Look, Step } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Account } from '#domain/account.ts';
import type { Intent } from '#domain/intents.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import { helenToken } from '../../../support/teamcity-seed.ts';
import { callAs, failureOf } from './upstream.ts';
import {
  alice,
  aliceAccount,
  mention,
  noProgress,
  only,
  root,
  startWritingServer,
} from './writing-server.ts';
import type { WritingServer } from './writing-server.ts';

interface Write {
  readonly name: string;
  readonly intent: Intent;
  readonly account?: Account;
  readonly call?: Call;
}

const secret = 'canary-Pass-w0rd';

/** One of each write whose outcome can be looked up. */
const writes: readonly Write[] = [
  {
    name: 'a create',
    intent: { kind: 'create', profile: { login: 'Eve' }, password: secret, isActive: true },
  },
  {
    name: 'a profile',
    account: aliceAccount,
    intent: { kind: 'updateProfile', profile: { login: 'al', displayName: 'Al', email: 'al@b.test' } },
  },
  {
    name: 'a cleared field',
    account: aliceAccount,
    intent: { kind: 'updateProfile', profile: { email: '' } },
  },
  {
    name: 'a property',
    account: aliceAccount,
    intent: {
      kind: 'updateDetails',
      details: { kind: 'teamcity', properties: [{ name: 'a:b', value: '1' }] },
    },
  },
  {
    name: 'a cleared property',
    account: aliceAccount,
    intent: {
      kind: 'updateDetails',
      details: { kind: 'teamcity', properties: [{ name: 'plugin:vcs:anyVcs:anyVcsRoot', value: '' }] },
    },
  },
  {
    name: 'a role given',
    account: aliceAccount,
    intent: { kind: 'addRole', role: mention('PROJECT_ADMIN'), project: mention('Shop') },
  },
  {
    name: 'a role taken',
    account: aliceAccount,
    intent: { kind: 'removeRole', role: mention('PROJECT_VIEWER') },
  },
  { name: 'a group joined', account: aliceAccount, intent: { kind: 'addGroup', group: mention('ADMINS') } },
  {
    name: 'a group left',
    account: aliceAccount,
    intent: { kind: 'removeGroup', group: mention('MAINTAINERS') },
  },
  { name: 'a token made', account: aliceAccount, call: alice, intent: { kind: 'createToken', name: 't' } },
  {
    name: 'a token revoked',
    account: aliceAccount,
    call: alice,
    intent: { kind: 'revokeToken', tokenId: 'old' },
  },
  { name: 'a deletion', account: aliceAccount, intent: { kind: 'delete' } },
];

const page: Fault = {
  kind: 'answer',
  reply: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' },
};
const loginPage: Fault = { kind: 'answer', reply: { ...pageReply(), status: 200 } };

function pageReply(): { readonly headers: Record<string, string>; readonly body: string } {
  return { headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>Log in</html>' };
}

/** What can go wrong before a write is done, and after it was. */
const before: readonly (readonly [string, Fault])[] = [
  ['the connection is cut before it', { kind: 'reset', when: 'before' }],
  ['a proxy answers 502', page],
  ['a login page answers 200', loginPage],
  ['the server answers 500', { kind: 'answer', reply: { status: 500, headers: {}, body: 'no' } }],
];
const after: readonly (readonly [string, Fault])[] = [
  ['the connection is cut after it', { kind: 'reset', when: 'after' }],
  ['a proxy hides the answer to it', { kind: 'edit', edit: () => ({ status: 502, ...pageReply() }) }],
];

const uncertain = new Set(['UPSTREAM_TIMEOUT', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_BAD_RESPONSE']);

interface Tried {
  readonly server: WritingServer;
  readonly step: Step;
  readonly call: Call;
  readonly error: unknown;
}

async function trySending({ intent, account, call = root }: Write, fault: Fault): Promise<Tried> {
  const server = await startWritingServer();
  const step = only(await server.planFor(account, [intent], call));
  server.faults.add({ method: step.request.method, fault, times: 1 });
  return { server, step, call, error: await failureOf(step.send(call, noProgress)) };
}

async function lookAfter({ step, call }: Tried): Promise<Look['verdict']> {
  return (await step.look(call, noProgress)).verdict;
}

describe.each(writes)('$name', (write) => {
  it.each(before)('is known to be missing where %s', async (_, fault) => {
    const tried = await trySending(write, fault);
    expect(uncertain).toContain((tried.error as RollcallError).code);
    expect(await lookAfter(tried)).toBe('missing');
    expect(tried.server.writes()).toHaveLength(1);
  });

  it.each(after)('is known to have landed where %s', async (_, fault) => {
    const tried = await trySending(write, fault);
    expect(uncertain).toContain((tried.error as RollcallError).code);
    expect(await lookAfter(tried)).toBe('landed');
    expect(tried.server.writes()).toHaveLength(1);
  });

  it('is unclear where nothing can be read', async () => {
    const tried = await trySending(write, { kind: 'reset', when: 'after' });
    tried.server.faults.add({ fault: { kind: 'reset', when: 'before' } });
    expect(await lookAfter(tried)).toBe('unclear');
  });
});

describe.each(
  writes.filter(({ intent }) => ['create', 'addRole', 'addGroup', 'createToken'].includes(intent.kind)),
)('$name', (write) => {
  it.each([
    ['no JSON', 'eyJ0eXAi… garbage'],
    ['JSON of another shape', '[]'],
    ['nothing', ''],
  ])('is not believed where the answer is %s', async (_, body) => {
    const tried = await trySending(write, { kind: 'edit', edit: (reply) => ({ ...reply, body }) });
    expect(tried.error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(await lookAfter(tried)).toBe('landed');
  });
});

describe('looking', () => {
  const [create] = writes;

  it('names the account made', async () => {
    if (create === undefined) throw new Error('Expected a create.');
    const { server, step } = await trySending(create, { kind: 'reset', when: 'after' });
    const { id } = (await server.read('/users/username:eve?fields=id')) as { readonly id: number };
    expect(await step.look(root, noProgress)).toEqual({ verdict: 'landed', accountId: String(id) });
  });

  it('does not take an account for missing that may be hidden', async () => {
    const server = await startWritingServer();
    const step = only(await server.planFor(undefined, [create?.intent ?? { kind: 'delete' }]));
    server.faults.add({
      path: /locator=start/u,
      fault: { kind: 'answer', reply: { status: 403, headers: {}, body: 'no' } },
    });
    expect(await step.look(callAs(helenToken), noProgress)).toEqual({ verdict: 'unclear' });
  });

  it('is unclear about a profile of which a part was changed', async () => {
    const server = await startWritingServer();
    const step = only(
      await server.planFor(aliceAccount, [
        { kind: 'updateProfile', profile: { displayName: 'Al', email: 'al@b.test' } },
      ]),
    );
    await server.write('PUT', '/users/id:7', { name: 'Al' });
    expect(await step.look(root, noProgress)).toEqual({ verdict: 'unclear' });
  });

  it('reads what is there now, and not an answer that is under way already', async () => {
    const server = await startWritingServer();
    const step = only(await server.planFor(aliceAccount, [{ kind: 'delete' }]));
    server.callsMade();
    await Promise.all([step.look(root, noProgress), step.look(root, noProgress)]);
    expect(server.callsMade()).toBe(2);
  });
});

describe('secrets', () => {
  /** Everything that a log could make of an error. */
  const told = (error: unknown): string =>
    error instanceof Error
      ? [error.message, error.stack, JSON.stringify(error), told(error.cause)].join('\n')
      : String(error);

  it('are in no error where the server repeats a password', async () => {
    for (const body of [
      JSON.stringify({ errors: [{ message: `The password ${secret} is too weak` }] }),
      `Responding with error, status code: 400 (Bad Request).\nDetails: a.B: The password ${secret} is too weak`,
    ]) {
      for (const write of [
        writes[0],
        {
          name: 'password',
          account: aliceAccount,
          intent: { kind: 'setPassword', password: secret },
        } as const,
      ]) {
        if (write === undefined) continue;
        const { error } = await trySending(write, {
          kind: 'answer',
          reply: { status: 400, headers: { 'content-type': 'application/json' }, body },
        });
        expect(error).toMatchObject({ code: 'UPSTREAM_REJECTED' });
        expect(told(error)).not.toContain(secret);
      }
    }
  });

  it('are in no error where an answer with a token cannot be read', async () => {
    const token = writes.find(({ intent }) => intent.kind === 'createToken');
    for (const body of [secret, `{"name":"t","value":"${secret}"`, `{"value":"${secret}"}`]) {
      const { error } = await trySending(token ?? { name: '', intent: { kind: 'delete' } }, {
        kind: 'edit',
        edit: (reply) => ({ ...reply, body }),
      });
      expect(error).toBeInstanceOf(RollcallError);
      expect(told(error)).not.toContain('canary');
    }
  });

  it('are in no plan', async () => {
    const server = await startWritingServer();
    const plan = await server.planFor(undefined, [create()]);
    expect(JSON.stringify(plan)).not.toContain(secret);
    function create(): Intent {
      return {
        kind: 'create',
        profile: { login: 'eve' },
        password: secret,
        isActive: true,
        details: { kind: 'teamcity', properties: [{ name: 'p', value: secret }] },
      };
    }
  });
});
