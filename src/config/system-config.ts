import { pathToFileURL } from 'node:url';
import type { ConnectorModule, Credentials } from '#connectors/connector.ts';
import { loadConnector } from '#connectors/registry.ts';
import { RollcallError } from '#domain/errors.ts';
import { isLoopback } from '#domain/loopback.ts';
import type { SystemConfig } from './config.ts';
import { systemMembers, systemShape } from './config-shape.ts';
import type { SystemFile } from './config-shape.ts';
import type { AddMistake } from './mistakes.ts';
import { readAuthorities } from './authorities.ts';
import { addIssues, rightMembers } from './shape-mistakes.ts';

/** The members of a system that are right in form; those that are wrong are told elsewhere. */
type RightMembers = Partial<SystemFile>;

/**
 * Checks the systems one by one against their connectors, also those that are wrong in part. Systems with mistakes
 * are left out of the result.
 */
export async function readSystems(
  list: unknown,
  baseDirectory: string,
  add: AddMistake,
): Promise<SystemConfig[]> {
  const configs: SystemConfig[] = [];
  const seen = new Map<string, number>();
  for (const [index, raw] of (Array.isArray(list) ? (list as unknown[]) : []).entries()) {
    const addHere: AddMistake = (path, message) => add(['systems', index, ...path], message);
    const system: RightMembers = rightMembers(systemMembers, raw);
    if (system.key !== undefined) checkKey(system.key, index, seen, addHere);
    const checked = await checkSystem(system, baseDirectory, addHere);
    const whole = systemShape.safeParse(raw);
    if (checked !== undefined && whole.success) configs.push(assemble(whole.data, checked));
  }
  return configs;
}

function checkKey(key: string, index: number, seen: Map<string, number>, add: AddMistake): void {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, index);
  else add(['key'], `the key "${key}" is used by systems[${first}] already`);
}

interface CheckedSystem {
  readonly connector: ConnectorModule;
  readonly url: URL;
  readonly settings: unknown;
  readonly authorization: string;
  readonly ca: string | undefined;
}

async function checkSystem(
  system: RightMembers,
  baseDirectory: string,
  add: AddMistake,
): Promise<CheckedSystem | undefined> {
  const { kind } = system;
  if (kind === undefined) return undefined;
  const connector = await attempt(() => loadConnector(kind, baseDirectory), ['kind'], add);
  if (connector === undefined) return undefined;
  const url = checkUrl(system, connector, baseDirectory, add);
  const settings = connector.settings.safeParse(system.settings ?? {});
  if (!settings.success) {
    addIssues(settings.error.issues, (path, message) => add(['settings', ...path], message));
    return undefined;
  }
  const authorization = await checkCredentials(system, connector, settings.data, add);
  checkTimes(system, add);
  const ca = readAuthorities(system.caFile, baseDirectory, ['caFile'], add);
  if (url === undefined || authorization === undefined) return undefined;
  return { connector, url, settings: settings.data, authorization, ca };
}

/** One call is bounded as a whole: parts of it that may take longer would never be met. */
function checkTimes({ timeoutMs, firstByteTimeoutMs, breaker }: RightMembers, add: AddMistake): void {
  if (timeoutMs !== undefined && firstByteTimeoutMs !== undefined && firstByteTimeoutMs > timeoutMs)
    add(['firstByteTimeoutMs'], `expected at most timeoutMs (${timeoutMs}); got ${firstByteTimeoutMs}`);
  if (breaker !== undefined && breaker.openMs > breaker.maxOpenMs)
    add(['breaker', 'openMs'], `expected at most maxOpenMs (${breaker.maxOpenMs}); got ${breaker.openMs}`);
}

/** Value of the Authorization header, empty where the kind needs none. */
async function checkCredentials(
  system: RightMembers,
  connector: ConnectorModule,
  settings: unknown,
  add: AddMistake,
): Promise<string | undefined> {
  // Wrong in form, not left out.
  if (!('credentials' in system)) return undefined;
  const credentials = chooseCredentials(system.credentials, add);
  if (credentials === 'unclear') return undefined;
  return attempt(() => connector.authorization(credentials, settings) ?? '', ['credentials'], add);
}

function assemble(system: SystemFile, checked: CheckedSystem): SystemConfig {
  return {
    key: system.key,
    kind: checked.connector.kind,
    name: system.name ?? system.key,
    url: checked.url,
    authorization: checked.authorization,
    callerCredentials: system.callerCredentials,
    isReadOnly: system.readOnly,
    timeoutMs: system.timeoutMs,
    connectTimeoutMs: Math.min(system.connectTimeoutMs, system.timeoutMs),
    firstByteTimeoutMs: system.firstByteTimeoutMs ?? system.timeoutMs,
    maxConcurrency: system.maxConcurrency,
    maxQueue: system.maxQueue,
    retries: system.retries,
    breaker: system.breaker,
    signInRetryMs: system.signInRetryMs,
    ca: checked.ca,
    connector: checked.connector,
    settings: checked.settings,
  };
}

function checkUrl(
  system: RightMembers,
  connector: ConnectorModule,
  baseDirectory: string,
  add: AddMistake,
): URL | undefined {
  if (system.url === undefined) return undefined;
  const expected = connector.urlSchemes.map((scheme) => `${scheme}:`);
  const base = connector.urlSchemes.includes('file') ? pathToFileURL(`${baseDirectory}/`) : undefined;
  // Relative file addresses are relative to the configuration.
  const written = system.url.startsWith('file:./') ? system.url.slice('file:'.length) : system.url;
  const url = URL.canParse(written, base?.href) ? new URL(written, base?.href) : undefined;
  if (url === undefined || !expected.includes(url.protocol)) {
    add(['url'], `expected an address that starts with ${expected.join(' or ')}`);
    return undefined;
  }
  if (url.username !== '' || url.password !== '') {
    add(['url'], 'expected an address without credentials; they go under credentials');
    return undefined;
  }
  if (url.search !== '' || url.hash !== '') add(['url'], 'expected an address without ? and #');
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && carriesCredentials(system)) {
    add(['url'], 'credentials would cross the network in the clear: expected https:, or a loopback address');
  }
  return url;
}

/** Its own, or those of callers. */
function carriesCredentials({ credentials, callerCredentials }: RightMembers): boolean {
  return credentials !== undefined || callerCredentials === 'allow' || callerCredentials === 'require';
}

function chooseCredentials(
  credentials: SystemFile['credentials'],
  add: AddMistake,
): Credentials | undefined | 'unclear' {
  if (credentials === undefined) return undefined;
  const { username, password, token } = credentials;
  if (token !== undefined && password !== undefined) {
    add(['credentials'], 'expected either token or password; got both');
    return 'unclear';
  }
  if (token !== undefined) return { token, username };
  if (username !== undefined && password !== undefined) return { username, password };
  add(['credentials'], 'expected token, or username and password');
  return 'unclear';
}

async function attempt<T>(
  work: () => Promise<T> | T,
  path: readonly PropertyKey[],
  add: AddMistake,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    add(path, error.message);
    return undefined;
  }
}
