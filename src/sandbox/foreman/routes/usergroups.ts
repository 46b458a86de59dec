import type { Router } from '../../kernel/router.ts';
import { action } from '../action.ts';
import { invalid, notFound, parentNotFound } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { Call, OpenCall } from '../call.ts';
import { listAnswer, recordAnswer } from '../listing.ts';
import { textOf } from '../parameters.ts';
import { permittedTest } from '../permitted.ts';
import { findByIdOrName } from '../record-ids.ts';
import type { GroupRow } from '../rows.ts';
import { createGroup, losers, updateGroup } from '../usergroups/write.ts';
import { hasOtherAdministrator } from '../users/administrators.ts';
import { userAsParent } from '../users/find.ts';
import { listedGroup, rawGroup, shownGroup } from '../wire/usergroups.ts';

/** User groups (foreman.md 4.1). They know no organizations: a context changes nothing. */
export function usergroupRoutes(router: Router<OpenCall>): void {
  const list = action({ permission: 'view_usergroups', run: listGroups });
  const update = action({
    permission: 'edit_usergroups',
    run: (call) => updateGroup(call, groupInPath(call, 'edit_usergroups')),
  });
  router
    .on('GET', '/usergroups', list)
    .on('GET', '/users/:user_id/usergroups', list)
    .on('GET', '/usergroups/:usergroup_id/usergroups', list)
    .on('POST', '/usergroups', action({ permission: 'create_usergroups', run: createGroup }))
    .on('GET', '/usergroups/:id', action({ permission: 'view_usergroups', run: showGroup }))
    .on('PUT', '/usergroups/:id', update)
    .on('PATCH', '/usergroups/:id', update)
    .on('DELETE', '/usergroups/:id', action({ permission: 'destroy_usergroups', run: deleteGroup }));
}

function listGroups(call: Call): Answer {
  const { server, caller } = call;
  const permitted = permittedTest(call, 'view_usergroups', server.fields.groups);
  const groups = groupsUnderParent(call);
  return listAnswer(call, {
    rows: permitted === undefined ? groups : groups.filter(permitted),
    fields: server.fields.groups,
    defaultOrder: (group) => group.name,
    resource: 'usergroups',
    shown: (group) => listedGroup(group, caller.zone),
  });
}

/** Under a user his direct groups; under a group, by mistake of the server, that group itself (4.1). */
function groupsUnderParent(call: Call): readonly GroupRow[] {
  const { store } = call.server;
  const userId = textOf(call.parameters['user_id']) ?? '';
  const groupId = textOf(call.parameters['usergroup_id']) ?? '';
  if (userId !== '') {
    const user = userAsParent(store, userId);
    if (user === undefined) throw parentNotFound('User', userId);
    return store.groupsOf(user.id);
  }
  if (groupId === '') return [...store.groups.values()];
  const group = groupByText(call, groupId);
  if (group === undefined) throw parentNotFound('Usergroup', groupId);
  return [group];
}

function groupByText(call: Call, text: string): GroupRow | undefined {
  const { groups } = call.server.store;
  return findByIdOrName(
    text,
    (id) => groups.get(id),
    (name) => [...groups.values()].find((group) => group.name === name),
  );
}

function groupInPath(call: Call, permission: string): GroupRow {
  const text = call.path['id'] ?? '';
  const group = groupByText(call, text);
  const permitted = permittedTest(call, permission, call.server.fields.groups);
  if (group === undefined || permitted?.(group) === false) throw notFound('usergroup', text);
  return group;
}

function showGroup(call: Call): Answer {
  const group = groupInPath(call, 'view_usergroups');
  return recordAnswer(call, 200, shownGroup(call.server.store, group, call.caller.zone));
}

function deleteGroup(call: Call): Answer {
  const { store } = call.server;
  const group = groupInPath(call, 'destroy_usergroups');
  if (group.admin && !hasOtherAdministrator(store, losers(call, group))) {
    throw invalid(group.id, { base: ["Can't delete the last admin user group."] });
  }
  store.removeGroup(group);
  return { status: 200, body: rawGroup(group) };
}
