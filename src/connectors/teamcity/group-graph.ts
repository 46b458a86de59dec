import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import type { TeamCityClient } from './client.ts';
import type { GroupGraph } from './lineage.ts';

/**
 * All groups in one call, for what nested answers leave open. Undefined for identities that may not list groups:
 * what is held through the groups above is then unknown, not wrong.
 */
export async function loadGroupGraph(client: TeamCityClient, call: Call): Promise<GroupGraph | undefined> {
  try {
    return new Map((await client.groups(call)).map((group) => [group.key, group]));
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'UPSTREAM_FORBIDDEN') return undefined;
    throw error;
  }
}
