import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RecordedCall } from '#sandbox/kernel/call-log.ts';
import { htmlReply } from '#sandbox/kernel/exchange.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';
import { sandboxSystems } from '#sandbox/sandbox.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { all, withSystem } from '../support/gateway-config.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { mutate } from '../support/writing-mutations.ts';
import { inputOf, scenarios } from '../support/writing-scenarios.ts';
import type { PayloadAnswer } from '../support/writing-mutations.ts';
import type { Scenario } from '../support/writing-scenario.ts';
import { readTruth, replay, writesAmong } from '../support/writing-truth.ts';

const garbage = htmlReply(200, '<html><body>Welcome to the portal</body></html>');

interface Trouble {
  readonly name: string;
  readonly fault: Fault;
  /** The server did what it was asked, whatever it answered. */
  readonly lands: boolean;
  /** From the write on nothing can be read. */
  readonly isBlind?: boolean;
}
/** Tried on every write. */
const usual: readonly Trouble[] = [
  { name: 'reset before', lands: false, fault: { kind: 'reset', when: 'before' } },
  { name: 'reset during', lands: true, fault: { kind: 'reset', when: 'during' } },
  { name: 'reset after', lands: true, fault: { kind: 'reset', when: 'after' } },
  { name: 'hang', lands: false, fault: { kind: 'hang', where: 'before-headers' } },
  { name: '502 page', lands: false, fault: { kind: 'answer', reply: badGatewayPage } },
  { name: 'garbage', lands: false, fault: { kind: 'answer', reply: garbage } },
];
/** Tried on the first write of each plan. */
const further: readonly Trouble[] = [
  { name: '502 page after', lands: true, fault: { kind: 'edit', edit: () => badGatewayPage } },
  { name: 'garbage after', lands: true, fault: { kind: 'edit', edit: () => garbage } },
  {
    name: 'reset before, then unreadable',
    lands: false,
    isBlind: true,
    fault: { kind: 'reset', when: 'before' },
  },
  {
    name: 'reset after, then unreadable',
    lands: true,
    isBlind: true,
    fault: { kind: 'reset', when: 'after' },
  },
];

/** The servers share `reset`: each is tried on a stack of its own, all at the same time, as most of it is waiting. */
const stacks = new Map<SandboxSystem, Stack>();
const tried = new Map<SandboxSystem, number>();
const noon = new Date();
beforeAll(async () => {
  for (const system of sandboxSystems) {
    const short = sandboxSystems.map((each) => withSystem(each, { timeoutMs: 600 }));
    stacks.set(system, await startStack({ now: () => noon, configure: all(...short) }));
  }
});
afterAll(async () => {
  await Promise.all([...stacks.values()].map(async (stack) => stack.stop()));
});

it.concurrent.each(sandboxSystems)(
  'tells the truth about every write to %s, whatever happens to it on the way',
  async (system) => {
    const stack = stacks.get(system);
    if (stack === undefined) throw new Error('not started');
    const wrong: string[] = [];
    let count = 0;
    for (const scenario of scenarios.filter((each) => each.system === system)) {
      const clean = await runClean(stack, scenario);
      for (const index of clean.writes.keys()) {
        for (const trouble of index === 0 ? [...usual, ...further] : usual) {
          count += 1;
          const found = await tryTrouble(stack, scenario, clean, index, trouble);
          wrong.push(...found.map((each) => `${scenario.name}, write ${index}, ${trouble.name}: ${each}`));
        }
      }
    }
    tried.set(system, count);
    expect(wrong).toEqual([]);
  },
  240_000,
);

it('tried all of it', () => {
  const total = [...tried.values()].reduce((sum, each) => sum + each, 0);
  // How much was tried is what this test is read for.
  // oxlint-disable-next-line no-console
  console.info(
    `${total} combinations of scenario, write and trouble: ${JSON.stringify(Object.fromEntries(tried))}`,
  );
  expect(total).toBeGreaterThan(600);
});

interface Clean {
  readonly writes: readonly RecordedCall[];
  readonly payload: PayloadAnswer;
  /** What is so after the first so many writes, sent past the gateway. */
  readonly truthAfter: (count: number) => Promise<string>;
}

async function runClean(stack: Stack, scenario: Scenario): Promise<Clean> {
  const { system } = scenario;
  const { payload, calls } = await run(stack, scenario, () => undefined);
  const writes = writesAmong(calls);
  if (payload.outcome !== 'APPLIED' || writes.length === 0)
    throw new Error(`${system}, ${scenario.name}: ${JSON.stringify(payload)}`);
  const known = new Map<number, Promise<string>>();
  const read = async (count: number): Promise<string> => {
    stack.sandbox.reset();
    for (const write of writes.slice(0, count)) await replay(stack, system, write);
    return readTruth(stack, system, scenario.signsIn);
  };
  return {
    writes,
    payload,
    truthAfter: async (count) => {
      const truth = known.get(count) ?? read(count);
      known.set(count, truth);
      return truth;
    },
  };
}

