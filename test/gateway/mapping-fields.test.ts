import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { heldFragment, heldOf } from '../support/gateway-held.ts';
import { instantText } from '../support/gateway-account-facts.ts';
import { adaAuthorization, askUpstream } from '../support/gateway-upstream.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import type { Row } from '../support/gateway-row.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** The documented data, field by field, against the seed of each system. */

const company = readCompany();
const facts = accountFacts(company);
/** Signing in changes its last login. */
const inUse = 'rollcall';

const accountFields =
  'nativeId login firstName lastName displayName email status isAdministrator lastLoginAt hasLoggedIn createdAt createdBy updatedAt updatedBy';
const detailFields = `details { __typename
  ... on ZephyrUserDetails { userType type isChargeable isInternal isAccountExpired isCredentialsExpired isUsernameCustomized failedLoginCount }
  ... on ForemanUserDetails { description locale timezone isMailEnabled authSource defaultOrganization defaultLocation organizations locations }
  ... on SquashUserDetails { userGroup canDeleteFromFront }
  ... on TeamCityUserDetails { realm hasPassword properties { name value } } }`;
const tokenFields = 'name state createdAt createdBy expiresAt expiry lastUsedAt usage owner { login }';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** Every account of a system with all its fields, by login. */
async function readAll(system: SandboxSystem): Promise<Map<string, Row>> {
  const document = `{ users(filter: { systems: ["${system}"] }, first: 500) { nodes { ${accountFields} ${detailFields} ...Held } } } ${heldFragment}`;
  const { data, errors } = await stack.query(document);
  expect(errors).toBeUndefined();
  return new Map(data.users.nodes.map((node: Row) => [node.login, node]));
}

/** The same of every account: what the seed says of its fields and holdings, and its number on the server. */
async function expectAccounts(
  system: SandboxSystem,
  rows: Map<string, Row>,
  numbers: Map<string, string>,
): Promise<void> {
  for (const { system: of, held, ...members } of facts.filter((fact) => fact.system === system)) {
    const row = rows.get(members.login);
    const { lastLoginAt: _at, hasLoggedIn: _ever, ...lasting } = members;
    expect(row, `${of} ${members.login}`).toMatchObject(members.login === inUse ? lasting : members);
    expect(row.nativeId, members.login).toBe(numbers.get(members.login));
    expect(heldOf(row), members.login).toEqual(held);
  }
  expect(rows.size).toBe(numbers.size);
}

/** Numbers by login, from the server itself. */
async function numbersOf(
  system: SandboxSystem,
  path: string,
  login: string,
  list: (answer: Row) => Row[],
): Promise<Map<string, string>> {
  const answer = await askUpstream(stack, system, 'GET', path);
  return new Map(
    list(answer)
      .filter((row) => row.id > 0)
      .map((row) => [row[login], String(row.id)]),
  );
}

it('Zephyr: accounts, details, roles, groups, project permissions', async () => {
  const rows = await readAll('zephyr');
  await expectAccounts(
    'zephyr',
    rows,
    await numbersOf('zephyr', '/flex/services/rest/latest/user', 'username', (all) => all),
  );
  const wire = (await askUpstream(stack, 'zephyr', 'GET', '/flex/services/rest/latest/user')) as Row[];
  for (const user of company.zephyr.users) {
    const row = rows.get(user.username);
    const raw = wire.find(({ username }) => username === user.username);
    expect(row.details, user.username).toEqual({
      __typename: 'ZephyrUserDetails',
      userType: user.userType ?? 0,
      type: user.type ?? null,
      // Not in the seed: as the server itself says.
      isChargeable: raw.chargeableFlag ?? null,
      isUsernameCustomized: raw.isCustomizeUsername ?? null,
      isInternal: user.isInternal ?? true,
      isAccountExpired: user.accountExpired ?? false,
      isCredentialsExpired: user.credentialsExpired ?? false,
      failedLoginCount: user.failedLogins ?? 0,
    });
    // The server keeps none of these.
    expect(row, user.username).toMatchObject({
      createdAt: null,
      createdBy: null,
      updatedAt: null,
      updatedBy: null,
    });
  }
});

