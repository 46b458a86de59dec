import type { SettledIntent, Step } from '#connectors/writing.ts';
import type { Operation } from '#domain/operations.ts';
import type { IntentKind } from '#domain/intents.ts';
import type { Wish } from './subject.ts';

/** A part of a plan. */
export interface Planned {
  readonly steps: readonly Step[];
  readonly settled: readonly SettledIntent[];
}

const operationOf = {
  create: 'CREATE_USER',
  updateProfile: 'UPDATE_USER',
  updateDetails: 'UPDATE_USER',
  setPassword: 'SET_PASSWORD',
  setStatus: 'SET_USER_STATUS',
  delete: 'DELETE_USER',
  addRole: 'ASSIGN_ROLE',
  removeRole: 'REVOKE_ROLE',
  addGroup: 'ADD_TO_GROUP',
  removeGroup: 'REMOVE_FROM_GROUP',
  addTeam: 'ADD_TO_TEAM',
  removeTeam: 'REMOVE_FROM_TEAM',
  grantPermission: 'GRANT_PROJECT_PERMISSION',
  revokePermission: 'REVOKE_PROJECT_PERMISSION',
  createToken: 'CREATE_TOKEN',
  revokeToken: 'REVOKE_TOKEN',
} as const satisfies Record<IntentKind, Operation>;

/** It is so already. */
export function unchanged({ intent, place }: Wish, summary: string): SettledIntent {
  return { place, outcome: 'UNCHANGED', operation: operationOf[intent.kind], summary };
}

export function unsupported(
  { intent, place }: Wish,
  summary: string,
  manualInstruction: string,
): SettledIntent {
  return {
    place,
    outcome: 'UNSUPPORTED',
    operation: operationOf[intent.kind],
    summary,
    manualInstruction,
    code: 'UNSUPPORTED',
  };
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
}
