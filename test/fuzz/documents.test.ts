import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSchema } from '#server/build-schema.ts';
import { choicesOf } from '../support/fuzz/choices.ts';
import { damageText } from '../support/fuzz/damage-text.ts';
import { knownThings } from '../support/fuzz/known-things.ts';
import { randomRequest } from '../support/fuzz/random-document.ts';
import type { Known } from '../support/fuzz/random-document.ts';
import { patience, runs } from '../support/fuzz/runs.ts';
import { watchSoundness } from '../support/fuzz/soundness.ts';
import type { Soundness } from '../support/fuzz/soundness.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const schema = buildSchema();
let stack: Stack;
let known: Known;
let soundness: Soundness;
beforeAll(async () => {
  stack = await startStack();
  known = await knownThings(stack);
  soundness = watchSoundness(stack);
});
afterAll(async () => {
  stack.sandbox.reset();
  await soundness.expectUnharmed();
  await stack.stop();
});

it.each([
  ['query', 700],
  ['mutation', 400],
] as const)(
  'any %s that fits the schema is answered, or refused with a reason',
  async (operation, usually) => {
    let executed = 0;
    const { numRuns, seed } = runs(usually);
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const request = randomRequest(schema, operation, choicesOf(generate), known);
        const about = JSON.stringify(request);
        expect(validate(schema, parse(request.query)).map(String), about).toEqual([]);
        const reply = await soundness.post(about);
        soundness.expectSound(reply, about);
        if (reply.status === 200) executed += 1;
      }),
      { numRuns, seed },
    );
    // What is refused at the door tries nothing behind it.
    expect(executed / numRuns).toBeGreaterThan(0.6);
  },
  patience(60_000),
);

it(
  'no document, however broken, is more than a refusal',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const choices = choicesOf(generate);
        const request = randomRequest(schema, choices.pick(['query', 'mutation']), choices, known);
        const body = JSON.stringify({ ...request, query: damageText(request.query, choices) });
        soundness.expectSound(await soundness.post(body), body);
      }),
      runs(900),
    );
  },
  patience(60_000),
);
