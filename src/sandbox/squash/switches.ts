/**
 * How this Squash TM behaves where its contract is silent or two readings exist (squash.md, "Choices for the
 * simulator where sources are silent", and every fact marked inferred). The first value named is the default.
 */
export interface SquashSwitches {
  /**
   * 3: no Bearer, no user permissions, no `can_delete_from_front`; an unsupported DELETE answers the GET payload.
   * 7: Basic and Bearer. 8: clearances, tokens for technical accounts. 15: refuses Basic and session cookies.
   */
  readonly version: '7' | '3' | '8' | '15';
  /** The servlet context; may be empty. */
  readonly contextPath: string;
  /** Scheme and host of every link in an answer; never the listening host, as behind a proxy. */
  readonly hrefBase: string;
  /** True up to version 8, false on 15 unless said. */
  readonly basicAllowed: boolean;
  readonly basicCharset: 'latin1' | 'utf8';
  /** False: the admin plugin is missing, and with it `/users/login/…`, `/teams/name/…` and user tokens. */
  readonly adminPlugin: boolean;
  /** `ci-ai`: MariaDB, `ADMIN` finds `admin` and `elodie` finds `Élodie`. `exact`: PostgreSQL, H2. */
  readonly collation: 'ci-ai' | 'exact';
  /** The server setting under which `Admin` counts as taken where `admin` exists, whatever the collation. */
  readonly caseInsensitiveLogin: boolean;
  /** Whether `fields=teams` works in lists of users. */
  readonly listTeamsHonoured: boolean;
  /** Whether `fields=members` works in lists of teams. */
  readonly listMembersHonoured: boolean;
  /** Whether `teams[id,name]` is understood. */
  readonly nestedFieldsHonoured: boolean;
  /** Whether `*` and `-name` are understood in `fields`. */
  readonly wildcardFieldsHonoured: boolean;
  /** Larger sizes are lowered without a word. */
  readonly maxPageSize: number;
  readonly unsortedOrder: 'shuffled' | 'by-id';
  /** Whether `sort` works on the lists that do not document it: projects, teams of a user. */
  readonly undocumentedSort: 'honoured' | 'ignored';
  readonly unknownSortStatus: 400 | 500;
  readonly unknownTeamName: 'ignore' | 404;
  readonly dateOffset: '+00:00' | '+0000';
  readonly neverConnected: 'null' | 'absent';
  /** Whether error bodies of the REST plugin carry a class name. */
  readonly errorExceptionKey: 'present' | 'absent';
  /** Very old servers look `john` up when asked for `/users/login/john.doe`. */
  readonly dottedLoginCut: 'off' | 'on';
  /** Refuses `%2F %5C %3B %25` and `;` in paths. */
  readonly strictPathFirewall: boolean;
  /** Status for field values that a user or team cannot have. */
  readonly invalidFieldStatus: 400 | 412;
  readonly unknownPermissionGroupStatus: 400 | 404;
  /** What a write without an answer sends; very old servers send the word `null`. */
  readonly emptyAnswer: '204' | '200 null';
  /** `/users/{id}/teams` with `teamIds`. */
  readonly teamsByUserId: boolean;
  /** `/teams/name/{name}`. */
  readonly teamByName: boolean;
  /** Clearances of users and teams (the project's own are documented). */
  readonly partyClearances: boolean;
  /** Whether `/permissions` shows custom profiles (8 and later). */
  readonly customProfilesInPermissions: 'omitted' | 'shown';
  /** `POST /tokens`, `GET /tokens`, `DELETE /tokens/self`. */
  readonly ownTokens: boolean;
  readonly tokenCreatedStatus: 201 | 200;
  /** `squash.rest-api.jwt.secret` is set; without it no token can be made. */
  readonly tokenSecretSet: boolean;
  /** Passwords live in Squash itself; false: a directory or single sign-on only. */
  readonly internalPasswords: boolean;
  /** Licensed number of active users; creating or granting at the limit fails with 500. */
  readonly seats: number;
}

export const squashSwitchDefaults: SquashSwitches = {
  version: '7',
  contextPath: '/squash',
  hrefBase: 'http://squash.internal:8080',
  basicAllowed: true,
  basicCharset: 'latin1',
  adminPlugin: true,
  collation: 'ci-ai',
  caseInsensitiveLogin: false,
  listTeamsHonoured: true,
  listMembersHonoured: true,
  nestedFieldsHonoured: true,
  wildcardFieldsHonoured: true,
  maxPageSize: 2000,
  unsortedOrder: 'shuffled',
  undocumentedSort: 'honoured',
  unknownSortStatus: 400,
  unknownTeamName: 'ignore',
  dateOffset: '+00:00',
  neverConnected: 'null',
  errorExceptionKey: 'present',
  dottedLoginCut: 'off',
  strictPathFirewall: true,
  invalidFieldStatus: 400,
  unknownPermissionGroupStatus: 400,
  emptyAnswer: '204',
  teamsByUserId: true,
  teamByName: true,
  partyClearances: true,
  customProfilesInPermissions: 'omitted',
  ownTokens: true,
  tokenCreatedStatus: 201,
  tokenSecretSet: true,
  internalPasswords: true,
  seats: Number.POSITIVE_INFINITY,
};

/** Fills in the defaults; Basic is off on 15 unless asked for. */
export function completeSwitches(given: Partial<SquashSwitches> = {}): SquashSwitches {
  const basicAllowed = given.basicAllowed ?? given.version !== '15';
  return { ...squashSwitchDefaults, ...given, basicAllowed };
}

export function isAtLeast(switches: SquashSwitches, version: number): boolean {
  return Number(switches.version) >= version;
}
