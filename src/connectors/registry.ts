import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { invalidInput } from '#domain/errors.ts';
import type { ConnectorModule } from './connector.ts';

/** The kinds that come with the gateway, each loaded when a system of it is configured. */
const builtIn: Readonly<Record<string, () => Promise<unknown>>> = {
  foreman: async () => (await import('./foreman/index.ts')).foremanConnector,
  squash: async () => (await import('./squash/index.ts')).squashConnector,
  teamcity: async () => (await import('./teamcity/index.ts')).teamcityConnector,
  zephyr: async () => (await import('./zephyr/index.ts')).zephyrConnector,
};

export const builtInKinds: readonly string[] = Object.keys(builtIn);

/**
 * The connector of a kind: one of ours, or a module (a path, relative to `baseDirectory`, or a package) that exports
 * `connector`. Throws INVALID_INPUT saying what was expected.
 */
export async function loadConnector(kind: string, baseDirectory: string): Promise<ConnectorModule> {
  const ours = Object.hasOwn(builtIn, kind) ? builtIn[kind] : undefined;
  if (ours !== undefined) return requireConnector(kind, await ours());
  const target = locate(kind, baseDirectory);
  if (target === undefined) {
    throw invalidInput(
      `Expected one of ${builtInKinds.join(', ')}, or a module that exports a connector (./my-connector.ts, a package); got ${JSON.stringify(kind)}.`,
    );
  }
  const loaded = await importOrExplain(kind, target);
  return requireConnector(kind, (loaded as { readonly connector?: unknown }).connector);
}

function locate(kind: string, baseDirectory: string): string | undefined {
  if (kind.startsWith('.') || isAbsolute(kind)) return pathToFileURL(resolve(baseDirectory, kind)).href;
  try {
    return pathToFileURL(createRequire(join(baseDirectory, 'rollcall.yaml')).resolve(kind)).href;
  } catch {
    return undefined;
  }
}

async function importOrExplain(kind: string, target: string): Promise<unknown> {
  try {
    return await import(target);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalidInput(`The module ${JSON.stringify(kind)} cannot be loaded: ${reason}`);
  }
}

/** The registry does not know the type of the settings: the module's own schema parses them. */
function requireConnector(kind: string, exported: unknown): ConnectorModule {
  const candidate = exported as Partial<ConnectorModule> | undefined;
  const isComplete =
    typeof candidate?.kind === 'string' &&
    Array.isArray(candidate.urlSchemes) &&
    typeof candidate.settings?.safeParse === 'function' &&
    typeof candidate.authorization === 'function' &&
    typeof candidate.create === 'function';
  if (isComplete) return candidate as ConnectorModule;
  throw invalidInput(
    `The module ${JSON.stringify(kind)} must export \`connector\` with kind, urlSchemes, settings, authorization and create.`,
  );
}
