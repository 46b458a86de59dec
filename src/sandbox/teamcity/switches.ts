/** Server lines in the order they came out; `/roles` came with 2023.05, `logout` between 2024.07 and 2025.11. */
const teamCityGenerations = ['2022.10', '2023.05', '2023.11', '2024.03', '2025.03', '2025.11'] as const;
type TeamCityGeneration = (typeof teamCityGenerations)[number];

/** How the server behaves where its contract names versions, marks something inferred, or leaves it open. */
export interface TeamCitySwitches {
  /** Path under which the server is installed: empty, or with a leading and without a trailing slash. */
  readonly contextPath: string;
  readonly generation: TeamCityGeneration;
  /** `text`: always text/plain (2023.05 to 2024.03); `envelope`: JSON where accepted, else XML (section 1.5). */
  readonly errorForm: 'envelope' | 'text';
  /** Password that goes with the empty user name. */
  readonly superUserToken: string;
  readonly superUserId: number;
  /** Whether `/guestAuth` answers. */
  readonly guestLogin: boolean;
  readonly guestUserId: number;
  /** Whether successful calls hand out `TCSESSIONID`. */
  readonly setsSessionCookie: boolean;
  /** Whether a browser's User-Agent without credentials is sent to the login page instead of getting a 401. */
  readonly redirectsBrowsers: boolean;
  /** Longest request line in bytes, and what a longer one is answered with. */
  readonly requestLineLimit: number;
  readonly longRequestLineStatus: 400 | 414;
  /** Whether the servlet container refuses `/ \ ; %` encoded in a path and bare `{}|"<>^` in a URL. */
  readonly refusesUnsafeUrls: boolean;
  /** Server time zone, in which dates are written. */
  readonly timeZoneOffsetMinutes: number;
  /** `scrambled`: stable, and sorted by nothing a client could know. */
  readonly userOrder: 'scrambled' | 'by id';
  /** Registered users the licence allows; undefined means any number. */
  readonly userLimit: number | undefined;
  /** Whether the answer to a create shows the user name lower-cased (section 9, 9). It is stored so either way. */
  readonly lowerCasesUsernameOnCreate: boolean;
  /** Whether groups are still applied by a create or update whose roles failed. */
  readonly appliesGroupsAfterFailedRoles: boolean;
  /** Answer to reading a single field that has no value. */
  readonly emptyFieldStatus: 204 | 200;
  /** Answer to removing a role that was not assigned. */
  readonly removingUnassignedRoleStatus: 204 | 404;
  /** Answer to leaving or deleting All Users. */
  readonly allUsersGroupStatus: 403 | 400 | 500;
  /** Whose tokens can be handled beside one's own (section 9, 3). */
  readonly tokensOfOthers: 'forbidden' | 'administrators';
  /** Answer to reading a project the caller may not see. */
  readonly invisibleProjectStatus: 403 | 404;
  /** What an invisible project does to `item:(id:…)` (section 9, 7). */
  readonly invisibleProjectItem: 'forbidden' | 'skipped';
}

export const defaultTeamCitySwitches: TeamCitySwitches = {
  contextPath: '/teamcity',
  generation: '2025.11',
  errorForm: 'envelope',
  superUserToken: '1234567890123456789',
  superUserId: -1,
  guestLogin: false,
  guestUserId: -2,
  setsSessionCookie: true,
  redirectsBrowsers: true,
  requestLineLimit: 8192,
  longRequestLineStatus: 400,
  refusesUnsafeUrls: true,
  timeZoneOffsetMinutes: 0,
  userOrder: 'scrambled',
  userLimit: undefined,
  lowerCasesUsernameOnCreate: true,
  appliesGroupsAfterFailedRoles: false,
  emptyFieldStatus: 204,
  removingUnassignedRoleStatus: 204,
  allUsersGroupStatus: 403,
  tokensOfOthers: 'forbidden',
  invisibleProjectStatus: 403,
  invisibleProjectItem: 'forbidden',
};

export function isAtLeast(switches: TeamCitySwitches, generation: TeamCityGeneration): boolean {
  return teamCityGenerations.indexOf(switches.generation) >= teamCityGenerations.indexOf(generation);
}
