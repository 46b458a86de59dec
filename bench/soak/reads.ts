import type { Random } from '#sandbox/kernel/random.ts';
import type { Data } from '../support/stack.ts';
import { ownTokenName, seesEverybody } from './callers.ts';
import type { Caller } from './callers.ts';

/** A question, and what in an answer to it would be wrong for this caller; a system that fails may leave gaps. */
export interface Read {
  readonly name: string;
  readonly document: string;
  readonly variables?: object;
  /** Looks at what was answered; errors may stand beside it. */
  wrong(data: Data, caller: Caller, codes: readonly string[]): readonly string[];
}

/** An account that is there all the time. */
export interface Resident {
  readonly id: string;
  readonly login: string;
  readonly system: string;
}

/** The login that a system must take this caller for. */
function loginOf(caller: Caller, system: string): string {
  const login = system === 'zephyr' || system === 'teamcity' ? caller.person?.[system] : undefined;
  return login ?? 'rollcall';
}

const viewer: Read = {
  name: 'viewer',
  document: '{ viewer { name } }',
  wrong: ({ viewer }, { keyName }) =>
    viewer.name === keyName ? [] : [`${keyName} was taken for ${viewer.name}`],
};

const current: Read = {
  name: 'current account',
  document: `{ zephyr: user(by: { current: "zephyr" }) { login } foreman: user(by: { current: "foreman" }) { login }
    squash: user(by: { current: "squash" }) { login } teamcity: user(by: { current: "teamcity" }) { login } }`,
  wrong: (data, caller, codes) =>
    Object.entries(data).flatMap(([system, account]: [string, Data | null]) => {
      if (account === null)
        return codes.length === 0 ? [`${system} has no current account, and says so`] : [];
      const login = loginOf(caller, system);
      return account['login'] === login ? [] : [`${system} shows ${account['login']} to ${login}`];
    }),
};

const tokens: Read = {
  name: 'access tokens',
  document: `{ accessTokens(first: 500, filter: { systems: ["zephyr", "teamcity"] }) {
    nodes { name owner { login } system { key } } } }`,
  wrong: ({ accessTokens }, caller) =>
    accessTokens.nodes.flatMap(({ name, owner, system }: Data) => {
      const login = loginOf(caller, system.key);
      // Both systems show tokens to their owner alone; whose it is, not to everybody.
      const isTold = name.startsWith(ownTokenName(''));
      const isForeign = isTold ? name !== ownTokenName(login) : owner !== null && owner.login !== login;
      return isForeign ? [`${system.key} shows the token ${name} of ${owner?.login} to ${login}`] : [];
    }),
};

const everybodyInTeamCity: Read = {
  name: 'accounts of TeamCity',
  document: '{ users(first: 500, filter: { systems: ["teamcity"] }) { nodes { login } sources { state } } }',
  wrong: ({ users }, caller) => {
    const login = loginOf(caller, 'teamcity');
    const maySee = login === 'rollcall' || seesEverybody.has(login);
    return maySee || users.nodes.length === 0
      ? []
      : [`${login} sees ${users.nodes.length} accounts of TeamCity`];
  },
};

const everybody: Read = {
  name: 'accounts',
  document: `{ users(first: 200, orderBy: { field: EMAIL }) { isComplete totalCount nodes { id login status system { key } }
    pageInfo { endCursor hasNextPage } sources { system { key } state problem { code } } } }`,
  wrong: ({ users }) => {
    const ids = users.nodes.map(({ id }: Data) => id);
    const gaps = users.sources.filter(({ state }: Data) => state === 'FAILED').length;
    return [
      ...(new Set(ids).size === ids.length ? [] : ['an account is twice on a page']),
      ...(users.isComplete === (gaps === 0) ? [] : ['isComplete contradicts the sources']),
      ...(users.isComplete === (users.totalCount !== null) ? [] : ['totalCount contradicts isComplete']),
    ];
  },
};

const names: Read = {
  name: 'roles, groups, teams, projects',
  document: `{ roles(first: 100) { nodes { name } } groups(first: 100) { nodes { name } }
    teams(first: 100) { nodes { name } } projects(first: 100) { nodes { name } } }`,
  wrong: () => [],
};

const systems: Read = {
  name: 'systems',
  document: '{ systems { key name health { status problem { code } } capabilities { operation support } } }',
  wrong: ({ systems }) => (systems.length === 4 ? [] : [`${systems.length} systems`]),
};

function byIds(residents: readonly Resident[]): Read {
  return {
    name: 'accounts by id',
    document: `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { id login system { key }
      roles { label } groups { label } teams { label } projectPermissions { label } } } }`,
    variables: { ids: residents.map(({ id }) => id) },
    wrong: ({ nodes }, _caller, codes) =>
      residents.flatMap(({ login, system }, index) => {
        const node = nodes[index];
        if (node === null) return codes.length === 0 ? [`${login} of ${system} is said not to be there`] : [];
        return node.login === login && node.system.key === system
          ? []
          : [`asked for ${login} of ${system}, got ${node.login} of ${node.system.key}`];
      }),
  };
}

function search(word: string): Read {
  return {
    name: 'search',
    document: `query ($search: String) { users(first: 20, filter: { search: $search }) {
      nodes { login displayName email roles { label } } } }`,
    variables: { search: word },
    wrong: ({ users }) =>
      users.nodes
        .filter(({ login, displayName, email }: Data) =>
          [login, displayName, email].every((text) => !String(text).toLowerCase().includes(word)),
        )
        .map(({ login }: Data) => `${login} does not match ${word}`),
  };
}

/** Some question that makes sense for this caller. */
export function someRead(random: Random, caller: Caller, residents: readonly Resident[]): Read {
  const identity = [viewer, current, tokens, everybodyInTeamCity];
  // What a person may see elsewhere is theirs to know; who they are is what is looked at.
  if (caller.person !== undefined) return random.pick(identity);
  return random.pick([
    ...identity,
    everybody,
    names,
    systems,
    search(random.pick(['ada', 'chen', 'lovelace', 'bot'])),
    byIds(random.shuffled(residents).slice(0, 12)),
  ]);
}
