import type { Call } from '#connectors/connector.ts';
import type { Look } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import { unwrap } from '#domain/settled.ts';
import type { TeamCityClient } from '../client.ts';
import { standingOf } from '../standing.ts';
import type { WireAccount, WireAssignment, WireGroup } from '../wire.ts';
import { fresh, plannedFields } from './parts.ts';

export interface LookParts {
  readonly system: string;
  readonly client: TeamCityClient;
}

/** The account as it is now; undefined where there is none. */
export async function readNow(
  { client, system }: LookParts,
  call: Call,
  id: string,
): Promise<WireAccount | undefined> {
  const row = await client.account(fresh(call), `id:${id}`, plannedFields);
  if (row === undefined || row.id === id) return row;
  throw new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: asked for the account ${id}, the server answered with another one.`,
    { system },
  );
}

/** Whether the account now is as wished; one that is gone has nothing any more, and so lost what was to go. */
export async function lookAtAccount(
  parts: LookParts,
  call: Call,
  id: string,
  wish: 'present' | 'absent',
  holds: (row: WireAccount) => boolean,
): Promise<Look> {
  const row = await readNow(parts, call, id);
  const isHeld = row !== undefined && holds(row);
  return verdictOf(isHeld === (wish === 'present'));
}

/** What cannot be read says nothing, whatever the reason. */
export async function unlessUnreadable(look: () => Promise<Look>): Promise<Look> {
  try {
    return await look();
  } catch {
    return { verdict: 'unclear' };
  }
}

export function verdictOf(isSo: boolean): Look {
  return { verdict: isSo ? 'landed' : 'missing' };
}

/** Throws where the roles are hidden. */
export function rolesIn(row: WireAccount, system: string): readonly WireAssignment[] {
  return unwrap(standingOf(row, system).roles);
}

/** Throws where the groups are hidden. */
export function groupsIn(row: WireAccount, system: string): readonly WireGroup[] {
  return unwrap(standingOf(row, system).groups);
}
