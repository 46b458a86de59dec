import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxReply } from '#sandbox/kernel/exchange.ts';
import { sandboxSystems } from '#sandbox/sandbox.ts';
import { questionsFor } from '../support/fault-matrix/questions.ts';
import type { Question } from '../support/fault-matrix/questions.ts';
import { choicesOf } from '../support/fuzz/choices.ts';
import type { Choices } from '../support/fuzz/choices.ts';
import { damageJson } from '../support/fuzz/damage-json.ts';
import { damageText } from '../support/fuzz/damage-text.ts';
import { patience, runs } from '../support/fuzz/runs.ts';
import { watchSoundness } from '../support/fuzz/soundness.ts';
import type { Soundness } from '../support/fuzz/soundness.ts';
import { all, withSystem } from '../support/gateway-config.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

let stack: Stack;
let soundness: Soundness;
let questions: readonly Question[];
beforeAll(async () => {
  const lenient = sandboxSystems.map((system) =>
    withSystem(system, { retries: 0, breaker: '{ failures: 0 }', signInRetryMs: 1 }),
  );
  stack = await startStack({ configure: all(...lenient) });
  questions = [...(await questionsFor(stack)), tokens];
  soundness = watchSoundness(stack);
});
afterAll(async () => {
  stack.sandbox.reset();
  await soundness.expectUnharmed();
  await stack.stop();
});

const tokens: Question = {
  name: 'tokens, teams and projects',
  ask: async (gateway) => {
    const answer = await gateway.query(
      `{ accessTokens { nodes { name owner { login } expiresAt } } teams { nodes { name members { nodes { login } } } }
         projects { nodes { name } } systems { health { status version } capabilities { operation support } } }`,
      {},
      { 'cache-control': 'no-cache' },
    );
    return { answers: [answer], problems: [], facts: { zephyr: [], foreman: [], squash: [], teamcity: [] } };
  },
};

/** A real answer with something wrong in it: mostly in its JSON, now and then in the bytes. */
function spoiled(reply: SandboxReply, choices: Choices): SandboxReply {
  const text = String(reply.body);
  const value = parsed(text);
  if (value === undefined || choices.often(2)) return { ...reply, body: spoiledBytes(text, choices) };
  return { ...reply, body: JSON.stringify(damageJson(value, choices)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Deeper than the stack: from some thousands on JSON.parse throws a RangeError where it has a reviver. */
const deepest = 20_000;

function spoiledBytes(text: string, choices: Choices): Buffer | string {
  const at = choices.below(text.length + 1);
  switch (choices.below(5)) {
    case 0:
      // No UTF-8.
      return Buffer.concat([
        Buffer.from(text.slice(0, at)),
        Buffer.from([0xff, 0xc0, 0x80]),
        Buffer.from(text.slice(at)),
      ]);
    case 1:
      return `${'['.repeat(50_000)}${text}${']'.repeat(50_000)}`;
    case 2:
      // An integer that is kept exactly, deep inside.
      return `${'{"a":'.repeat(deepest)}12345678901234567890${'}'.repeat(deepest)}`;
    case 3:
      return text.replaceAll(/\b\d+\b/gu, '9'.repeat(1 + choices.below(400)));
    default:
      return damageText(text, choices);
  }
}

describe.each(sandboxSystems)('%s', (system) => {
  it(
    'whatever is wrong in an answer of it, it is told as that, and the others are served',
    async () => {
      let spoiledAnswers = 0;
      const { numRuns, ...rest } = runs(300);
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (generate) => {
          const choices = choicesOf(generate);
          const question = choices.pick(questions);
          const seen: string[] = [];
          // Every answer, or one of the first few alone.
          const span = choices.often(5) ? {} : { skip: choices.below(4), times: 1 };
          const edit = (reply: SandboxReply): SandboxReply => {
            spoiledAnswers += 1;
            const other = spoiled(reply, choices);
            seen.push(String(other.body).slice(0, 1000));
            return other;
          };
          const takeBack = stack.sandbox.fail(system, { ...span, fault: { kind: 'edit', edit } });
          const { answers, problems } = await question.ask(stack);
          takeBack();
          const about = `${question.name}\n${seen.join('\n')}`;
          for (const { status, headers: _, ...body } of answers)
            soundness.expectSound({ status, text: JSON.stringify(body) }, about);
          for (const { system: named } of problems) expect(named, about).toBe(system);
        }),
        { numRuns, ...rest },
      );
      expect(spoiledAnswers).toBeGreaterThan(numRuns / 2);
      expect(stack.logged.filter((line) => line.includes('"defect"')).slice(0, 2)).toEqual([]);
    },
    patience(60_000),
  );
});
