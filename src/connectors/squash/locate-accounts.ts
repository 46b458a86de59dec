import pMap from 'p-map';
import type { Call, WantedAccounts } from '#connectors/connector.ts';
import { settle } from '#domain/settled.ts';
import { fewAtOnce } from './client.ts';
import type { Facts, FactsMemory } from './facts.ts';
import type { LoginAnswer, LoginLookup } from './login-lookup.ts';
import { createSearch } from './search.ts';
import type { LocatedAccounts, Search, Wanted } from './search.ts';
import type { UserRows } from './user-rows.ts';

export type LocateAccounts = (
  call: Call,
  wanted: WantedAccounts,
  wantsTeams: boolean,
) => Promise<LocatedAccounts>;

/** Accounts a scan did not show that are asked for one by one before the list is believed. */
const sampleSize = 3;

/**
 * Finds accounts in as few calls as there is a way (squash.md 5): one by one while they are few, else by scanning
 * the list. Logins that the path cannot carry, or that are answered doubtfully, are always looked for in the list.
 */
export function createLocateAccounts(
  userRows: UserRows,
  logins: LoginLookup,
  memory: FactsMemory,
): LocateAccounts {
  const ask = async (call: Call, wanted: Wanted): Promise<LoginAnswer> => {
    if ('login' in wanted) return logins.find(call, wanted.login);
    const row = await userRows.one(call, wanted.id);
    return row === undefined ? { outcome: 'missing' } : { outcome: 'found', row };
  };

  /** Asks for each by itself; returns the logins on whose path nothing seems to listen. */
  const askEach = async (
    call: Call,
    search: Search,
    wanted: readonly Wanted[],
  ): Promise<readonly string[]> => {
    const unserved: string[] = [];
    await pMap(
      wanted,
      async (one) => {
        const answer = await settle(ask(call, one));
        if (!answer.ok) search.fail(one, answer.error);
        else if (answer.value.outcome === 'found') search.find(one, { row: answer.value.row, isWhole: true });
        else if (answer.value.outcome === 'missing') search.giveUp(one);
        else if (answer.value.outcome === 'unserved' && 'login' in one) unserved.push(one.login);
      },
      fewAtOnce,
    );
    return unserved;
  };

  /** Reads the list until everything is found, or until asking for the few that are left costs less. */
  const scan = async (call: Call, search: Search, wantsTeams: boolean): Promise<'whole' | 'left early'> => {
    let read = 0;
    for await (const rows of userRows.list(call, wantsTeams)) {
      search.match(rows);
      read += 1;
      const left = search.open();
      if (left.length === 0) return 'left early';
      const pages = memory.of(call).userPages ?? 1;
      if (left.every((one) => 'id' in one) && left.length <= 2 * (pages - read)) return 'left early';
    }
    return 'whole';
  };

  const settleOtherCases = async (call: Call, search: Search): Promise<void> => {
    for (const one of search.open()) {
      if (!('login' in one)) continue;
      const [row, ...more] = search.otherCase(one.login);
      if (row === undefined) continue;
      // Two accounts that differ in case only: the server tells them apart, and neither is the one wanted.
      const isTheOne = more.length === 0 && (await logins.ignoresCase(call, one.login));
      if (isTheOne) search.find(one, { row, isWhole: false });
      else search.giveUp(one);
    }
  };

  /** Asks for accounts the list did not show: for a few, and for all of them only if it hid one of those. */
  const doubtTheList = async (call: Call, search: Search): Promise<void> => {
    const missing = search.open();
    const sample = missing.slice(0, sampleSize);
    const known = search.result().found.length;
    await askEach(call, search, sample);
    if (search.result().found.length > known) await askEach(call, search, missing.slice(sampleSize));
  };

  /** Reads accounts found in slim rows by themselves. */
  const completeListed = async (call: Call, search: Search): Promise<void> => {
    const listed = search.listed();
    const areComplete = await settle(userRows.areComplete(call, listed, 'userRows'));
    if (areComplete.ok && areComplete.value) return;
    await pMap(
      listed,
      async ({ id }) => {
        const whole = await settle(userRows.one(call, id));
        if (!whole.ok) search.drop(id, whole.error);
        else if (whole.value === undefined) search.drop(id);
        else search.replace({ row: whole.value, isWhole: true });
      },
      fewAtOnce,
    );
  };

  const scanFor = async (
    call: Call,
    search: Search,
    wantsTeams: boolean,
    wasAsked: boolean,
  ): Promise<void> => {
    const outcome = await settle(scan(call, search, wantsTeams));
    if (!outcome.ok) {
      for (const one of search.open()) search.fail(one, outcome.error);
    } else if (outcome.value === 'left early') {
      await askEach(call, search, search.open());
    } else {
      await settleOtherCases(call, search);
      if (!wasAsked) await doubtTheList(call, search);
    }
    await completeListed(call, search);
  };

  return async (call, wanted, wantsTeams) => {
    const search = createSearch(wanted);
    const wasAsked = search.open().length <= fewAre(memory.of(call), wantsTeams);
    const unserved = wasAsked ? await askEach(call, search, search.open()) : [];
    if (search.open().length > 0) await scanFor(call, search, wantsTeams, wasAsked);
    if (unserved.some((login) => search.wasFound(login))) memory.of(call).loginService = 'absent';
    return search.result();
  };
}

/** How many accounts are few: asking for each costs less than the pages of the list, and its teams, would. */
function fewAre(facts: Facts, wantsTeams: boolean): number {
  // A scan would show ids and logins only, and each account would be read by itself after it.
  if (facts.userRows === 'slim') return Number.POSITIVE_INFINITY;
  const pages = 2 * (facts.userPages ?? 1);
  if (!wantsTeams || facts.teamsInRows !== 'lacking') return pages;
  return pages + 1 + (facts.membersInRows === 'given' ? 0 : (facts.teamCount ?? 0));
}
