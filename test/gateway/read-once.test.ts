import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSnapshots } from '../support/gateway-config.ts';
import { errorCodes, systemKeys, userId } from '../support/gateway-query.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const adaLogins: Readonly<Record<SandboxSystem, string>> = {
  zephyr: 'ada.lovelace',
  foreman: 'ada.lovelace',
  squash: 'alovelace',
  teamcity: 'ada.lovelace',
};

let stack: Stack;
beforeAll(async () => {
  // No refresh behind the reader's back may come in between, however slow the machine.
  stack = await startStack({ configure: withSnapshots({ freshSeconds: 3600, maxAgeSeconds: 3600 }) });
});
afterAll(() => stack.stop());

/** Calls that one query of one account on several paths costs, lists known. */
async function callsOf(system: SandboxSystem, document: string, variables: object = {}): Promise<string[]> {
  await stack.query('query ($key: String!) { users(filter: { systems: [$key] }, first: 1) { totalCount } }', {
    key: system,
  });
  return stack.callsDuring(system, async () => {
    const answer = await stack.query(document, variables);
    expect(errorCodes(answer)).toEqual([]);
  });
}

describe('one account reached on several paths of one query', () => {
  it.each(systemKeys)(
    '%s: by login, by id and from the list, each with other fields, costs what the richest path costs',
    async (system) => {
      const login = adaLogins[system];
      const id = await userId(stack, system, login);
      const onePath = `query ($id: ID!) { node(id: $id) { ... on User { roles { id } groups { id } details { __typename } } } }`;
      const threePaths = `query ($id: ID!, $system: String!, $login: String!) {
        byLogin: user(by: { login: { system: $system, login: $login } }) { roles { id } }
        byId: node(id: $id) { ... on User { groups { id } } }
        listed: users(filter: { systems: [$system], login: $login }) { nodes { details { __typename } } }
      }`;
      const alone = await callsOf(system, onePath, { id });
      const together = await callsOf(system, threePaths, { id, system, login });
      // A login has to be found where the id is known already: one call more at most.
      expect(together.length).toBeLessThanOrEqual(alone.length + 1);
      const shown = together.filter((call) => call.includes(`/${atId(system, id)}`));
      expect(shown.length).toBeLessThanOrEqual(1);
    },
  );

  it('TeamCity: all three paths are one call', async () => {
    const id = await userId(stack, 'teamcity', adaLogins.teamcity);
    const calls = await callsOf(
      'teamcity',
      `query ($id: ID!) {
        byLogin: user(by: { login: { system: "teamcity", login: "ada.lovelace" } }) { roles { id } }
        byId: node(id: $id) { ... on User { groups { id } } }
        listed: users(filter: { systems: ["teamcity"], login: "ADA.lovelace" }) { nodes { details { __typename } } }
      }`,
      { id },
    );
    expect(calls).toHaveLength(1);
  });

  it.each(systemKeys)('%s: the same account under twenty aliases is read once', async (system) => {
    const id = await userId(stack, system, adaLogins[system]);
    const aliases = Array.from(
      { length: 20 },
      (_, at) => `a${at}: node(id: $id) { ... on User { roles { id } groups { id } } }`,
    );
    const once = await callsOf(system, `query ($id: ID!) { ${aliases[0]} }`, { id });
    const often = await callsOf(system, `query ($id: ID!) { ${aliases.join(' ')} }`, { id });
    expect(often).toEqual(once);
  });

  it('asks the current account once, tokens included', async () => {
    const calls = await callsOf(
      'teamcity',
      '{ user(by: { current: "teamcity" }) { login roles { id } accessTokens { name } } }',
    );
    expect(calls.filter((call) => call.includes('/users/current'))).toHaveLength(1);
    expect(calls).toHaveLength(2);
  });
});

describe('what the selection set decides', () => {
  const document = `query ($id: ID!, $with: Boolean = true) {
    node(id: $id) { ... on User { login projectPermissions @include(if: $with) { permission } } } }`;

  it('asks for nothing that @include leaves out', async () => {
    const id = await userId(stack, 'squash', adaLogins.squash);
    const calls = await callsOf('squash', document, { id, with: false });
    expect(calls.filter((call) => call.includes('/permissions'))).toEqual([]);
  });

  it('reads what @include takes in by the default of its variable', async () => {
    const id = await userId(stack, 'squash', adaLogins.squash);
    const calls = await callsOf('squash', document, { id });
    expect(calls.filter((call) => call.includes('/permissions'))).toHaveLength(1);
  });

  it('sees selections through fragments', async () => {
    const id = await userId(stack, 'squash', adaLogins.squash);
    const calls = await callsOf(
      'squash',
      `query ($id: ID!) { node(id: $id) { ...Outer } }
       fragment Outer on Node { ... on User { ...Inner } }
       fragment Inner on User { held: projectPermissions { permission } }`,
      { id },
    );
    expect(calls.filter((call) => call.includes('/permissions'))).toHaveLength(1);
  });
});

/** How a path names one account on each server. */
function atId(system: SandboxSystem, id: string): string {
  const [, , native] = JSON.parse(Buffer.from(id, 'base64url').toString('utf8')) as [string, string, string];
  return {
    zephyr: `user/${native}`,
    foreman: `users/${native}`,
    squash: `users/${native}`,
    teamcity: `users/id:${native}`,
  }[system];
}
