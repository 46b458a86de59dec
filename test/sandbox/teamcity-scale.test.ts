import { describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { findUsers } from '#sandbox/teamcity/finders/user-finder.ts';
import { superUserAccess } from '#sandbox/teamcity/permissions/access.ts';
import type { Call } from '#sandbox/teamcity/protocol/call.ts';
import { Sessions } from '#sandbox/teamcity/protocol/sessions.ts';
import { createState } from '#sandbox/teamcity/store.ts';
import { defaultTeamCitySwitches } from '#sandbox/teamcity/switches.ts';
import type { TeamCitySeed } from '#sandbox/company/company.ts';
import { teamCitySeed } from '../support/teamcity-seed.ts';
import { startTeamCity, testNow } from '../support/teamcity-server.ts';

const many: TeamCitySeed = {
  ...teamCitySeed,
  users: [
    ...teamCitySeed.users,
    ...Array.from({ length: 20_000 }, (_, index) => ({
      id: 1000 + index,
      username: `user${index}`,
      groups: index % 1000 === 0 ? ['DEVELOPERS'] : [],
    })),
  ],
};
const hundred = Array.from({ length: 100 }, (_, index) => 1000 + index * 200);

/** A call on a server that does not let its list of users be walked. */
function callWithoutList(): Call {
  const random = createRandom(1);
  const state = createState(many, defaultTeamCitySwitches, random, testNow);
  const root = state.users.get(1);
  if (root === undefined) throw new Error('The seed has no user 1.');
  return {
    state: {
      ...state,
      get orderedUsers(): never {
        throw new Error('All users were walked.');
      },
    },
    switches: defaultTeamCitySwitches,
    sessions: new Sessions(random),
    now: () => testNow,
    random,
    caller: { kind: 'registered', user: root, access: superUserAccess },
    prefix: '/app/rest',
    query: new URLSearchParams(),
    answerFormat: 'json',
    bodyFormat: 'json',
  };
}

describe('TeamCity with 20,000 users', () => {
  it.each<[string, number]>([
    [`or:(${hundred.map((id) => `id:${id}`).join(',')})`, 100],
    [`or:(${hundred.map((id) => `username:user${id - 1000}`).join(',')},id:999999)`, 100],
    [hundred.map((id) => `item:(id:${id})`).join(','), 100],
    ['id:1000', 1],
    ['user7', 1],
    ['group:(key:DEVELOPERS)', 21],
    ['email:(matchType:exists),or:(id:7,id:1000)', 1],
  ])('finds "%.40s…" by index', (locator, count) => {
    expect(findUsers(callWithoutList(), locator)).toHaveLength(count);
  });

  it('notices a locator that does walk them', () => {
    expect(() => findUsers(callWithoutList(), 'email:a@b.test')).toThrow('All users were walked.');
  });

  it('answers a hundred of them in one call, in server order, and pages through all without losing any', async () => {
    const teamCity = await startTeamCity({}, many);
    interface Page {
      readonly user: readonly { readonly id: number }[];
    }
    const locator = `or:(${hundred.map((id) => `id:${id}`).join(',')})`;
    const named = await teamCity.get<Page>(`/users?locator=${locator}&fields=user(id)`);
    const seen: number[] = [];
    for (let start = 0; ; start += 5000) {
      const path = `/users?locator=start:${start},count:5000&fields=user(id)`;
      const { user } = await teamCity.get<Page>(path);
      seen.push(...user.map(({ id }) => id));
      if (user.length < 5000) break;
    }
    expect(new Set(seen).size).toBe(20_006);
    const wanted = new Set(hundred);
    expect(named.user.map(({ id }) => id)).toEqual(seen.filter((id) => wanted.has(id)));
  });
});

describe('TeamCity with the company of the sandbox', () => {
  it('starts, and lets the gateway list everybody with roles and groups', async () => {
    const { teamcity } = readCompany();
    const server = await startTeamCity({}, teamcity);
    const token = teamcity.users.find(({ username }) => username === 'rollcall')?.tokens?.[0]?.value ?? '';
    const path = '/users?fields=count,user(username,roles,groups(group(key,roles)))';
    expect(await server.get(path, { token })).toMatchObject({ count: teamcity.users.length });
    const roles = await server.get('/roles?fields=role(id)', { token });
    expect(roles).toEqual({ role: teamcity.roles.map(({ id }) => ({ id })) });
  });

  it('refuses a seed that names what it does not have', async () => {
    const users = [{ username: 'x', groups: ['NONE'] }];
    await expect(startTeamCity({}, { ...teamCitySeed, users })).rejects.toThrow(
      "group of user x is 'NONE', which is not in the seed",
    );
  });
});
