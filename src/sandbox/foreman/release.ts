import type { ForemanSwitches } from './switches.ts';

/** What differs between releases (foreman.md 11). */
export interface Release {
  readonly reportedVersion: string;
  /** `id` as a search and order field, `mail_enabled` (3.2). */
  readonly hasIdSearch: boolean;
  readonly hasMailEnabled: boolean;
  /** `/api/users/extlogin` (3.5). */
  readonly hasExternalLogin: boolean;
  /** Bad or past `expires_at` is refused (3.9). */
  readonly checksExpiry: boolean;
  /** `/api/permissions/current_permissions` (3.10). */
  readonly hasCurrentPermissions: boolean;
  /** Search field `locked` of roles (between 3.4 and 3.11). */
  readonly hasLockedSearch: boolean;
  /** Filters carry `override?`, `unlimited?` and organizations of their own (until 3.17). */
  readonly hasFilterOverride: boolean;
  /** Roles of a user group are checked against those of the caller (3.18.2). */
  readonly checksGroupRoles: boolean;
}

const releases: Readonly<Record<ForemanSwitches['version'], Release>> = {
  '3.1': release('3.1.3', 1),
  '3.13': release('3.13.0', 13),
  '3.18': release('3.18.2', 18),
};

export function releaseOf(switches: ForemanSwitches): Release {
  const chosen = releases[switches.version];
  return { ...chosen, reportedVersion: switches.reportedVersion ?? chosen.reportedVersion };
}

function release(reportedVersion: string, minor: number): Release {
  return {
    reportedVersion,
    hasIdSearch: minor >= 2,
    hasMailEnabled: minor >= 2,
    hasExternalLogin: minor >= 5,
    checksExpiry: minor >= 9,
    hasCurrentPermissions: minor >= 10,
    hasLockedSearch: minor >= 11,
    hasFilterOverride: minor < 17,
    checksGroupRoles: minor >= 18,
  };
}
