import type { Router } from '../../kernel/router.ts';
import { requestedFields } from '../protocol/call.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Incoming } from '../protocol/endpoint.ts';
import { findProjects, findVisibleProject } from '../finders/project-finder.ts';
import { projectsWire, projectWire } from '../wire/projects.ts';

/** Projects, as far as naming a role's scope goes (section 3.3). */
export function routeProjects(router: Router<Incoming>): void {
  resource(router, '/projects', {
    GET: {
      produces: 'entity',
      run: (call) => {
        const page = findProjects(call, call.query.get('locator'));
        return { element: 'projects', value: projectsWire(call, page, requestedFields(call)) };
      },
    },
  });
  resource(router, '/projects/:project', {
    GET: {
      produces: 'entity',
      run: (call, { project = '' }) => ({
        element: 'project',
        value: projectWire(call, findVisibleProject(call, project), requestedFields(call)),
      }),
    },
  });
}
