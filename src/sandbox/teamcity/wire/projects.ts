import type { Call } from '../protocol/call.ts';
import { includes, longFields, nested, noFields, shortFields } from '../protocol/fields.ts';
import type { Fields } from '../protocol/fields.ts';
import type { ProjectPage } from '../finders/project-finder.ts';
import type { ProjectRecord } from '../records.ts';
import type { WireObject } from './wire-value.ts';

export function projectWire(call: Call, project: ProjectRecord, fields: Fields): WireObject {
  const show = (name: string): boolean => includes(fields, name, true, true);
  const parent = nested(fields, 'parentProject', noFields, shortFields);
  const parentProject = call.state.projects.get(project.parentId ?? '');
  return {
    id: show('id') ? project.id : undefined,
    internalId: includes(fields, 'internalId', false, false) ? project.internalId : undefined,
    name: show('name') ? project.name : undefined,
    parentProjectId: show('parentProjectId') ? project.parentId : undefined,
    // Present only when true (section 3.3).
    archived: show('archived') && project.archived ? true : undefined,
    description: show('description') ? project.description : undefined,
    href: show('href') ? `${call.prefix}/projects/id:${project.id}` : undefined,
    parentProject: parent && parentProject && projectWire(call, parentProject, withoutParent(parent)),
  };
}

/** Unlike users, projects are paged with links (section 3.3). */
export function projectsWire(call: Call, page: ProjectPage, fields: Fields): WireObject {
  const items = nested(fields, 'project', noFields, shortFields);
  const link = (name: string, start: number | undefined): string | undefined =>
    start !== undefined && includes(fields, name, true, true)
      ? `${call.prefix}/projects?${pageQuery(call, start, page.count)}`
      : undefined;
  const { start, count = 0 } = page;
  const search = call.query.toString();
  return {
    count: includes(fields, 'count', true, true) ? page.projects.length : undefined,
    href: includes(fields, 'href', true, true)
      ? `${call.prefix}/projects${search === '' ? '' : `?${search}`}`
      : undefined,
    nextHref: link('nextHref', page.hasNext ? start + count : undefined),
    prevHref: link('prevHref', start > 0 && count > 0 ? Math.max(0, start - count) : undefined),
    project: items && page.projects.map((project) => projectWire(call, project, items)),
  };
}

/** The parameters of this call with another page in the locator. */
function pageQuery(call: Call, start: number, count: number | undefined): string {
  const query = new URLSearchParams(call.query);
  const rest = splitTopLevel(call.query.get('locator') ?? '').filter(
    (part) => !part.startsWith('start:') && !part.startsWith('count:'),
  );
  query.set('locator', [...rest, `start:${start}`, `count:${count}`].join(','));
  return query.toString();
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (at === text.length || (text[at] === ',' && depth === 0)) {
      if (at > from) parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return parts;
}

/** The chain of parents is not followed up to the root by `**`. */
function withoutParent(fields: Fields): Fields {
  return fields.preset === 'everything' ? longFields : fields;
}
