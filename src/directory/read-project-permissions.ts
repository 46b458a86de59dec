import type { ProjectGrant } from '#connectors/connector.ts';
import { asRollcallError } from '#domain/errors.ts';
import { failed, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { callFor } from './landscape.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';

/** Permissions held on each project, live; outcomes in the order of the ids. Never rejects. */
export async function readProjectPermissions(
  system: ConnectedSystem,
  scope: RequestScope,
  projectIds: readonly string[],
): Promise<Settled<readonly ProjectGrant[]>[]> {
  const { projects } = system.connector;
  if (projects?.permissions === undefined) return projectIds.map(() => succeeded([]));
  try {
    const byProject = await projects.permissions(callFor(system, scope), projectIds);
    return projectIds.map((id) => byProject.get(id) ?? succeeded([]));
  } catch (error) {
    const reason = asRollcallError(error, system.key);
    return projectIds.map(() => failed(reason));
  }
}
