import type { Call } from '#connectors/connector.ts';
import { queryOf } from './client.ts';
import type { Client } from './client.ts';
import type { FactsMemory } from './facts.ts';
import { pageOf, projectRow } from './wire.ts';
import type { ProjectRow } from './wire.ts';

/** `sort` is not among the documented parameters of this list (squash.md 3.2), so it may be refused. */
const wholeQuery = queryOf({ sort: 'id', fields: 'name,label,description,active' });
const plainQuery = queryOf({ sort: 'id' });

/** Templates come in an array of their own, in the same pages (3.2). */
const projectsPage = pageOf(projectRow, ['projects', 'project-templates']);

export interface ProjectRows {
  /** All projects and templates, page by page; whole where the server honours `fields` here, else lean. */
  list(call: Call): AsyncGenerator<readonly ProjectRow[]>;
  one(call: Call, id: string): Promise<ProjectRow | undefined>;
}

export function createProjectRows(client: Client, memory: FactsMemory): ProjectRows {
  return {
    list: (call) =>
      client.rows(call, {
        path: '/projects',
        page: projectsPage,
        queries: [wholeQuery, plainQuery, ''],
        isKnownPath: true,
        onSize: ({ total }) => {
          memory.of(call).projectCount = total;
        },
      }),
    one: async (call, id) => client.one(call, projectRow, `/projects/${id}`),
  };
}
