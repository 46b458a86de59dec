import type { RouteParams, Router } from '../../kernel/router.ts';
import type { Call } from '../protocol/call.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Endpoint, Entity, Incoming } from '../protocol/endpoint.ts';
import { findGroup } from '../finders/group-finder.ts';
import { requireViewAll } from '../permissions/permission-checks.ts';
import { notFound } from '../protocol/rest-error.ts';
import {
  addAssignment,
  assignmentIn,
  isSameAssignment,
  removeAssignment,
  replaceAssignments,
  resolveAssignment,
} from '../changes/role-assignments.ts';
import type { RoleHolder } from '../changes/role-assignments.ts';
import { findUser } from '../finders/user-finder.ts';
import { assignmentsWire, assignmentWire } from '../wire/role-assignments.ts';
import { groupHref, userHref } from '../wire/users-and-groups.ts';

interface FoundHolder {
  readonly href: string;
  readonly record: RoleHolder;
}

type FindHolder = (call: Call, locator: string) => FoundHolder;

/**
 * Role assignments of users (section 2.10) and groups (section 3.1). The same, but for one trap: a single role is
 * put to a user and posted to a group; a PUT on a group's is a 405.
 */
export function routeAssignedRoles(router: Router<Incoming>): void {
  const findUserHolder: FindHolder = (call, locator) => {
    const record = findUser(call, locator);
    return { href: userHref(call, record), record };
  };
  const findGroupHolder: FindHolder = (call, locator) => {
    requireViewAll(call);
    const record = findGroup(call, locator);
    return { href: groupHref(call, record), record };
  };
  routeCollection(router, '/users/:holder/roles', findUserHolder);
  routeCollection(router, '/userGroups/:holder/roles', findGroupHolder);
  resource(router, '/users/:holder/roles/:role/:scope', {
    ...readAndRemove(findUserHolder),
    PUT: addOne(findUserHolder),
    // The older twin of PUT, which answers nothing.
    POST: { produces: 'nothing', run: (call, params) => void add(call, params, findUserHolder) },
  });
  resource(router, '/userGroups/:holder/roles/:role/:scope', {
    ...readAndRemove(findGroupHolder),
    POST: addOne(findGroupHolder),
  });
}

function routeCollection(router: Router<Incoming>, path: string, find: FindHolder): void {
  resource(router, path, {
    GET: { produces: 'entity', run: (call, { holder = '' }) => rolesEntity(call, find(call, holder)) },
    PUT: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, { holder = '' }, body) => {
        const found = find(call, holder);
        replaceAssignments(call, found.record, body.entity);
        return rolesEntity(call, found);
      },
    },
    POST: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, { holder = '' }, body) => {
        const found = find(call, holder);
        const assignment = assignmentIn(call, body.entity);
        addAssignment(call, found.record, assignment);
        return { element: 'role', value: assignmentWire(found.href, assignment) };
      },
    },
  });
}

function readAndRemove(find: FindHolder): { readonly GET: Endpoint; readonly DELETE: Endpoint } {
  return {
    GET: {
      produces: 'entity',
      run: (call, { holder = '', role = '', scope = '' }) => {
        const { href, record } = find(call, holder);
        const wanted = resolveAssignment(call, role, scope);
        const assignment = record.roles.find((each) => isSameAssignment(each, wanted));
        if (assignment === undefined) throw notFound(`Role '${role}' with scope '${scope}' is not assigned.`);
        return { element: 'role', value: assignmentWire(href, assignment) };
      },
    },
    DELETE: {
      produces: 'nothing',
      run: (call, { holder = '', role = '', scope = '' }) => {
        const { record } = find(call, holder);
        removeAssignment(call, record, resolveAssignment(call, role, scope));
      },
    },
  };
}

function addOne(find: FindHolder): Endpoint {
  return { produces: 'entity', run: (call, params) => add(call, params, find) };
}

function add(call: Call, { holder = '', role = '', scope = '' }: RouteParams, find: FindHolder): Entity {
  const { href, record } = find(call, holder);
  const assignment = resolveAssignment(call, role, scope);
  addAssignment(call, record, assignment);
  return { element: 'role', value: assignmentWire(href, assignment) };
}

function rolesEntity(call: Call, { href, record }: FoundHolder): Entity {
  return { element: 'roles', value: assignmentsWire(call, href, record.roles) };
}
