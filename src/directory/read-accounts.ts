import type { AccountRead } from '#connectors/connector.ts';
import { asRollcallError } from '#domain/errors.ts';
import type { RollcallError } from '#domain/errors.ts';
import type { Facet, Projection } from '#domain/holdings.ts';
import { equalIgnoringCase } from '#domain/text.ts';
import { callFor } from './landscape.ts';
import { withinTime } from './within-time.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';

export type { AccountRead };

/** A read may need many calls one after another, each bounded by the system's time-out. */
const callsPerRead = 12;

export type AccountKey = { readonly id: string } | { readonly login: string };

/** The account, nothing where there is none, or why it could not be read. */
export type AccountOutcome = AccountRead | undefined | RollcallError;

/**
 * Reads accounts of one system, live, in as few calls as its connector needs; outcomes in the order of the keys.
 * Never rejects. A key by login and one by id may name the same account: it is read once.
 */
export async function readAccounts(
  system: ConnectedSystem,
  scope: RequestScope,
  keys: readonly AccountKey[],
  projection: Projection,
): Promise<AccountOutcome[]> {
  const ids = new Set<string>();
  const logins = new Set<string>();
  for (const key of keys) {
    if ('id' in key) ids.add(key.id);
    else logins.add(key.login);
  }
  try {
    const wanted = { ids: [...ids], logins: [...logins] };
    const signal = AbortSignal.any([scope.signal, AbortSignal.timeout(system.timeoutMs * callsPerRead)]);
    const call = { ...callFor(system, scope), signal };
    const work = system.connector.readAccounts(call, wanted, supported(system, projection));
    const { found, failed } = await withinTime(system, signal, work);
    const byId = new Map(found.map((read) => [read.account.nativeId, read]));
    const failures = new Map(failed.map(({ wanted: key, error }) => [keyText(key), error]));
    return keys.map((key) => {
      const read = 'id' in key ? byId.get(key.id) : byLogin(found, key.login);
      return read ?? failures.get(keyText(key));
    });
  } catch (error) {
    const reason = asRollcallError(error, system.key);
    return keys.map(() => reason);
  }
}

/** Reads the account whose credentials this request uses. */
export async function readCurrentAccount(
  system: ConnectedSystem,
  scope: RequestScope,
  projection: Projection,
): Promise<AccountRead> {
  return system.connector.readCurrentAccount(callFor(system, scope), supported(system, projection));
}

/** A connector is only asked for what its kind of system has. */
function supported(system: ConnectedSystem, projection: Projection): Projection {
  const has = (facet: Facet): boolean => facet === 'details' || system.connector.holdings.has(facet);
  return new Set([...projection].filter(has));
}

/** The exact spelling wins where a server tells cases apart. */
function byLogin(found: readonly AccountRead[], login: string): AccountRead | undefined {
  return (
    found.find((read) => read.account.login === login) ??
    found.find((read) => equalIgnoringCase(read.account.login, login))
  );
}

function keyText(key: AccountKey): string {
  return 'id' in key ? `id ${key.id}` : `login ${key.login}`;
}
