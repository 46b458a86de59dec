import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choicesOf } from '../support/fuzz/choices.ts';
import type { Choices } from '../support/fuzz/choices.ts';
import { damageText } from '../support/fuzz/damage-text.ts';
import { knownThings } from '../support/fuzz/known-things.ts';
import type { Known } from '../support/fuzz/random-document.ts';
import { patience, runs } from '../support/fuzz/runs.ts';
import { watchSoundness } from '../support/fuzz/soundness.ts';
import type { Soundness } from '../support/fuzz/soundness.ts';
import { startStack } from '../support/start-stack.ts';
import type { GraphqlAnswer, Stack } from '../support/start-stack.ts';

let stack: Stack;
let known: Known;
let soundness: Soundness;
beforeAll(async () => {
  stack = await startStack();
  known = await knownThings(stack);
  soundness = watchSoundness(stack);
});
afterAll(async () => {
  await soundness.expectUnharmed();
  await stack.stop();
});

/** A real one with a bit turned, a member exchanged, or otherwise damaged. */
function forged(real: string, choices: Choices): string {
  const bytes = Buffer.from(real, 'base64url');
  switch (choices.below(4)) {
    case 0: {
      const at = choices.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << choices.below(8));
      return bytes.toString('base64url');
    }
    case 1:
      return Buffer.from(damageText(bytes.toString('utf8'), choices), 'utf8').toString('base64url');
    case 2:
      return withOtherMember(bytes.toString('utf8'), choices);
    default:
      return damageText(real, choices);
  }
}

function withOtherMember(json: string, choices: Choices): string {
  let members: unknown;
  try {
    members = JSON.parse(json);
  } catch {
    return json;
  }
  if (!Array.isArray(members)) return json;
  const strange = [
    '',
    '0',
    '-1',
    '../x',
    '1,2',
    '%31',
    "'",
    '(a)',
    '__proto__',
    'x'.repeat(500),
    7,
    null,
    {},
    ['a'],
  ];
  const other = members.with(choices.below(members.length), choices.pick(strange));
  return Buffer.from(JSON.stringify(other), 'utf8').toString('base64url');
}

it(
  'no forged id leads to another thing, or to more than a refusal',
  async () => {
    const document = `query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id }
      user(by: { id: $id }) { id login roles { label } accessTokens { name } } }`;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const choices = choicesOf(generate);
        const id = forged(choices.pick(known.ids), choices);
        const body = JSON.stringify({ query: document, variables: { id } });
        const reply = await soundness.post(body);
        soundness.expectSound(reply, body);
        const { data } = JSON.parse(reply.text) as GraphqlAnswer;
        for (const found of [data?.node, data?.nodes?.[0], data?.user])
          if (found !== null && found !== undefined) expect(found.id, body).toBe(id);
      }),
      runs(500),
    );
  },
  patience(60_000),
);

it(
  'no forged id of something to take away is more than a refusal',
  async () => {
    const document = `mutation ($ids: [ID!]!) {
      revokeAccess(input: { grantIds: $ids, dryRun: true }) { outcome }
      revokeAccessTokens(input: { ids: $ids, dryRun: true }) { outcome } }`;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const choices = choicesOf(generate);
        const ids = [0, 1].map(() => forged(choices.pick(known.ids), choices));
        const body = JSON.stringify({ query: document, variables: { ids } });
        soundness.expectSound(await soundness.post(body), body);
      }),
      runs(200),
    );
  },
  patience(60_000),
);

it(
  'no forged cursor is more than a refusal, and a page after one is a page of the list',
  async () => {
    const lists = ['users', 'roles', 'groups', 'teams', 'projects', 'accessTokens'] as const;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const choices = choicesOf(generate);
        const list = choices.pick(lists);
        const cursor = forged(choices.pick(known.cursors), choices);
        const place = choices.often(5) ? `first: 3, after: $cursor` : `last: 3, before: $cursor`;
        const body = JSON.stringify({
          query: `query ($cursor: String) { list: ${list}(${place}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
          variables: { cursor },
        });
        const reply = await soundness.post(body);
        soundness.expectSound(reply, body);
        const { data } = JSON.parse(reply.text) as GraphqlAnswer;
        expect(data?.list?.nodes.length ?? 0, body).toBeLessThanOrEqual(3);
      }),
      runs(500),
    );
  },
  patience(60_000),
);
