import type { ZephyrSeed } from '#sandbox/company/company.ts';

/** Ids follow the order: test.manager is 1, john.old 10; the first account made by a test is 11. */
export const zephyrSeed: ZephyrSeed = {
  roles: [
    { id: 101, name: 'Release gate', applications: [8, 13] },
    { id: 102, name: 'Project admin', isProjectRole: true, applications: [3] },
    { id: 106, name: 'Administration Role ', description: 'Accounts', applications: [2, 32] },
  ],
  groups: [
    { id: 1, name: 'QA' },
    { id: 2, name: 'Night shift, bench 3 (east)' },
    { id: 3, name: 'Old guard', disabled: true },
  ],
  projects: [
    { id: 7, name: 'Alpha', description: 'The first', groups: [{ group: 'QA', role: 'tester' }] },
    { id: 8, name: 'Beta' },
    { id: 9, name: 'Museum', active: false },
  ],
  users: [
    {
      username: 'test.manager',
      firstName: 'Test',
      lastName: 'Manager',
      email: 'manager@example.test',
      roles: ['manager'],
      password: 'keep-out',
      tokens: [{ label: 'gateway', value: 'a'.repeat(40) }],
    },
    {
      username: 'Ada.Byron',
      firstName: 'Ada',
      lastName: 'Byron',
      email: 'Ada.Byron@example.test',
      title: 'Lead',
      roles: ['lead', 'Release gate'],
      groups: ['QA', 'Night shift, bench 3 (east)'],
      projects: { Alpha: 'lead', Beta: 'tester' },
      lastLoginAt: '2026-01-31T23:30:00Z',
      tokens: [{ label: 'laptop', value: 'b'.repeat(40) }, { label: 'script' }],
    },
    {
      username: 'gone',
      firstName: 'Gordon',
      lastName: 'Gone',
      email: 'gone@example.test',
      enabled: false,
      roles: ['tester'],
      projects: { Alpha: 'tester' },
      tokens: [{ label: 'cron', value: 'c'.repeat(40) }],
    },
    {
      username: 'wall',
      firstName: 'Wall',
      lastName: 'Display',
      email: 'wall@example.test',
      roles: ['dashboard'],
    },
    {
      username: 'five',
      firstName: 'Five',
      lastName: 'Documents',
      email: 'five@example.test',
      roles: ['tester'],
      tokens: [{ label: 'new', value: 'd'.repeat(40) }],
    },
    {
      username: 'defects',
      firstName: 'De',
      lastName: 'Fects',
      email: 'd@example.test',
      roles: ['defect user'],
    },
    {
      username: 'ldap',
      firstName: 'Judith',
      lastName: 'Directory',
      email: 'ldap@example.test',
      isInternal: false,
      roles: ['tester'],
      groups: ['QA'],
    },
    {
      username: 'desk',
      firstName: 'Nathan',
      lastName: 'Desk',
      email: 'desk@example.test',
      roles: ['Administration Role '],
      tokens: [{ label: 'desk', value: 'e'.repeat(40) }],
    },
    { username: 'josé', firstName: 'José', lastName: 'Núñez', email: 'jose@example.test', roles: [] },
    { username: 'john.old', firstName: 'John', lastName: 'Old', email: 'old@example.test', groups: ['QA'] },
    { id: 3_000_000_000, username: 'late', firstName: 'La', lastName: 'Te', email: 'late@example.test' },
  ],
};

/** `Authorization` values of the seed's people. */
export const zephyrKeys = {
  manager: `Bearer ${'a'.repeat(40)}`,
  ada: `Bearer ${'b'.repeat(40)}`,
  gone: `Bearer ${'c'.repeat(40)}`,
  five: `Bearer ${'d'.repeat(40)}`,
  desk: `Bearer ${'e'.repeat(40)}`,
};
