import type { Call } from '#connectors/connector.ts';
import { isPathUnusable } from './refusals.ts';
import type { WireProject } from './wire.ts';
import type { Zephyr } from './zephyr.ts';

export interface ProjectList {
  readonly rows: readonly WireProject[];
  /** False: a list that may show less than a read of one project. */
  readonly areWhole: boolean;
}

/** All projects in one call: the detailed list, or the slim one where a server has only that (zephyr.md 3.3). */
export async function readProjectList({ client }: Zephyr, call: Call): Promise<ProjectList> {
  try {
    return { rows: await client.projects(call, 'details'), areWhole: true };
  } catch (error) {
    if (!isPathUnusable(error)) throw error;
    return { rows: await client.projects(call, 'lite'), areWhole: false };
  }
}
