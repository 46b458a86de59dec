import { createRemembered } from '#connectors/remembered.ts';

/** What reading has taught about one server as one identity sees it. Ways and sizes only, never anybody's data. */
export interface Facts {
  /** Sizes when last listed; they choose between calls per account and calls per page, team or project. */
  userPages?: number;
  teamCount?: number;
  projectCount?: number;
  /** List queries that were refused with 400 or 500 and are not sent again. */
  readonly refusedQueries: Set<string>;
  /** Attributes that whole users lack as well, so that their absence from list rows means nothing. */
  readonly lackingAttributes: Set<string>;
  /** Whether `fields` brings names and mail into rows of lists (squash.md 2.3). */
  userRows: 'unknown' | 'slim';
  memberRows: 'unknown' | 'slim';
  /** Whether list rows carry `teams`: inferred in 2.1, so believed only once a row has shown one. */
  teamsInRows: 'unknown' | 'given' | 'lacking';
  /** The same of `members` in rows of teams. */
  membersInRows: 'unknown' | 'given';
  /** Whether `/users/login/...` is there: it belongs to a plugin of its own. */
  loginService: 'unknown' | 'served' | 'absent';
  /** Whether a login with a dot arrives whole; very old servers cut it at the dot (2.4). */
  dottedLogins: 'unknown' | 'whole';
  /** Whether `ADMIN` finds `admin`: the database decides (2.4). */
  loginCase: 'unknown' | 'ignored' | 'told apart';
  /** Whether clearances (8.0 and later) are served on each side; else permissions are read. */
  readonly clearances: { users: 'unknown' | 'served' | 'absent'; projects: 'unknown' | 'served' | 'absent' };
  /** Whether project templates answer for who holds what on them. */
  templatePermissions: 'unknown' | 'refused';
  /** User groups beyond the built-in ones that some account was in. */
  readonly otherGroups: Set<string>;
}

export interface FactsMemory {
  /** Facts as this identity knows them; to be read and written in place. */
  of(call: { readonly identity: { readonly fingerprint: string } }): Facts;
}

/**
 * Whether tokens of technical accounts may be made: not before 8.0, the version that brought clearances, and not
 * without the admin plugin (squash.md 4). True as long as neither is known.
 */
export function mayOfferTokens({ clearances, loginService }: Facts): boolean {
  const isOld = clearances.users === 'absent' && clearances.projects === 'absent';
  return !isOld && loginService !== 'absent';
}

const mostIdentities = 200;
/** Long enough to pay off, short enough for an upgrade or a passing fault upstream to be noticed soon. */
const lifetimeMs = 10 * 60_000;

/** Keyed by identity: what one may see must not decide what another is shown. */
export function createFactsMemory(now: () => number): FactsMemory {
  const remembered = createRemembered<Facts>({ maxAgeMs: lifetimeMs, now, maxEntries: mostIdentities });
  return {
    of: ({ identity: { fingerprint } }) => {
      const known = remembered.get(fingerprint);
      if (known !== undefined) return known;
      const facts = noFacts();
      remembered.set(fingerprint, facts);
      return facts;
    },
  };
}

function noFacts(): Facts {
  return {
    refusedQueries: new Set(),
    lackingAttributes: new Set(),
    userRows: 'unknown',
    memberRows: 'unknown',
    teamsInRows: 'unknown',
    membersInRows: 'unknown',
    loginService: 'unknown',
    dottedLogins: 'unknown',
    loginCase: 'unknown',
    clearances: { users: 'unknown', projects: 'unknown' },
    templatePermissions: 'unknown',
    otherGroups: new Set(),
  };
}