async function run(stack: Stack, scenario: Scenario, spoil: () => void) {
  stack.sandbox.reset();
  const input = await inputOf(scenario, stack);
  stack.sandbox.forgetCalls();
  spoil();
  const payload = await mutate(stack, scenario.mutation, input);
  return { payload, calls: stack.sandbox.calls(scenario.system) };
}

async function tryTrouble(
  stack: Stack,
  scenario: Scenario,
  clean: Clean,
  index: number,
  trouble: Trouble,
): Promise<string[]> {
  const { system } = scenario;
  const undo: (() => void)[] = [];
  const { payload, calls } = await run(stack, scenario, () => {
    undo.push(...spoilWrite(stack, system, index, trouble));
  });
  for (const each of undo) each();
  const own = payload.changes[index]?.outcome ?? 'none';
  const allowed = allowedFor(scenario, index, trouble);
  const wrong: string[] = [];
  if (!allowed.includes(own)) wrong.push(`said ${own}, expected ${allowed.join(' or ')}`);
  const done = own === 'APPLIED' ? clean.writes.length : index + 1;
  const rest = own === 'APPLIED' ? 'APPLIED' : 'SKIPPED';
  const expected = clean.payload.changes.map((change, at) => ({
    summary: change.summary,
    outcome: at < index ? 'APPLIED' : at === index ? own : rest,
  }));
  const seen = payload.changes.map(({ summary, outcome }) => ({ summary, outcome }));
  if (JSON.stringify(seen) !== JSON.stringify(expected))
    wrong.push(`changes ${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}`);
  const sent = writesAmong(calls).map(lineOf);
  const planned = clean.writes.slice(0, done).map(lineOf);
  if (JSON.stringify(sent) !== JSON.stringify(planned))
    wrong.push(`sent ${JSON.stringify(sent)}, expected ${JSON.stringify(planned)}`);
  if (new Set(sent).size !== sent.length && new Set(planned).size === planned.length)
    wrong.push(`sent twice: ${JSON.stringify(sent)}`);
  const landed = own === 'APPLIED' ? done : index + (trouble.lands ? 1 : 0);
  const truth = await readTruth(stack, system, scenario.signsIn);
  const right = await clean.truthAfter(landed);
  if (truth !== right)
    wrong.push(`the server is not as after ${landed} writes: ${firstDifference(truth, right)}`);
  return wrong;
}

/** UNKNOWN only where looking is of no use: nothing can be read, or not what was written. */
function allowedFor({ blindWrites = [] }: Scenario, index: number, trouble: Trouble): string[] {
  if (trouble.isBlind === true) return ['UNKNOWN'];
  const right = trouble.lands ? 'APPLIED' : 'FAILED';
  return blindWrites.includes(index) ? [right, 'UNKNOWN'] : [right];
}

/** Spoils the write of this number, once; where blind, all reading from then on. */
function spoilWrite(
  stack: Stack,
  system: SandboxSystem,
  index: number,
  { fault, isBlind }: Trouble,
): (() => void)[] {
  const hasBegun = (): boolean => writesAmong(stack.sandbox.calls(system)).length > index;
  const spoiled = ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) =>
    stack.sandbox.fail(system, {
      method,
      path: pathWhen(() => writesAmong(stack.sandbox.calls(system)).length === index + 1),
      fault,
    }),
  );
  if (isBlind !== true) return spoiled;
  const unreadable: Fault = { kind: 'answer', reply: badGatewayPage };
  return [
    ...spoiled,
    stack.sandbox.fail(system, { method: 'GET', path: pathWhen(hasBegun), fault: unreadable }),
  ];
}

/** A pattern for fault rules that matches by circumstance. */
function pathWhen(isSo: () => boolean): RegExp {
  return Object.assign(/^/u, { test: isSo });
}

function lineOf({ method, path, query, body }: RecordedCall): string {
  return `${method} ${path}?${query} ${body}`;
}

function firstDifference(seen: string, right: string): string {
  let at = 0;
  while (at < seen.length && seen[at] === right[at]) at += 1;
  return `…${seen.slice(Math.max(0, at - 80), at + 60)}… instead of …${right.slice(Math.max(0, at - 20), at + 60)}…`;
}
