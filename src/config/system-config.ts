import { pathToFileURL } from 'node:url';
import type { ConnectorModule, Credentials } from '#connectors/connector.ts';
import { loadConnector } from '#connectors/registry.ts';
import { RollcallError } from '#domain/errors.ts';
import type { SystemConfig } from './config.ts';
import type { SystemFile } from './config-shape.ts';
import { isLoopback } from './server-config.ts';
import type { AddMistake } from './server-config.ts';

/** Checks the systems one by one against their connectors; those with mistakes are left out. */
export async function connectorsOf(
  systems: readonly (readonly [index: number, system: SystemFile])[],
  baseDirectory: string,
  add: AddMistake,
): Promise<SystemConfig[]> {
  const seen = new Map<string, number>();
  const configs: SystemConfig[] = [];
  for (const [index, system] of systems) {
    const first = seen.get(system.key);
    if (first !== undefined)
      add(['systems', index, 'key'], `the key "${system.key}" is used by systems[${first}] already`);
    seen.set(system.key, first ?? index);
    const addHere: AddMistake = (path, message) => add(['systems', index, ...path], message);
    const config = await systemConfig(system, baseDirectory, addHere);
    if (config !== undefined) configs.push(config);
  }
  return configs;
}

async function systemConfig(
  system: SystemFile,
  baseDirectory: string,
  add: AddMistake,
): Promise<SystemConfig | undefined> {
  const connector = await attempt(() => loadConnector(system.kind, baseDirectory), ['kind'], add);
  if (connector === undefined) return undefined;
  const url = checkUrl(system, connector, baseDirectory, add);
  const settings = connector.settings.safeParse(system.settings ?? {});
  if (!settings.success) {
    for (const issue of settings.error.issues) add(['settings', ...issue.path], issue.message);
    return undefined;
  }
  const authorization = await attempt(
    () => connector.authorization(credentialsOf(system, add), settings.data) ?? '',
    ['credentials'],
    add,
  );
  if (url === undefined || authorization === undefined) return undefined;
  return {
    key: system.key,
    kind: connector.kind,
    name: system.name ?? system.key,
    url,
    authorization,
    callerCredentials: system.callerCredentials,
    isReadOnly: system.readOnly,
    timeoutMs: system.timeoutMs,
    maxConcurrency: system.maxConcurrency,
    connector,
    settings: settings.data,
  };
}

function checkUrl(
  system: SystemFile,
  connector: ConnectorModule,
  baseDirectory: string,
  add: AddMistake,
): URL | undefined {
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
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && system.credentials !== undefined) {
    add(['url'], 'credentials would cross the network in the clear: expected https:, or a loopback address');
  }
  return url;
}

function credentialsOf(system: SystemFile, add: AddMistake): Credentials | undefined {
  const { credentials } = system;
  if (credentials === undefined) return undefined;
  const { username, password, token } = credentials;
  if (token !== undefined && password !== undefined) {
    add(['credentials'], 'expected either token or password; got both');
    return undefined;
  }
  if (token !== undefined) return { token, username };
  if (username !== undefined && password !== undefined) return { username, password };
  add(['credentials'], 'expected token, or username and password');
  return undefined;
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
