import type { Capability } from '#domain/operations.ts';

/** What the reading half does; zephyr.md names the calls. */
export const capabilities: readonly Capability[] = [
  {
    operation: 'LIST_USERS',
    support: 'SUPPORTED',
    note: 'The server gives the whole list in one answer; it has no search.',
  },
  { operation: 'READ_USER', support: 'SUPPORTED' },
  { operation: 'READ_CURRENT_USER', support: 'SUPPORTED' },
  {
    operation: 'LIST_ROLES',
    support: 'UNKNOWN',
    note: 'Not every server has a list of roles; without one, the roles that users have are shown.',
  },
  { operation: 'READ_ROLES', support: 'SUPPORTED' },
  { operation: 'LIST_GROUPS', support: 'SUPPORTED' },
  { operation: 'READ_GROUPS', support: 'SUPPORTED' },
  {
    operation: 'LIST_TEAMS',
    support: 'UNSUPPORTED',
    note: 'Zephyr has no teams apart from those of projects.',
  },
  {
    operation: 'READ_TEAMS',
    support: 'UNSUPPORTED',
    note: 'Zephyr has no teams apart from those of projects.',
  },
  { operation: 'LIST_PROJECTS', support: 'SUPPORTED' },
  {
    operation: 'READ_PROJECT_PERMISSIONS',
    support: 'EMULATED',
    note: 'Put together from the teams of projects, one call per project; what projects grant through groups is not included.',
  },
  {
    operation: 'LIST_TOKENS',
    support: 'SELF_ONLY',
    note: 'Zephyr lists only the tokens of the account whose credentials are used.',
  },
];

export function roleListCapability(isComplete: boolean): Capability {
  return isComplete
    ? { operation: 'LIST_ROLES', support: 'SUPPORTED' }
    : {
        operation: 'LIST_ROLES',
        support: 'EMULATED',
        note: 'This server gives no list of roles to these credentials: only roles that somebody has are shown.',
      };
}