it('Foreman: accounts, details, roles, groups', async () => {
  const rows = await readAll('foreman');
  const numbers = await numbersOf('foreman', '/api/users?per_page=1000', 'login', ({ results }) => results);
  await expectAccounts('foreman', rows, numbers);
  for (const user of company.foreman.users) {
    const row = rows.get(user.login);
    const { organizations = [], locations = [] } = user;
    expect(
      {
        ...row.details,
        organizations: row.details.organizations.toSorted(),
        locations: row.details.locations.toSorted(),
      },
      user.login,
    ).toEqual({
      __typename: 'ForemanUserDetails',
      description: user.description ?? null,
      locale: user.locale ?? null,
      timezone: user.timezone ?? null,
      isMailEnabled: user.mailEnabled ?? false,
      authSource: user.authSource ?? 'Internal',
      defaultOrganization: user.defaultOrganization ?? null,
      defaultLocation: user.defaultLocation ?? null,
      organizations: organizations.toSorted(),
      locations: locations.toSorted(),
    });
    if (user.createdAt !== undefined) expect(row.createdAt, user.login).toBe(instantText(user.createdAt));
    expect(row, user.login).toMatchObject({
      createdBy: null,
      updatedBy: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
  }
});

it('Squash TM: accounts, details, group, teams, permissions', async () => {
  const rows = await readAll('squash');
  const numbers = await numbersOf(
    'squash',
    '/api/rest/latest/users?size=1000',
    'login',
    ({ _embedded }) => _embedded.users,
  );
  await expectAccounts('squash', rows, numbers);
  for (const user of company.squash.users) {
    const row = rows.get(user.login);
    const { createdAt, createdBy, updatedAt, updatedBy } = user;
    expect(row.details, user.login).toEqual({
      __typename: 'SquashUserDetails',
      userGroup: user.group ?? 'User',
      canDeleteFromFront: user.canDeleteFromFront ?? true,
    });
    if (createdAt !== undefined) expect(row.createdAt).toBe(instantText(createdAt));
    if (createdBy !== undefined) expect(row.createdBy).toBe(createdBy);
    if (updatedAt !== undefined) expect(row.updatedAt).toBe(instantText(updatedAt));
    if (updatedBy !== undefined) expect(row.updatedBy).toBe(updatedBy);
  }
});

it('Squash TM: every field of teams held and of projects with permissions', async () => {
  const { data } = await stack.query(`{ user(by: { login: { system: "squash", login: "alovelace" } }) {
    teams { team { nativeId name description createdAt createdBy updatedAt updatedBy } }
    projectPermissions { permission project { nativeId name label description isActive } } } }`);
  for (const { team } of data.user.teams) {
    const { description, createdAt, createdBy, updatedAt, updatedBy } =
      company.squash.teams.find(({ name }) => name === team.name) ?? {};
    expect(team).toEqual({
      nativeId: expect.stringMatching(/^\d+$/u) as unknown,
      name: team.name,
      description,
      createdAt: instantText(createdAt),
      createdBy,
      updatedAt: instantText(updatedAt ?? createdAt),
      updatedBy: updatedBy ?? createdBy,
    });
  }
  expect(data.user.projectPermissions).toHaveLength(3);
  for (const { project } of data.user.projectPermissions) {
    const { label, description, active } =
      company.squash.projects.find(({ name }) => name === project.name) ?? {};
    expect(project).toEqual({
      nativeId: expect.stringMatching(/^\d+$/u) as unknown,
      name: project.name,
      label: label ?? null,
      description,
      isActive: active ?? true,
    });
  }
});

it('TeamCity: accounts, details, roles with their scope, groups', async () => {
  const rows = await readAll('teamcity');
  const numbers = await numbersOf(
    'teamcity',
    '/app/rest/users?locator=count:1000',
    'username',
    ({ user }) => user,
  );
  await expectAccounts('teamcity', rows, numbers);
  for (const user of company.teamcity.users) {
    const row = rows.get(user.username);
    const byName = (one: Row, other: Row): number => (one.name < other.name ? -1 : 1);
    const properties = Object.entries(user.properties ?? {}).map(([name, value]) => ({ name, value }));
    expect(row.details.properties.toSorted(byName), user.username).toEqual(properties.sort(byName));
    if (user.hasPassword !== undefined) expect(row.details.hasPassword, user.username).toBe(user.hasPassword);
    // One name, no dates of creation or change.
    expect(row, user.username).toMatchObject({
      firstName: null,
      lastName: null,
      createdAt: null,
      createdBy: null,
      updatedAt: null,
      updatedBy: null,
    });
  }
});

describe('tokens', () => {
  it('Zephyr: id, label and maker of each of the caller’s tokens; eternal', async () => {
    const { data } = await stack.query(
      `{ user(by: { current: "zephyr" }) { nativeId accessTokens { ${tokenFields} } } }`,
      {},
      {
        'upstream-authorization-zephyr': adaAuthorization.zephyr,
      },
    );
    const common = {
      state: 'ACTIVE',
      createdAt: null,
      expiresAt: null,
      expiry: 'NEVER',
      lastUsedAt: null,
      usage: 'UNKNOWN',
    };
    const shown = data.user.accessTokens.toSorted((one: Row, other: Row) => (one.name < other.name ? -1 : 1));
    expect(shown).toEqual(
      ['laptop', 'report script'].map((name) => ({
        ...common,
        name,
        createdBy: expect.stringMatching(/^(?:\d+|ada\.lovelace)$/u) as unknown,
        owner: { login: 'ada.lovelace' },
      })),
    );
  });

  it('Foreman: each token in its state, with its times', async () => {
    const { data } = await stack.query(
      `{ accessTokens(filter: { systems: ["foreman"] }, first: 500) { nodes { ${tokenFields} } } }`,
    );
    const shown = new Map<string, Row>(
      data.accessTokens.nodes.map((token: Row) => [`${token.owner.login} ${token.name}`, token]),
    );
    const seeded = company.foreman.users.flatMap(({ login, tokens = [] }) =>
      tokens.map((token) => ({ login, token })),
    );
    expect(shown.size).toBe(seeded.length);
    for (const { login, token } of seeded) {
      const isPast = token.expiresAt !== undefined && Date.parse(token.expiresAt) < Date.now();
      const row = shown.get(`${login} ${token.name}`);
      expect(row, `${login} ${token.name}`).toMatchObject({
        state: token.revoked === true ? 'REVOKED' : isPast ? 'EXPIRED' : 'ACTIVE',
        expiresAt: instantText(token.expiresAt),
        expiry: token.expiresAt === undefined ? 'NEVER' : 'EXPIRES',
        createdBy: null,
        ...(token.createdAt === undefined ? {} : { createdAt: instantText(token.createdAt) }),
      });
      // The gateway signs in with the one whose value is known.
      if (token.value !== undefined) continue;
      expect(row).toMatchObject({
        lastUsedAt: instantText(token.lastUsedAt),
        usage: token.lastUsedAt === undefined ? 'NEVER_USED' : 'USED',
      });
    }
  });

  it('Squash TM: none, and it says so', async () => {
    const { data, errors } = await stack.query(
      '{ user(by: { current: "squash" }) { login accessTokens { name } } }',
    );
    expect(data.user).toEqual({ login: 'rollcall', accessTokens: null });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({ code: 'UNSUPPORTED', system: 'squash' }),
    ]);
  });
});
