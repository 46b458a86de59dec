import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#sandbox/kernel/random.ts';
import { ask } from './ask.ts';
import type { Answer } from './ask.ts';
import { ownTokenName, people } from './callers.ts';
import type { Caller } from './callers.ts';
import type { Tally } from './tally.ts';

/** One request to change something, and what the client was told of it. */
export interface Attempt {
  readonly requestId: string;
  readonly mutation: 'createUser' | 'updateUser' | 'deleteUsers' | 'createAccessToken';
  readonly system: string;
  readonly login: string;
  /** First name that it gives, where it gives one. */
  readonly firstName?: string;
  readonly idempotencyKey?: string;
  /** The outcome of the payload; `refused` where errors came instead; `unheard` where the client did not hear. */
  readonly told: string;
}

export interface Writing {
  readonly url: string;
  readonly tally: Tally;
  readonly random: Random;
  readonly attempts: Attempt[];
  readonly isOver: () => boolean;
}

const joiner: Caller = { keyName: 'joiner' };
const leaver: Caller = { keyName: 'leaver' };

/** Systems in which accounts can be made and unmade; Zephyr deletes none. */
export const movingSystems = ['foreman', 'squash', 'teamcity'] as const;
export type MovingSystem = (typeof movingSystems)[number];

/** Joiners and leavers of one system, one after the other: make, rename, unmake. */
export async function comeAndGo(writing: Writing, system: MovingSystem): Promise<void> {
  for (let count = 1; !writing.isOver(); count += 1) {
    const login = `soak-${system}-${count}`;
    await create(writing, system, login);
    await rename(writing, system, login, `Soak ${count}`);
    // Some stay, so that the end has something to look at.
    if (count % 10 !== 0) await remove(writing, system, login);
    await delay(writing.random.below(200));
  }
}

/** Tokens that tell people apart: whoever sees one of another has been taken for them. */
export async function makeOwnTokens(writing: Writing): Promise<void> {
  for (const person of people)
    for (const system of ['zephyr', 'teamcity'] as const) {
      const login = person[system];
      const input = { owner: { current: system }, name: ownTokenName(login), idempotencyKey: randomUUID() };
      const about = { system, login, idempotencyKey: input.idempotencyKey };
      const caller: Caller = { keyName: 'joiner', person };
      await untilTold(writing, async () =>
        attempt(writing, caller, 'createAccessToken', 'CreateAccessTokenInput', input, about),
      );
    }
}

/** One account that is renamed over and over. */
export async function renameOn(writing: Writing, system: string, login: string): Promise<void> {
  for (let count = 1; !writing.isOver(); count += 1) {
    await rename(writing, system, login, `Soak ${count}`);
    await delay(writing.random.below(300));
  }
}

/** Asked with one key until the client knows: whoever loses the answer asks again. */
async function create(writing: Writing, system: MovingSystem, login: string): Promise<void> {
  const idempotencyKey = randomUUID();
  const input = {
    system,
    profile: { login, firstName: 'New', lastName: 'Comer', email: `${login}@blockpost.example` },
    password: 'Plain-Words-41!',
    idempotencyKey,
  };
  const profile = system === 'teamcity' ? { login, email: input.profile.email } : input.profile;
  const about = { system, login, idempotencyKey };
  await untilTold(writing, async () =>
    attempt(writing, joiner, 'createUser', 'CreateUserInput', { ...input, profile }, about),
  );
}

async function untilTold({ isOver }: Writing, again: () => Promise<string>): Promise<void> {
  for (let tries = 0; tries < 20 && !isOver(); tries += 1) {
    const told = await again();
    if (told !== 'unheard' && told !== 'refused') return;
    await delay(200);
  }
}

async function rename(writing: Writing, system: string, login: string, firstName: string): Promise<void> {
  const profile = system === 'teamcity' ? { displayName: firstName } : { firstName };
  const input = { user: { login: { system, login } }, profile };
  await attempt(writing, joiner, 'updateUser', 'UpdateUserInput', input, { system, login, firstName });
}

async function remove(writing: Writing, system: MovingSystem, login: string): Promise<void> {
  const input = { users: [{ login: { system, login } }] };
  await attempt(writing, leaver, 'deleteUsers', 'DeleteUsersInput', input, { system, login });
}

async function attempt(
  writing: Writing,
  caller: Caller,
  mutation: Attempt['mutation'],
  type: string,
  input: object,
  about: Omit<Attempt, 'requestId' | 'mutation' | 'told'>,
): Promise<string> {
  const { url, tally, random, attempts } = writing;
  const requestId = randomUUID();
  tally.mutations += 1;
  const answer = await ask(url, tally, {
    caller,
    requestId,
    document: `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) {
      outcome changes { outcome problem { code } } userErrors { code } } }`,
    variables: { input },
    // Now and then the client's connection breaks, at whatever moment.
    ...(random.below(8) === 0 ? { cutAfterMs: 1 + random.below(60) } : {}),
  });
  const told = toldBy(answer);
  attempts.push({ requestId, mutation, told, ...about });
  return told;
}

function toldBy({ state, data }: Answer): string {
  if (state === 'cut') return 'unheard';
  const outcome: unknown = data?.['payload']?.outcome;
  return typeof outcome === 'string' ? outcome : 'refused';
}
