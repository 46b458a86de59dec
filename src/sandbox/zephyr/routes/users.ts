import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RouteParams, Router } from '../../kernel/router.ts';
import { allocatedProjectIds } from '../allocations.ts';
import { defectRole } from '../built-in-roles.ts';
import type { ZephyrContext } from '../context.ts';
import type { ZephyrUser } from '../entities.ts';
import { findProject, findUser } from '../find.ts';
import { defaultPageSize, gridPage } from '../grid.ts';
import { jacksonReply } from '../jackson.ts';
import { requireSight } from '../rights.ts';
import { anyone, userWire } from '../user-wire.ts';

/** Everything that reads users (zephyr.md 2.2). */
export function userRoutes(router: Router<ZephyrContext>): void {
  router
    .on('GET', '/user', listUsers)
    .on('GET', '/user/current', (context) => oneUser(context, context.caller))
    .on('GET', '/user/filter', filterUsers)
    .on('GET', '/user/defect', (context) => users(context, isDefectUser))
    .on('GET', '/user/loggedin/count', countLoggedIn)
    .on('GET', '/user/project/:id', usersOfProject)
    .on('DELETE', '/user/logout', logOut)
    .on('GET', '/user/:id', (context, { id }) => oneUser(context, findUser(context, id)))
    .on('GET', '/ui/users', usersGrid);
}

function listUsers(context: ZephyrContext): SandboxReply {
  const hidesDisabled = context.query.flag('hidedisabledusers');
  const rows = wired(context, (user) => !hidesDisabled || user.accountEnabled);
  return jacksonReply(200, [anyone, ...rows]);
}

/** The set of the pickers: without defect users, and without dashboard users unless asked for. */
function filterUsers(context: ZephyrContext): SandboxReply {
  const includesDashboard = context.query.flag('includeDashboardUser');
  return users(context, (user) => !isDefectUser(user) && (includesDashboard || user.userType !== 2));
}

function countLoggedIn({ state, query }: ZephyrContext): SandboxReply {
  const skipsDefect = query.flag('skipdefectuser');
  const online = new Set(state.sessions.values());
  const counted = [...online].filter((id) => {
    const user = state.users.get(id);
    return user !== undefined && !(skipsDefect && isDefectUser(user));
  });
  return jacksonReply(200, counted.length);
}

/** One row fewer than the team where somebody on it is disabled: the two lists differ (zephyr.md 6.14). */
function usersOfProject(context: ZephyrContext, { id }: RouteParams): SandboxReply {
  const { state, switches, caller } = context;
  const project = findProject(context, id);
  requireSight(state, caller, project);
  const wire = userWire(state, switches);
  const members = project.members.flatMap(({ userId }) => state.users.get(userId) ?? []);
  return jacksonReply(200, members.filter((user) => user.accountEnabled).map(wire));
}

/** Ends the caller's own session. What a forced logout of others is called is not published (zephyr.md 2.4). */
function logOut({ state, session }: ZephyrContext): SandboxReply {
  state.sessions.delete(session);
  return jacksonReply(200, true);
}

function usersGrid(context: ZephyrContext): SandboxReply {
  const { state, switches, query } = context;
  const hidesDisabled = query.flag('hidedisabledusers');
  const onlyLoggedIn = query.flag('isLoggedIn');
  const online = new Set(state.sessions.values());
  const rows = [...state.users.values()].filter(
    (user) => (!hidesDisabled || user.accountEnabled) && (!onlyLoggedIn || online.has(user.id)),
  );
  const wire = userWire(state, switches);
  const isWrapped = switches.usersGridShape === 'envelope+userDTO';
  return jacksonReply(
    200,
    gridPage<ZephyrUser>(context, {
      type: 'user',
      rows,
      pageSize: defaultPageSize,
      sortKey: sortKeyOf,
      wire: (user) =>
        isWrapped
          ? {
              userDTO: wire(user),
              loginStatus: online.has(user.id),
              projectCount: allocatedProjectIds(state, user).length,
            }
          : wire(user),
    }),
  );
}

function sortKeyOf(user: ZephyrUser, order: string): string | number | undefined {
  switch (order) {
    case 'id':
      return user.id;
    case 'username':
    case 'firstName':
    case 'lastName':
    case 'email':
      return user[order]?.toLowerCase();
    case 'fullName':
      return `${user.firstName} ${user.lastName}`.toLowerCase();
    default:
      return undefined;
  }
}

function users(context: ZephyrContext, belongs: (user: ZephyrUser) => boolean): SandboxReply {
  return jacksonReply(200, wired(context, belongs));
}

function wired({ state, switches }: ZephyrContext, belongs: (user: ZephyrUser) => boolean): object[] {
  const wire = userWire(state, switches);
  const rows: object[] = [];
  for (const user of state.users.values()) if (belongs(user)) rows.push(wire(user));
  return rows;
}

function oneUser({ state, switches }: ZephyrContext, user: ZephyrUser): SandboxReply {
  return jacksonReply(200, userWire(state, switches)(user));
}

/** Somebody who holds the defect role and nothing else. */
function isDefectUser(user: ZephyrUser): boolean {
  return user.roleIds.length === 1 && user.roleIds[0] === defectRole;
}
