import type { AccountRead } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import type { HoldingOfKind, Projection } from '#domain/holdings.ts';
import { failed, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { heldGroups, heldRoles } from './holdings.ts';
import type { GroupWithRoles } from './holdings.ts';
import { toAccount, toDetails } from './mapping.ts';
import type { UserRow, UserShow } from './wire.ts';

/** An account of a list with holdings found elsewhere. */
export function toAccountRead(
  system: string,
  row: UserRow,
  projection: Projection,
  holdings: AccountRead['holdings'],
): AccountRead {
  return {
    account: toAccount(row, system),
    ...(projection.has('details') ? { details: succeeded(toDetails(row)) } : {}),
    holdings,
  };
}

/** An account with the holdings its own answer tells. */
export function toReadOfShow(system: string, show: UserShow, projection: Projection): AccountRead {
  return toAccountRead(system, show, projection, {
    ...(projection.has('roles') ? { roles: rolesFromShow(system, show) } : {}),
    ...(projection.has('groups') ? { groups: groupsFromShow(system, show) } : {}),
  });
}

function rolesFromShow(system: string, show: UserShow): Settled<HoldingOfKind['roles']> {
  const groups = groupsWithRoles(show.cached_usergroups);
  if (show.roles === null || show.roles === undefined) return lacks(system, show, 'roles');
  if (groups === undefined) return lacks(system, show, 'cached_usergroups with roles');
  return succeeded(heldRoles(show.roles, groups));
}

/** Undefined where a group, or the list, came without roles. */
function groupsWithRoles(groups: UserShow['cached_usergroups']): readonly GroupWithRoles[] | undefined {
  const complete = groups?.flatMap((group) =>
    group.roles === null || group.roles === undefined ? [] : [{ ...group, roles: group.roles }],
  );
  return complete?.length === groups?.length ? complete : undefined;
}

function groupsFromShow(system: string, show: UserShow): Settled<HoldingOfKind['groups']> {
  if (show.usergroups === null || show.usergroups === undefined) return lacks(system, show, 'usergroups');
  return succeeded(heldGroups(show.usergroups));
}

/** A key that is not there must not look like somebody who holds nothing. */
function lacks(system: string, show: UserShow, key: string): Settled<never> {
  return failed(
    new RollcallError('UPSTREAM_BAD_RESPONSE', `${system}: account ${show.id} came without ${key}.`, {
      system,
    }),
  );
}
