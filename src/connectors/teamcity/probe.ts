import type { Call, Probe } from '#connectors/connector.ts';
import type { Remembered } from '#connectors/remembered.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Capability } from '#domain/operations.ts';
import type { AnyOf } from './any-of.ts';
import { unsafeVersion, withoutRoleList, withoutViewAll } from './capabilities.ts';
import type { TeamCityClient } from './client.ts';

export interface ProbeParts {
  readonly client: TeamCityClient;
  readonly anyOf: AnyOf;
  readonly mayViewAll: Remembered<boolean>;
}

/**
 * Four small calls: the version, whether there is a role list, whether the credentials may list accounts, and
 * whether several can be read together. Each of them proves the credentials.
 */
export async function probe(parts: ProbeParts, call: Call): Promise<Probe> {
  const [version, hasRoleList, mayViewAll] = await Promise.all([
    unlessForbidden(parts.client.version(call), undefined),
    unlessForbidden(parts.client.hasRoleList(call), true),
    learnViewAll(parts, call),
  ]);
  const changed = new Map<string, Capability>();
  if (!mayViewAll) for (const capability of withoutViewAll) changed.set(capability.operation, capability);
  if (!hasRoleList) changed.set(withoutRoleList.operation, withoutRoleList);
  if (version !== undefined && isUnsafe(version)) {
    const capability = unsafeVersion(version);
    changed.set(capability.operation, capability);
  }
  return { ...(version === undefined ? {} : { version }), capabilities: [...changed.values()] };
}

/** Learns on the way whether `or` works; remembers both. */
async function learnViewAll(parts: ProbeParts, call: Call): Promise<boolean> {
  const listed = await unlessForbidden(parts.anyOf.check(call), undefined);
  const mayViewAll = listed !== undefined;
  parts.mayViewAll.set(call.identity.fingerprint, mayViewAll);
  return mayViewAll;
}

async function unlessForbidden<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'UPSTREAM_FORBIDDEN') return otherwise;
    throw error;
  }
}

/** Below 2023.11.4; versions that do not look like one are left alone. */
function isUnsafe(version: string): boolean {
  const match = /^(\d{4})\.(\d{1,2})(?:\.(\d+))?/u.exec(version);
  if (match === null) return false;
  const [year = 0, month = 0, patch = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return year * 10_000 + month * 100 + patch < 2023 * 10_000 + 11 * 100 + 4;
}
