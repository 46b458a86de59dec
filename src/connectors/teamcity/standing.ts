import { RollcallError } from '#domain/errors.ts';
import { failed, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { z } from 'zod';
import { lineageOf, rolesOf, rowsOf } from './lineage.ts';
import type { GroupGraph, Lineage } from './lineage.ts';
import { wireAssignments, wireGroups } from './wire.ts';
import type { WireAccount, WireAssignment, WireGroup } from './wire.ts';

/** What one account's answer says of its roles and groups; each part may be hidden or unusable by itself. */
export interface Standing {
  readonly roles: Settled<readonly WireAssignment[]>;
  readonly groups: Settled<readonly WireGroup[]>;
  /** The groups and all above them. */
  readonly lineage: Lineage;
}

export function standingOf(row: WireAccount, system: string, graph?: GroupGraph): Standing {
  const roles = parsePart(wireAssignments, row, 'roles', system, (part) => part.role ?? []);
  const groups = parsePart(wireGroups, row, 'groups', system, rowsOf);
  const lineage = groups.ok ? lineageOf(groups.value, graph) : { groups: [], isComplete: false };
  return { roles, groups, lineage };
}

/** Parses a part that stayed unparsed in the row, so that one bad part fails alone. */
export function parsePart<Part, Value>(
  schema: z.ZodType<Part>,
  row: WireAccount,
  name: 'roles' | 'groups' | 'properties',
  system: string,
  valueOf: (part: Part) => Value | undefined,
): Settled<Value> {
  const given = row[name];
  // The server leaves details out, without an error, where the caller may not see them (teamcity.md 5).
  if (given === undefined || given === null) return failed(hiddenPart(row, name, system));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return failed(unusablePart(row, [name, ...(issue?.path ?? [])], issue?.message, system));
  }
  const value = valueOf(parsed.data);
  return value === undefined
    ? failed(unusablePart(row, [name], 'only their number is shown', system))
    : succeeded(value);
}

/** True once it is certain either way; undefined where something that could make it true is not known. */
export function isAdministrator(
  standing: Standing,
  administratorRoles: ReadonlySet<string>,
): boolean | undefined {
  const makesAdministrator = (held: WireAssignment): boolean =>
    administratorRoles.has(held.roleId) && isGlobal(held.scope);
  if (standing.roles.ok && standing.roles.value.some(makesAdministrator)) return true;
  const isThroughGroup = standing.lineage.groups.some((group) => rolesOf(group)?.some(makesAdministrator));
  if (isThroughGroup) return true;
  return standing.roles.ok && standing.groups.ok && standing.lineage.isComplete ? false : undefined;
}

/** Whether the account holds a role, itself or through a group; undefined where its roles are hidden. */
export function holdsRole(standing: Standing, roleId: string): boolean | undefined {
  const isIt = (held: WireAssignment): boolean => held.roleId === roleId;
  if (standing.lineage.groups.some((group) => rolesOf(group)?.some(isIt))) return true;
  return standing.roles.ok ? standing.roles.value.some(isIt) : undefined;
}

/** Scopes are `g` in any case, or `p:` with a project (teamcity.md 2.10). */
export function isGlobal(scope: string | null | undefined): boolean {
  return scope === 'g' || scope === 'G';
}

function hiddenPart(row: WireAccount, name: string, system: string): RollcallError {
  return new RollcallError(
    'UPSTREAM_FORBIDDEN',
    `${system}: the ${name} of account ${row.id} were left out of the answer: the credentials may not see them.`,
    { system },
  );
}

function unusablePart(
  row: WireAccount,
  path: readonly PropertyKey[],
  problem: string | undefined,
  system: string,
): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the answer about account ${row.id} is not usable at ${z.core.toDotPath(path)}: ${problem ?? 'unexpected shape'}.`,
    { system },
  );
}
