import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRandom } from '#sandbox/kernel/random.ts';
import type { Random } from '#sandbox/kernel/random.ts';
import { accountFor, readAudit } from './accounting.ts';
import { ask } from './ask.ts';
import { people } from './callers.ts';
import type { Caller } from './callers.ts';
import { trendOf, watch } from './gauges.ts';
import type { Trend } from './gauges.ts';
import { overload } from './overload.ts';
import type { Overload } from './overload.ts';
import { someRead } from './reads.ts';
import type { Resident } from './reads.ts';
import { startSoakStack } from './stack.ts';
import type { SoakStack } from './stack.ts';
import { Tally } from './tally.ts';
import { compareWithServers } from './truth.ts';
import { calm, changeWeather } from './weather.ts';
import { comeAndGo, makeOwnTokens, movingSystems, renameOn } from './writes.ts';
import type { Attempt } from './writes.ts';

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Connections at once at the end. */
  readonly connections: number;
  /** Accounts in each system; the company of the sandbox as it is where absent. */
  readonly population?: number;
}

export interface SoakReport {
  readonly requests: number;
  readonly mutations: number;
  readonly cut: number;
  /** Requests answered with each code; 503 where they were sent away. */
  readonly errors: Readonly<Record<string, number>>;
  /** Faults that came and went. */
  readonly storms: number;
  readonly auditRecords: number;
  readonly trend: Trend;
  readonly overload: Overload;
  /** Whatever was not as it must be, in words; empty where all was. */
  readonly wrong: readonly string[];
}

/** A gateway under load while its systems fail and recover; then too much load; then the books are checked. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const stack = await startSoakStack(options.population);
  try {
    return await soak(stack, options);
  } finally {
    await stack.stop();
  }
}

async function soak(stack: SoakStack, { seconds, seed, connections }: SoakOptions): Promise<SoakReport> {
  const tally = new Tally();
  const attempts: Attempt[] = [];
  const residents = await findResidents(stack);
  const until = performance.now() + seconds * 1000;
  const isOver = (): boolean => performance.now() > until || !stack.gateway.isAlive();
  const looks = watch(stack.gateway, Math.max(250, seconds * 2), isOver);
  const writing = { url: stack.url, tally, attempts, isOver };
  await makeOwnTokens({ ...writing, random: createRandom(seed) });
  const weather = changeWeather(stack.control, createRandom(seed), tally, isOver);
  await Promise.all([
    ...readers.map(async (caller, index) =>
      readOn(stack, tally, createRandom(seed + 100 + index), caller, residents, isOver),
    ),
    ...movingSystems.map(async (system, index) =>
      comeAndGo({ ...writing, random: createRandom(seed + 200 + index) }, system),
    ),
    renameOn({ ...writing, random: createRandom(seed + 300) }, 'zephyr', 'emily.chen'),
  ]);
  const storms = await weather;
  await calm(stack.control);
  const trend = trendOf(await looks);
  const records = await settledAudit(stack);
  const wrong = [
    ...accountFor(attempts, records),
    ...(await compareWithServers(stack.systems, attempts, records)),
  ];
  const overloaded = await overload(stack, connections);
  await expectHealthy(stack, tally);
  return {
    requests: tally.requests,
    mutations: tally.mutations,
    cut: tally.cut,
    errors: Object.fromEntries([...tally.errors].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    storms,
    auditRecords: records.length,
    trend,
    overload: overloaded,
    wrong: [...tally.wrong, ...wrong, ...(await wrongAtTheEnd(stack))],
  };
}

const readers: readonly Caller[] = [
  { keyName: 'portal' },
  { keyName: 'report' },
  { keyName: 'joiner' },
  ...people.map((person, index) => ({
    keyName: index % 2 === 0 ? ('portal' as const) : ('report' as const),
    person,
  })),
];

async function readOn(
  { url }: SoakStack,
  tally: Tally,
  random: Random,
  caller: Caller,
  residents: readonly Resident[],
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const read = someRead(random, caller, residents);
    const { data, codes } = await ask(url, tally, {
      caller,
      document: read.document,
      ...(read.variables === undefined ? {} : { variables: read.variables }),
      isFresh: random.below(3) === 0,
      // Some leave before they are answered.
      ...(random.below(20) === 0 ? { cutAfterMs: 1 + random.below(100) } : {}),
    });
    if (data !== undefined)
      for (const each of read.wrong(data, caller, codes)) tally.blame(`${read.name}: ${each}`);
    await delay(random.below(60));
  }
}

async function findResidents({ url }: SoakStack): Promise<readonly Resident[]> {
  const { data } = await ask(url, new Tally(), {
    caller: { keyName: 'portal' },
    document: '{ users(first: 100) { nodes { id login system { key } } } }',
  });
  return data?.['users'].nodes.map(
    ({ id, login, system }: Resident & { readonly system: { readonly key: string } }) => ({
      id,
      login,
      system: system.key,
    }),
  );
}

/** What clients did not wait for may still be under way. */
async function settledAudit({ dataDirectory }: SoakStack) {
  let records = readAudit(dataDirectory);
  for (;;) {
    await delay(3000);
    const now = readAudit(dataDirectory);
    if (now.length === records.length) return now;
    records = now;
  }
}

async function expectHealthy({ url }: SoakStack, tally: Tally): Promise<void> {
  const { data, codes } = await ask(url, tally, {
    caller: { keyName: 'portal' },
    isFresh: true,
    document: '{ users { isComplete } }',
  });
  if (data?.['users'].isComplete !== true || codes.length > 0)
    tally.blame('not all is served when it is over');
}

async function wrongAtTheEnd(stack: SoakStack): Promise<string[]> {
  const isAlive = stack.gateway.isAlive();
  if (isAlive) await stack.gateway.stop();
  const suspicious = stack
    .log()
    .split('\n')
    .filter((line) => /defect|unhandled|uncaught|warning/iu.test(line));
  return [
    ...(isAlive ? [] : ['the gateway did not live to the end']),
    ...suspicious.slice(0, 5).map((line) => `the gateway said: ${line.slice(0, 2000)}`),
    ...wrongChain(stack.dataDirectory),
  ];
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

function wrongChain(dataDirectory: string): string[] {
  const words = [main, 'audit', 'verify', '--dir', dataDirectory];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return status === 0 ? [] : [`audit verify ended with ${status}: ${stdout}${stderr}`];
}
