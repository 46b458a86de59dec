import type { IntentPlace } from '#connectors/writing.ts';
import type { Intent, IntentKind } from '#domain/intents.ts';
import type { Operation } from '#domain/operations.ts';

export type IntentOf<Kind extends IntentKind> = Extract<Intent, { readonly kind: Kind }>;

/** An intent and where in the work it stands. */
export interface Placed<Of extends Intent = Intent> {
  readonly intent: Of;
  readonly place: IntentPlace;
}

export function ofKind<Kind extends IntentKind>(
  placed: readonly Placed[],
  kind: Kind,
): readonly Placed<IntentOf<Kind>>[] {
  return placed.filter((one): one is Placed<IntentOf<Kind>> => one.intent.kind === kind);
}

/** Intents that ask for the same thing are carried out by one write: one of them, with the places of all. */
export interface Alike<Of extends Intent> {
  readonly intent: Of;
  readonly all: readonly Placed<Of>[];
  readonly places: readonly IntentPlace[];
}

export function alike<Of extends Intent>(
  placed: readonly Placed<Of>[],
  keyOf: (intent: Of) => string,
): readonly Alike<Of>[] {
  return [...Map.groupBy(placed, ({ intent }) => keyOf(intent)).values()].flatMap((all) =>
    all.slice(0, 1).map(({ intent }) => ({ intent, all, places: all.map(({ place }) => place) })),
  );
}

export const operationOf: Readonly<Record<IntentKind, Operation>> = {
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
};

/** One line for people. */
export function summaryOf(intent: Intent, login: string): string {
  switch (intent.kind) {
    case 'create':
      return `Create ${login}`;
    case 'updateProfile':
      return `Change the profile of ${login}`;
    case 'updateDetails':
      return `Change properties of ${login}`;
    case 'setPassword':
      return `Set the password of ${login}`;
    case 'setStatus':
      return `${intent.status === 'ACTIVE' ? 'Enable' : 'Disable'} ${login}`;
    case 'delete':
      return `Delete ${login}`;
    case 'addRole':
      return `Give ${login} the role ${nameOf(intent.role)}${placeOfRole(intent)}`;
    case 'removeRole':
      return `Take the role ${nameOf(intent.role)}${placeOfRole(intent)} from ${login}`;
    case 'addGroup':
      return `Add ${login} to group ${nameOf(intent.group)}`;
    case 'removeGroup':
      return `Remove ${login} from group ${nameOf(intent.group)}`;
    case 'addTeam':
      return `Add ${login} to team ${nameOf(intent.team)}`;
    case 'removeTeam':
      return `Remove ${login} from team ${nameOf(intent.team)}`;
    case 'grantPermission':
      return `Give ${login} the permission ${intent.permission} on ${nameOf(intent.project)}`;
    case 'revokePermission':
      return `Take the permission on ${nameOf(intent.project)} from ${login}`;
    case 'createToken':
      return `Create token ${intent.name} of ${login}`;
    case 'revokeToken':
      return `Revoke token ${intent.tokenId} of ${login}`;
  }
}

interface Named {
  readonly nativeId: string;
  readonly name?: string | undefined;
}

function nameOf({ name, nativeId }: Named): string {
  return name ?? nativeId;
}

function placeOfRole({ project }: { readonly project?: Named | undefined }): string {
  return project === undefined ? '' : ` on ${nameOf(project)}`;
}
