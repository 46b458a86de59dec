import type { ZephyrUser } from './entities.ts';
import { groupWire } from './group-wire.ts';
import { roleName } from './role-wire.ts';
import type { ZephyrState } from './store.ts';
import type { ZephyrSwitches } from './switches.ts';

/** The maker of user objects as the server sends them (zephyr.md 2.1), good for one answer. */
export function userWire(state: ZephyrState, switches: ZephyrSwitches): (user: ZephyrUser) => object {
  // Twenty thousand rows name the same few roles and groups, and most of them in the same lists.
  const roles = shared((id) => {
    const role = state.roles.get(id);
    return role === undefined ? [] : [{ id, name: roleName(role, switches) }];
  });
  const groups = shared((id) => {
    const group = state.groups.get(id);
    return group === undefined ? [] : [groupWire(group)];
  });
  const isOld = switches.groupsKey === 'groups';
  return (user) => {
    const { lastSuccessfulLogin } = user;
    return {
      id: user.id,
      username: user.username,
      loginName: isOld ? user.username : undefined,
      firstName: user.firstName,
      lastName: user.lastName,
      type: user.type,
      email: user.email,
      ...user.profile,
      accountEnabled: user.accountEnabled,
      accountExpired: user.accountExpired,
      credentialsExpired: user.credentialsExpired,
      isCustomizeUsername: user.isCustomizeUsername,
      roles: roles(user.roleIds),
      userType: user.userType,
      chargeableFlag: user.chargeableFlag,
      onlyLoggedInUser: false,
      [switches.groupsKey]: groups(user.groupIds),
      countAttempts: user.countAttempts,
      lastSuccessfulLogin,
      lastSuccessfulLoginString:
        lastSuccessfulLogin === undefined ? undefined : dateText(lastSuccessfulLogin),
      isInternal: user.isInternal,
      fullName: `${user.firstName} ${user.lastName}`,
    };
  };
}

/** The pseudo-user "anyone": listed by `GET /user`, and nowhere else (zephyr.md 2.1). */
export const anyone = {
  id: -10,
  username: 'anyone',
  firstName: 'Anyone',
  lastName: '',
  accountEnabled: true,
  roles: [],
  fullName: 'Anyone',
};

/** `MM/DD/YYYY`, the twin that the server puts beside some times. */
export function dateText(milliseconds: number): string {
  const [year = '', month = '', day = ''] = new Date(milliseconds).toISOString().slice(0, 10).split('-');
  return `${month}/${day}/${year}`;
}

function shared<T>(make: (id: number) => readonly T[]): (ids: readonly number[]) => readonly T[] {
  const known = new Map<readonly number[], readonly T[]>();
  return (ids) => {
    const list = known.get(ids) ?? ids.flatMap(make);
    known.set(ids, list);
    return list;
  };
}
