import { expect, test } from 'vitest';
import {
  toAccount,
  toDetails,
  toHeldGroups,
  toHeldPermissions,
  toParties,
  toProject,
  toTeam,
} from '#connectors/squash/mapping.ts';
import { projectContent, projectRow, teamRow, userContent, userRow } from '#connectors/squash/wire.ts';

const account = (row: object) => toAccount('squash', userRow.parse({ id: 1, login: 'ada', ...row }));

test('the documented sample becomes an account with everything in it', () => {
  const row = userRow.parse({
    _type: 'user',
    id: 486,
    first_name: 'Charles',
    last_name: 'Dupond',
    login: 'User-1',
    email: 'charlesdupond@aaaa.aa',
    active: true,
    group: 'User',
    can_delete_from_front: true,
    teams: [],
    last_connected_on: '2018-02-11T11:00:00.000+00:00',
    created_by: 'admin',
    created_on: '2017-07-04T10:00:00.000+00:00',
    last_modified_by: 'admin',
    last_modified_on: '2017-07-05T10:00:00.000+00:00',
    _links: { self: { href: 'http://localhost:8080/api/rest/latest/users/486' } },
  });
  expect(toAccount('squash', row)).toEqual({
    system: 'squash',
    nativeId: '486',
    login: 'User-1',
    firstName: 'Charles',
    lastName: 'Dupond',
    displayName: 'Charles Dupond',
    email: 'charlesdupond@aaaa.aa',
    status: 'ACTIVE',
    isAdministrator: false,
    lastLoginAt: Date.UTC(2018, 1, 11, 11),
    hasLoggedIn: true,
    createdAt: Date.UTC(2017, 6, 4, 10),
    createdBy: 'admin',
    updatedAt: Date.UTC(2017, 6, 5, 10),
    updatedBy: 'admin',
  });
  expect(toDetails(row)).toEqual({ kind: 'squash', userGroup: 'User', canDeleteFromFront: true });
});

test('an account with a login only has no members it knows nothing of', () => {
  expect(account({})).toEqual({
    system: 'squash',
    nativeId: '1',
    login: 'ada',
    displayName: 'ada',
    status: 'UNKNOWN',
  });
});

test('empty text upstream means not set', () => {
  expect(account({ first_name: '', last_name: '', email: '' })).not.toHaveProperty('email');
});

test.each([
  ['2018-02-11T11:00:00.000+00:00', Date.UTC(2018, 1, 11, 11)],
  ['2018-02-11T11:00:00.000+0000', Date.UTC(2018, 1, 11, 11)],
  ['2018-02-11T11:00:00.000+0130', Date.UTC(2018, 1, 11, 9, 30)],
  [1_518_346_800_000, Date.UTC(2018, 1, 11, 11)],
  ['yesterday', undefined],
])('the date %s is read', (last_connected_on, expected) => {
  expect(account({ last_connected_on }).lastLoginAt).toBe(expected);
});

test.each([
  [{ last_connected_on: null }, false],
  [{}, undefined],
  [{ last_connected_on: 'unreadable' }, undefined],
])('%j tells whether somebody ever logged in', (row, expected) => {
  expect(account(row).hasLoggedIn).toBe(expected);
});

test.each([
  ['Admin', 'Admin', true],
  ['admin', 'Admin', true],
  ['USER', 'User', false],
  ['testAutomationServer', 'TestAutomationServer', false],
  ['Auditors', 'Auditors', false],
])('the group %s is shown as %s', (group, nativeId, isAdministrator) => {
  const row = userRow.parse({ id: 1, login: 'ada', group });
  expect(toHeldGroups(row)).toMatchObject([{ group: { nativeId, name: nativeId, isWhole: true } }]);
  expect(toAccount('squash', row).isAdministrator).toBe(isAdministrator);
});

test('a row without a group does not tell that there is none, nor whether the account administers', () => {
  const row = userRow.parse({ id: 1, login: 'ada', group: null });
  expect(toHeldGroups(row)).toBeUndefined();
  expect(toAccount('squash', row)).not.toHaveProperty('isAdministrator');
});

test('teams in an unexpected shape count as not given', () => {
  expect(userRow.parse({ id: 1, login: 'a', teams: ['QA'] }).teams).toBeUndefined();
  expect(userRow.parse({ id: 1, login: 'a', teams: [] }).teams).toEqual([]);
});

test.each([
  { login: 'a' },
  { id: -1, login: 'a' },
  { id: 1.5, login: 'a' },
  { id: 'x', login: 'a' },
  { id: 1 },
])('%j is no user', (row) => {
  expect(userRow.safeParse(row).success).toBe(false);
});

test('lean teams and projects are marked as mentions, whole ones are not', () => {
  expect(toTeam(teamRow.parse({ id: 40, name: 'QA' }))).toEqual({
    nativeId: '40',
    name: 'QA',
    isWhole: false,
  });
  expect(
    toTeam(
      teamRow.parse({
        id: 40,
        name: 'QA',
        description: '<p>x</p>',
        created_on: '2024-01-01T00:00:00.000+0000',
      }),
    ),
  ).toMatchObject({ description: '<p>x</p>', isWhole: true });
  expect(toProject(projectRow.parse({ id: 3, name: 'Alpha' })).isWhole).toBe(false);
  expect(
    toProject(projectRow.parse({ id: 3, name: 'Alpha', label: '', description: '', active: false })),
  ).toEqual({ nativeId: '3', name: 'Alpha', isActive: false, isWhole: true });
});

test('permissions in both forms, strange keys and repeated rows included, become rows', () => {
  const alpha = { _type: 'project', id: 369, name: 'Alpha' };
  const permissions = { content: { validator: [alpha, alpha], something_new: [alpha] } };
  const clearances = {
    content: {
      validator: { _type: 'profile', id: 9, projects: [alpha] },
      something_new: { id: 11, projects: [alpha] },
    },
  };
  const expected = [
    { permission: 'validator', project: { nativeId: '369', name: 'Alpha', isWhole: false } },
    { permission: 'something_new', project: { nativeId: '369', name: 'Alpha', isWhole: false } },
  ];
  expect(toHeldPermissions(userContent.parse(permissions))).toEqual(expected);
  expect(toHeldPermissions(userContent.parse(clearances))).toEqual(expected);
});

test.each([{ content: {} }, { content: null }, {}])('%j holds nothing', (body) => {
  expect(toHeldPermissions(userContent.parse(body))).toEqual([]);
});

test('users and teams on a project are told apart, with and without their type', () => {
  const content = projectContent.parse({
    content: {
      test_designer: {
        users: [
          { _type: 'user', id: 31, login: 'b.martin' },
          { _type: 'team', id: 40, name: 'QA' },
          { id: 32, login: 'c' },
          { id: 41, name: 'Dev' },
        ],
      },
    },
  });
  expect(toParties(content).map(({ type, id, name }) => `${type} ${id} ${name}`)).toEqual([
    'user 31 b.martin',
    'team 40 QA',
    'user 32 c',
    'team 41 Dev',
  ]);
});
