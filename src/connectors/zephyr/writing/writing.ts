import type { Account } from '#domain/account.ts';
import type { Call } from '#connectors/connector.ts';
import type { AccountWork, SettledIntent, SystemPlan, WritingAbility } from '#connectors/writing.ts';
import type { Intent } from '#domain/intents.ts';
import { settle } from '#domain/settled.ts';
import { decideUser } from './decide-user.ts';
import { readUser } from './live.ts';
import type { WritableZephyr } from './live.ts';
import { unsupported } from './plan-part.ts';
import { planProjects } from './plan-projects.ts';
import { planTokens } from './plan-tokens.ts';
import { planUsers } from './plan-users.ts';
import { loginIn } from './subject.ts';
import { refusedEverywhere } from './unsupported.ts';
import { idsIn } from './user-object.ts';

export function createWriting(zephyr: WritableZephyr): WritingAbility {
  return {
    plan: async (call, work) => plan(zephyr, call, work),
    endsAdministration: async (call, account, intents) => endsAdministration(zephyr, call, account, intents),
    // Tokens sign in as Bearer, passwords as Basic (zephyr.md 1.3).
    maySignInWithToken: ({ identity }) => /^bearer\s/iu.test(identity.authorization),
  };
}

async function plan(zephyr: WritableZephyr, call: Call, work: readonly AccountWork[]): Promise<SystemPlan> {
  // One after the other, so that refused credentials are offered as seldom as can be (zephyr.md 1.3).
  const users = await planUsers(zephyr, call, work);
  const projects = await planProjects(zephyr, call, work);
  const tokens = await planTokens(zephyr, call, work);
  const steps = [users, projects, tokens].flatMap((part) => part.steps);
  const settled = [users, projects, tokens].flatMap((part) => part.settled);
  return {
    steps: steps.toSorted((one, other) => one.turn - other.turn).map(({ step }) => step),
    settled: [...refusedIn(work), ...settled].toSorted(byPlace),
    state: JSON.stringify({ users: users.state, projects: projects.state, tokens: tokens.state }),
  };
}

function refusedIn(work: readonly AccountWork[]): readonly SettledIntent[] {
  return work.flatMap((each, account) =>
    each.intents.flatMap((intent, index) => {
      const refused = refusedEverywhere(intent, loginIn(each));
      return refused === undefined ? [] : [unsupported({ account, intent: index }, refused)];
    }),
  );
}

function byPlace({ place: one }: SettledIntent, { place: other }: SettledIntent): number {
  return one.account - other.account || one.intent - other.intent;
}

/** What a directory keeps from being carried out ends nothing. */
async function endsAdministration(
  zephyr: WritableZephyr,
  call: Call,
  account: Account,
  intents: readonly Intent[],
): Promise<boolean> {
  if (intents.some(({ kind }) => kind === 'delete')) return true;
  if (!intents.some(({ kind }) => kind === 'setStatus' || kind === 'removeRole')) return false;
  const user = await settle(readUser(zephyr, call, account.nativeId), zephyr.system);
  if (!user.ok) return true;
  const subject = { system: zephyr.system, login: account.login };
  const { becomes } = decideUser(user.value, intents, 0, subject);
  const isOff = becomes['accountEnabled'] === false && user.value['accountEnabled'] !== false;
  const { administratorRoleIds } = zephyr.settings;
  return isOff || idsIn(becomes, 'roles')?.some((id) => administratorRoleIds.includes(id)) !== true;
}
