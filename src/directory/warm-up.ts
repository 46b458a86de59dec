import type { BaseLogger } from 'pino';
import { settle } from '#domain/settled.ts';
import type { DirectoryDependencies } from './directory.ts';
import { entitySource } from './entity-list.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';

/**
 * Probes every system once and, where accounts mention roles or projects by id only, loads their names, so that the
 * first query need not. What fails is logged and tried again when a query needs it.
 */
export async function warmUp(
  dependencies: DirectoryDependencies,
  scope: RequestScope,
  log: BaseLogger,
): Promise<void> {
  const { landscape, health } = dependencies;
  await Promise.all(
    landscape.systems.map(async (system) => {
      const { outcome } = await health.check(system, scope);
      if (scope.signal.aborted) return;
      if (!outcome.ok) {
        log.warn({ system: system.key, code: outcome.error.code }, outcome.error.message);
        return;
      }
      // Names are kept per identity: those read with the configured credentials would serve nobody there.
      if (system.callerCredentials !== 'require') await loadNames(dependencies, system, scope, log);
    }),
  );
}

async function loadNames(
  { snapshots }: DirectoryDependencies,
  system: ConnectedSystem,
  scope: RequestScope,
  log: BaseLogger,
): Promise<void> {
  const { roles, projects } = system.connector;
  const wanted = [
    roles?.mentionsLackNames === true ? entitySource(system, 'role') : undefined,
    projects?.mentionsLackNames === true ? entitySource(system, 'project') : undefined,
  ];
  for (const source of wanted) {
    if (source === undefined) continue;
    const read = await settle<unknown>(snapshots.read<never>(system, source as never, scope), system.key);
    if (!read.ok && !scope.signal.aborted)
      log.warn({ system: system.key, code: read.error.code }, read.error.message);
  }
}
