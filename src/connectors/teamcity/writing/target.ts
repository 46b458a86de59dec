import { allUsersGroup } from '../all-users-group.ts';
import { filled } from '#connectors/known.ts';
import type { AccountDetails, Attribute } from '#domain/account.ts';
import { failed, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import type { Lineage } from '../lineage.ts';
import { toDetails } from '../mapping.ts';
import { standingOf } from '../standing.ts';
import type { WireAccount, WireAssignment, WireGroup } from '../wire.ts';

export interface Names {
  readonly login: string;
  /** Empty where there is none. */
  readonly name: string;
  /** Empty where there is none, undefined where it is hidden. */
  readonly email: string | undefined;
}

/** An account to write to, as it is when the plan is made. */
export interface Target {
  /** Its place in the work. */
  readonly index: number;
  /** Undefined: the plan makes it first. */
  readonly id: string | undefined;
  readonly names: Names;
  /** Given to the account itself. */
  readonly roles: Settled<readonly WireAssignment[]>;
  /** Those it is directly in. */
  readonly groups: Settled<readonly WireGroup[]>;
  /** What it has roles through. */
  readonly lineage: Lineage;
  readonly properties: Settled<readonly Attribute[]>;
}

export function existingTarget(index: number, row: WireAccount, system: string): Target {
  return {
    index,
    id: row.id,
    names: namesOf(row),
    ...standingOf(row, system),
    properties: propertiesOf(row, system),
  };
}

/** An account as it will be once it is made. */
export function newTarget(index: number, names: Names): Target {
  const groups = [{ key: allUsersGroup }];
  return {
    index,
    id: undefined,
    names,
    roles: succeeded([]),
    groups: succeeded(groups),
    lineage: { groups, isComplete: false },
    properties: succeeded([]),
  };
}

/** An e-mail that is not shown is hidden only where roles and groups are hidden with it (teamcity.md 5). */
export function namesOf(row: WireAccount): Names {
  const showsDetails = [row.roles, row.groups].some((part) => part !== undefined && part !== null);
  return {
    login: row.username,
    name: filled(row.name) ?? '',
    email: filled(row.email) ?? (showsDetails ? '' : undefined),
  };
}

export function propertiesOf(row: WireAccount, system: string): Settled<readonly Attribute[]> {
  const details: Settled<AccountDetails> = toDetails(row, system);
  if (!details.ok) return failed(details.error);
  return succeeded(details.value.kind === 'teamcity' ? (details.value.properties ?? []) : []);
}
