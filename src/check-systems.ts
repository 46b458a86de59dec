import type { BaseLogger } from 'pino';
import type { GatewayConfig } from '#config/config.ts';
import type { AccountRead } from '#connectors/connector.ts';
import { capabilitiesOf } from '#directory/capabilities.ts';
import { createHealthChecks } from '#directory/health.ts';
import type { Checked } from '#directory/health.ts';
import type { ConnectedSystem, RequestScope } from '#directory/landscape.ts';
import { readCurrentAccount } from '#directory/read-accounts.ts';
import type { RollcallError } from '#domain/errors.ts';
import { settle } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { connectSystem } from './connect-system.ts';

export interface SystemReport {
  readonly key: string;
  readonly isUsable: boolean;
  /** For people. */
  readonly lines: readonly string[];
}

/** Asks each configured system once: reachable, credentials good, version, what they may do. */
export async function checkSystems(config: GatewayConfig, log: BaseLogger): Promise<SystemReport[]> {
  const connections = config.systems.map((system) => connectSystem(system, config.limits, log));
  try {
    return await Promise.all(connections.map(({ system }) => checkSystem(system)));
  } finally {
    for (const { http } of connections) http.close();
  }
}

async function checkSystem(system: ConnectedSystem): Promise<SystemReport> {
  const { key, url } = system;
  const scope: RequestScope = {
    requestId: 'check',
    signal: new AbortController().signal,
    isFresh: true,
    isGatewaysOwn: true,
    callerAuthorization: () => undefined,
  };
  const checked = await createHealthChecks(0, Date.now).check(
    { ...system, callerCredentials: 'ignore' },
    scope,
  );
  const { outcome, latencyMs } = checked;
  if (!outcome.ok) return { key, isUsable: false, lines: [url, ...problemLines(outcome.error)] };
  const version =
    outcome.value.version === undefined ? 'version not told' : `version ${outcome.value.version}`;
  const current = await settle(readCurrentAccount(system, scope, new Set()), key);
  const lines = [
    url,
    `reachable in ${Math.round(latencyMs)} ms, ${version}`,
    whoLine(current),
    ...limitLines(system, checked),
  ];
  return { key, isUsable: true, lines };
}

function problemLines(error: RollcallError): string[] {
  return [`${error.code}: ${error.message}`];
}

function whoLine(current: Settled<AccountRead>): string {
  if (!current.ok)
    return current.error.code === 'UNSUPPORTED' ? 'no sign-in needed' : problemLines(current.error).join(' ');
  const { login, displayName, isAdministrator } = current.value.account;
  const rights =
    isAdministrator === undefined ? '' : isAdministrator ? ', an administrator' : ', not an administrator';
  return `signed in as ${login} (${displayName})${rights}`;
}

/** What can be read only in part or not at all, and why. */
function limitLines(system: ConnectedSystem, checked: Checked): string[] {
  const reads = capabilitiesOf(system, checked, undefined).filter(({ operation }) =>
    /^(LIST|READ)_/u.test(operation),
  );
  return reads
    .filter(({ support }) => support !== 'SUPPORTED')
    .map(
      ({ operation, support, note }) => `${operation}: ${support}${note === undefined ? '' : ` – ${note}`}`,
    );
}
