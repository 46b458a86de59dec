import type { Call } from '#connectors/connector.ts';
import type { Client } from '../client.ts';
import type { Contents } from '../contents.ts';
import type { FactsMemory } from '../facts.ts';
import type { ReadHeldPermissions } from '../held-permissions.ts';
import type { ReadHeldTeams } from '../held-teams.ts';
import type { LocateAccounts } from '../locate-accounts.ts';
import type { LoginLookup } from '../login-lookup.ts';
import type { TeamRows } from '../team-rows.ts';
import type { UserRows } from '../user-rows.ts';

/** What writing takes over from the reading half. */
export interface WritingParts {
  readonly system: string;
  readonly client: Client;
  readonly memory: FactsMemory;
  readonly userRows: UserRows;
  readonly teamRows: TeamRows;
  readonly logins: LoginLookup;
  readonly contents: Contents;
  readonly locate: LocateAccounts;
  readonly readHeldTeams: ReadHeldTeams;
  readonly readHeldPermissions: ReadHeldPermissions;
  /** Accounts one call may delete. */
  readonly maxBulkDelete: number;
  readonly now: () => number;
}

/** The same call for reading what a write is built from, or was confirmed by: never an answer already under way. */
export function live(call: Call): Call {
  return { ...call, isFresh: true };
}
