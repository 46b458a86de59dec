import type { Router } from '../../kernel/router.ts';
import type { Call } from '../protocol/call.ts';
import { requestedFields } from '../protocol/call.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Entity, Incoming } from '../protocol/endpoint.ts';
import { findGroup } from '../finders/group-finder.ts';
import { requireMembershipChange, requireViewAll } from '../permissions/permission-checks.ts';
import type { GroupRecord, UserRecord } from '../records.ts';
import { accessDenied, notFound } from '../protocol/rest-error.ts';
import { allUsersGroup } from '../state.ts';
import { addToGroup, groupIn, replaceGroups } from '../changes/user-changes.ts';
import { findUser } from '../finders/user-finder.ts';
import { leaveGroup } from '../changes/user-store.ts';
import { groupsOf, groupsWire, groupWire } from '../wire/users-and-groups.ts';

/** Groups of one user (section 2.9). */
export function routeUserGroups(router: Router<Incoming>): void {
  resource(router, '/users/:user/groups', {
    GET: { produces: 'entity', run: (call, { user = '' }) => groupsEntity(call, findUser(call, user)) },
    PUT: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, { user: locator = '' }, body) => {
        const user = findUser(call, locator);
        replaceGroups(call, user, body.entity);
        return groupsEntity(call, user);
      },
    },
    POST: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, { user: locator = '' }, body) => {
        const user = findUser(call, locator);
        const group = groupIn(call, body.entity);
        addToGroup(call, user, group);
        return groupEntity(call, group);
      },
    },
  });
  resource(router, '/users/:user/groups/:group', {
    GET: {
      produces: 'entity',
      run: (call, { user = '', group = '' }) =>
        groupEntity(call, membership(call, findUser(call, user), group)),
    },
    DELETE: {
      produces: 'nothing',
      run: (call, { user: locator = '', group: groupLocator = '' }) => {
        const user = findUser(call, locator);
        const group = membership(call, user, groupLocator);
        requireMembershipChange(call, group);
        if (group.key === allUsersGroup) {
          throw accessDenied('Cannot remove user from All Users group', call.switches.allUsersGroupStatus);
        }
        leaveGroup(call.state, user, group.key);
      },
    },
  });
}

/** The group if the user is directly in it; reading this needs view-all, unlike the plain list. */
function membership(call: Call, user: UserRecord, groupLocator: string): GroupRecord {
  requireViewAll(call);
  const group = findGroup(call, groupLocator);
  if (!user.groups.has(group.key)) {
    throw notFound(`User does not belong to the group with key '${group.key}'`);
  }
  return group;
}

function groupsEntity(call: Call, user: UserRecord): Entity {
  return { element: 'groups', value: groupsWire(call, groupsOf(call, user.groups), requestedFields(call)) };
}

function groupEntity(call: Call, group: GroupRecord): Entity {
  return { element: 'group', value: groupWire(call, group, requestedFields(call)) };
}
