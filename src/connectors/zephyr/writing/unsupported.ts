import type { Intent } from '#domain/intents.ts';
import type { Operation } from '#domain/operations.ts';

/** What cannot be done over the API, and what a person can do instead. Also the notes of the capabilities. */
export const instead = {
  SET_PASSWORD:
    'Zephyr takes no password from an administrator: expire the password instead (isCredentialsExpired), so that the person must choose a new one at the next sign-in.',
  FIRST_PASSWORD:
    'The first password of a Zephyr user is the login and must be changed at the first sign-in: tell the person so.',
  DELETE_USER: 'Zephyr cannot delete users: disable the account instead.',
  TEAMS:
    'Zephyr has no teams apart from those of projects: grant or revoke a permission on the project instead.',
  PROJECT_ROLE:
    'Roles of a Zephyr user hold everywhere: grant or revoke the role as a permission on the project instead.',
  DISPLAY_NAME: 'Zephyr makes the display name out of first and last name: change those instead.',
  TOKEN_EXPIRY:
    'Tokens of Zephyr never expire: create one without expiry, and revoke it when it is no longer needed.',
  OTHERS_TOKENS:
    'Zephyr lets people create and revoke only their own tokens: the person must do it in Zephyr, or here with own credentials. Disabling the account is what an administrator can do.',
  DIRECTORY_USER:
    'The user comes from a directory (LDAP or Crowd), of which Zephyr lets only the roles be changed: make the change in the directory and synchronise.',
  EXPIRED_USER:
    'The account has expired, which the API cannot undo: have it renewed in the user administration of Zephyr.',
} as const;

export interface Refused {
  readonly operation: Operation;
  readonly summary: string;
  readonly manualInstruction: string;
}

/** What no Zephyr server does, whoever it is about; undefined for an intent that can be carried out. */
export function refusedEverywhere(intent: Intent, login: string): Refused | undefined {
  switch (intent.kind) {
    case 'setPassword':
      return {
        operation: 'SET_PASSWORD',
        summary: `Set the password of ${login}`,
        manualInstruction: instead.SET_PASSWORD,
      };
    case 'delete':
      return {
        operation: 'DELETE_USER',
        summary: `Delete ${login}`,
        manualInstruction: instead.DELETE_USER,
      };
    case 'addTeam':
    case 'removeTeam':
      return refusedTeam(intent.kind === 'addTeam', intent.team.name ?? intent.team.nativeId, login);
    case 'addRole':
    case 'removeRole':
      if (intent.project === undefined) return undefined;
      return refusedProjectRole(
        intent.kind === 'addRole',
        `${intent.role.name ?? intent.role.nativeId} on ${intent.project.name ?? intent.project.nativeId}`,
        login,
      );
    case 'createToken':
      if (intent.expiresAt === undefined) return undefined;
      return {
        operation: 'CREATE_TOKEN',
        summary: `Create token ${intent.name} of ${login} with an expiry`,
        manualInstruction: instead.TOKEN_EXPIRY,
      };
    default:
      return undefined;
  }
}

function refusedTeam(isAddition: boolean, team: string, login: string): Refused {
  return {
    operation: isAddition ? 'ADD_TO_TEAM' : 'REMOVE_FROM_TEAM',
    summary: isAddition ? `Add ${login} to team ${team}` : `Remove ${login} from team ${team}`,
    manualInstruction: instead.TEAMS,
  };
}

function refusedProjectRole(isAddition: boolean, role: string, login: string): Refused {
  return {
    operation: isAddition ? 'ASSIGN_ROLE' : 'REVOKE_ROLE',
    summary: isAddition ? `Give ${login} the role ${role}` : `Take the role ${role} from ${login}`,
    manualInstruction: instead.PROJECT_ROLE,
  };
}
