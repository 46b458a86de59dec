import type { Router } from '../../kernel/router.ts';
import type { Call } from '../protocol/call.ts';
import { requestedFields } from '../protocol/call.ts';
import { withParentGroups } from '../permissions/effective-roles.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Entity, Incoming } from '../protocol/endpoint.ts';
import { createGroup } from '../changes/group-creation.ts';
import { findGroup } from '../finders/group-finder.ts';
import { requireGroupChange, requireViewAll } from '../permissions/permission-checks.ts';
import type { GroupRecord } from '../records.ts';
import { listIn } from '../protocol/request-body.ts';
import { accessDenied, badRequest } from '../protocol/rest-error.ts';
import { allUsersGroup } from '../state.ts';
import { groupIn } from '../changes/user-changes.ts';
import { leaveGroup } from '../changes/user-store.ts';
import { groupsOf, groupsWire, groupWire } from '../wire/users-and-groups.ts';
import type { BodyObject } from '../protocol/xml-reader.ts';

/** User groups (section 3.1): no locator and no paging on the list, no way to rename one. */
export function routeGroups(router: Router<Incoming>): void {
  resource(router, '/userGroups', {
    GET: {
      produces: 'entity',
      run: (call) => {
        requireViewAll(call);
        return groupsEntity(call, [...call.state.groups.values()]);
      },
    },
    POST: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, _params, body) => groupEntity(call, createGroup(call, body.entity)),
    },
  });
  resource(router, '/userGroups/:group', {
    GET: { produces: 'entity', run: (call, { group = '' }) => groupEntity(call, visible(call, group)) },
    DELETE: { produces: 'nothing', run: (call, { group = '' }) => deleteGroup(call, visible(call, group)) },
  });
  resource(router, '/userGroups/:group/parent-groups', {
    GET: {
      produces: 'entity',
      run: (call, { group = '' }) => groupsEntity(call, groupsOf(call, visible(call, group).parents)),
    },
    PUT: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, { group: locator = '' }, body) => {
        const group = visible(call, locator);
        requireGroupChange(call, group, 'change_usergroup');
        replaceParents(call, group, body.entity);
        return groupsEntity(call, groupsOf(call, group.parents));
      },
    },
  });
}

function visible(call: Call, locator: string): GroupRecord {
  requireViewAll(call);
  return findGroup(call, locator);
}

function deleteGroup(call: Call, group: GroupRecord): void {
  requireGroupChange(call, group, 'delete_usergroup');
  if (group.key === allUsersGroup) {
    throw accessDenied('Cannot delete All Users group', call.switches.allUsersGroupStatus);
  }
  for (const user of call.state.members.get(group.key) ?? []) leaveGroup(call.state, user, group.key);
  call.state.members.delete(group.key);
  call.state.groups.delete(group.key);
  for (const other of call.state.groups.values()) {
    other.parents = other.parents.filter((key) => key !== group.key);
  }
}

/** Nothing changes unless all of it can. */
function replaceParents(call: Call, group: GroupRecord, body: BodyObject): void {
  const parents = (listIn(body, 'group') ?? []).map((entry) => groupIn(call, entry).key);
  if (withParentGroups(call.state, parents).has(group.key)) {
    throw badRequest(`Cannot set parent groups of '${group.key}': groups would form a cycle.`);
  }
  group.parents = [...new Set(parents)];
}

function groupsEntity(call: Call, groups: readonly GroupRecord[]): Entity {
  return { element: 'groups', value: groupsWire(call, groups, requestedFields(call)) };
}

function groupEntity(call: Call, group: GroupRecord): Entity {
  return { element: 'group', value: groupWire(call, group, requestedFields(call)) };
}
