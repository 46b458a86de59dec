import type { Call } from '../protocol/call.ts';
import { withParentProjects } from '../permissions/effective-roles.ts';
import { findAll, pageOf } from './finder.ts';
import type { Condition, Finder } from './finder.ts';
import { parseLocator, refuseUnknownDimensions, valueOf, valuesOf } from './locator.ts';
import type { Dimension, Locator } from './locator.ts';
import type { ProjectRecord } from '../records.ts';
import { accessDenied, badLocator, notFound } from '../protocol/rest-error.ts';
import type { TeamCityState } from '../state.ts';
import { parseValueCondition } from './value-condition.ts';

const dimensions = ['id', 'internalId', 'name', 'archived', 'parentProject', 'project', 'affectedProject'];

/** One page of a project list; `next` is where the following one starts, if there is one. */
export interface ProjectPage {
  readonly projects: readonly ProjectRecord[];
  readonly start: number;
  readonly count: number | undefined;
  readonly hasNext: boolean;
}

/** The project a locator names, seen or not: external id, then unique name, then internal id (section 3.3). */
export function findProject(state: TeamCityState, text: string): ProjectRecord {
  const locator = parseLocator(text);
  const project =
    locator.single === undefined ? byDimensions(state, locator) : bySingleValue(state, locator.single);
  if (project === undefined) throw notFound(`No project found by locator '${text}'.`);
  return project;
}

/** The project of a path; what answers for one out of sight is a switch. */
export function findVisibleProject(call: Call, text: string): ProjectRecord {
  const project = findProject(call.state, text);
  if (maySee(call, project)) return project;
  if (call.switches.invisibleProjectStatus === 404) throw notFound(`No project found by locator '${text}'.`);
  throw invisible(project);
}

/** Projects of a list locator; unknown ids in `item` are skipped, unlike with users. */
export function findProjects(call: Call, text: string | null): ProjectPage {
  const locator: Locator = text === null ? { dimensions: [] } : parseLocator(text);
  if (locator.single !== undefined) {
    const project = findVisibleProject(call, locator.single);
    return { projects: [project], start: 0, count: undefined, hasNext: false };
  }
  const { start, count } = pageOf(locator);
  // One more than asked for tells whether there is a next page.
  const more = count === undefined ? undefined : String(count + 1);
  const probing = locator.dimensions.map((each) =>
    each.name === 'count' && more !== undefined ? { name: 'count', value: more } : each,
  );
  const found = findAll(projectFinder(call), { dimensions: probing });
  return {
    projects: found.slice(0, count),
    start,
    count,
    hasNext: count !== undefined && count > 0 && found.length > count,
  };
}

function projectFinder(call: Call): Finder<ProjectRecord> {
  const ordered = [...call.state.projects.values()];
  const places = new Map(ordered.map((project, index) => [project, index]));
  return {
    dimensions,
    condition: (dimension) => projectCondition(call.state, dimension),
    all: () => ordered.filter((project) => maySee(call, project)),
    compare: (one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0),
    items: (locator) => itemsOf(call, locator),
  };
}

function itemsOf(call: Call, text: string): readonly ProjectRecord[] {
  const locator = parseLocator(text);
  const [id] = valuesOf(locator, 'id');
  const project = call.state.projects.get(id ?? locator.single ?? '');
  const isById = locator.single !== undefined || id !== undefined;
  if (!isById) return findProjects(call, text).projects;
  if (project === undefined) return [];
  if (maySee(call, project)) return [project];
  if (call.switches.invisibleProjectItem === 'skipped') return [];
  throw invisible(project);
}

function projectCondition(state: TeamCityState, { name, value }: Dimension): Condition<ProjectRecord> {
  switch (name) {
    case 'id':
      return { matches: (project) => project.id.toLowerCase() === value.toLowerCase() };
    case 'internalId':
      return { matches: (project) => project.internalId === value };
    case 'name': {
      const fits = parseValueCondition(value);
      return { matches: (project) => fits(project.name) };
    }
    case 'archived': {
      if (value === 'any') return { matches: () => true };
      if (value !== 'true' && value !== 'false') throw badLocator(`Invalid value of 'archived': '${value}'.`);
      return { matches: (project) => project.archived === (value === 'true') };
    }
    case 'affectedProject': {
      const { id } = findProject(state, value);
      return { matches: (project) => withParentProjects(state, project.id).has(id) };
    }
    default: {
      const { id } = findProject(state, value);
      return { matches: (project) => project.parentId === id };
    }
  }
}

function byDimensions(state: TeamCityState, locator: Locator): ProjectRecord | undefined {
  refuseUnknownDimensions(locator, ['id', 'name', 'internalId']);
  const id = valueOf(locator, 'id');
  if (id !== undefined) return state.projects.get(id);
  const name = valueOf(locator, 'name');
  if (name !== undefined) return uniquelyNamed(state, name);
  return withInternalId(state, valueOf(locator, 'internalId') ?? '');
}

function bySingleValue(state: TeamCityState, text: string): ProjectRecord | undefined {
  return state.projects.get(text) ?? uniquelyNamed(state, text) ?? withInternalId(state, text);
}

function uniquelyNamed(state: TeamCityState, name: string): ProjectRecord | undefined {
  const named = [...state.projects.values()].filter((project) => project.name === name);
  return named.length === 1 ? named[0] : undefined;
}

function withInternalId(state: TeamCityState, internalId: string): ProjectRecord | undefined {
  return [...state.projects.values()].find((project) => project.internalId === internalId);
}

function maySee(call: Call, project: ProjectRecord): boolean {
  return call.caller.access.may('view_project', project.id);
}

function invisible(project: ProjectRecord): ReturnType<typeof accessDenied> {
  return accessDenied(
    `You do not have "View project and all parent projects" permission in project with internal id: ${project.internalId}`,
  );
}
