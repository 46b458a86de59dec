import type { SquashServer } from './call.ts';
import type { FieldSelection } from './field-selection.ts';
import type { ProjectRecord } from './records.ts';
import { link, toWire } from './wire-type.ts';
import type { WireType } from './wire-type.ts';

/** A project or a template of projects (squash.md 2.10, 3.2). `attachments` is always shown empty. */
export const projectType: WireType<ProjectRecord> = {
  typeOf: (project) => (project.isTemplate ? 'project-template' : 'project'),
  collection: 'projects',
  attributes: {
    description: (project) => project.description,
    label: (project) => project.label,
    name: (project) => project.name,
    active: (project) => project.active,
    attachments: () => [],
  },
  slim: new Set(['name']),
  full: new Set(['description', 'label', 'name', 'active', 'attachments']),
};

/** A project alone. The link to its attachments lacks the id and has another scheme, as seen (squash.md 3.2). */
export function projectAlone(
  server: SquashServer,
  project: ProjectRecord,
  selection: FieldSelection | undefined,
): Record<string, unknown> {
  const wire = toWire(projectType, project, server, projectType.full, selection);
  const href = link(server, 'projects/attachments').replace(/^http:/u, 'https:');
  return { ...wire, _links: { ...(wire['_links'] as object), attachments: { href } } };
}
