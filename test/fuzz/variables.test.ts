import fc from 'fast-check';
import { isInputObjectType } from 'graphql';
import { afterAll, beforeAll, it } from 'vitest';
import { buildSchema } from '#server/build-schema.ts';
import { choicesOf } from '../support/fuzz/choices.ts';
import { damageJson } from '../support/fuzz/damage-json.ts';
import { damageText } from '../support/fuzz/damage-text.ts';
import { knownThings } from '../support/fuzz/known-things.ts';
import { randomRequest } from '../support/fuzz/random-document.ts';
import type { Known } from '../support/fuzz/random-document.ts';
import { patience, runs } from '../support/fuzz/runs.ts';
import { watchSoundness } from '../support/fuzz/soundness.ts';
import type { Soundness } from '../support/fuzz/soundness.ts';
import { inputTypes, mutationNames } from '../support/gateway-writing.ts';
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

/** Every kind of argument that lists and single things take, by a variable each. */
const everyArgument = `query ($id: ID!, $ids: [ID!]!, $by: UserRef!, $filter: UserFilter, $order: UserOrder, $named: NamedFilter,
  $tokens: AccessTokenFilter, $first: Int, $last: Int, $after: String, $before: String, $key: String!, $whole: Boolean!) {
  node(id: $id) { id } nodes(ids: $ids) { id } system(key: $key) { key }
  user(by: $by) { id accessTokens(filter: $tokens) { name } }
  users(filter: $filter, orderBy: $order, first: $first, after: $after, requireComplete: $whole) { totalCount nodes { login roles { label } } }
  roles(filter: $named, last: $last, before: $before) { totalCount } accessTokens(filter: $tokens, first: $first) { totalCount } }`;

const sensible = {
  id: 'x',
  ids: ['x'],
  by: { login: { system: 'squash', login: 'alovelace' } },
  filter: { systems: ['squash'], search: 'a', status: ['ACTIVE'], lastLoginBefore: '2026-01-31T08:15:00Z' },
  order: { field: 'LOGIN', direction: 'ASC' },
  named: { systems: ['squash'], search: 'a' },
  tokens: { systems: ['teamcity'] },
  first: 2,
  last: 2,
  after: null,
  before: null,
  key: 'squash',
  whole: false,
};

it(
  'no value of a variable is more than a refusal',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const variables = damageJson(
          { ...sensible, id: generate(fc.constantFrom, ...known.ids) },
          choicesOf(generate),
        );
        const body = JSON.stringify({ query: everyArgument, variables });
        soundness.expectSound(await soundness.post(body), body);
      }),
      runs(500),
    );
  },
  patience(60_000),
);

it(
  'no value of JSON, whatever it is called, is more than a refusal',
  async () => {
    const names = fc.constantFrom(...Object.keys(sensible), '__proto__', 'constructor', 'toString', '', '0');
    const values = fc.jsonValue({ stringUnit: 'binary', maxDepth: 6 });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, values), async (variables) => {
        const body = JSON.stringify({ query: everyArgument, variables: { ...sensible, ...variables } });
        soundness.expectSound(await soundness.post(body), body);
      }),
      runs(300),
    );
  },
  patience(60_000),
);

it(
  'no input of a mutation is more than a refusal',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const choices = choicesOf(generate);
        const mutation = choices.pick(mutationNames);
        const type = schema.getType(inputTypes[mutation]);
        if (!isInputObjectType(type)) throw new Error(`${inputTypes[mutation]} is no input.`);
        const { variables } = randomRequest(schema, 'mutation', choices, known);
        const given: unknown = Object.values(variables)[0] ?? { user: { current: 'squash' } };
        const query = `mutation ($input: ${type.name}!) { ${mutation}(input: $input) { outcome userErrors { code message field } } }`;
        const input = { ...(damageJson(given, choices) as object), dryRun: true };
        const body = JSON.stringify({ query, variables: { input } });
        soundness.expectSound(await soundness.post(body), body);
      }),
      runs(400),
    );
  },
  patience(60_000),
);

it(
  'no text where JSON is expected is more than a refusal',
  async () => {
    const odd = [
      `{"query":"{viewer{name}}","variables":{"__proto__":{"polluted":true}}}`,
      `{"query":"{viewer{name}}","__proto__":{"variables":{"a":1}},"constructor":{"prototype":1}}`,
      `{"query":"query($f:Int){users(first:$f){totalCount}}","variables":{"f":1e999}}`,
      `{"query":"query($f:Int){users(first:$f){totalCount}}","variables":{"f":${'9'.repeat(5000)}}}`,
      `{"query":"query($s:String){users(filter:{search:$s}){totalCount}}","variables":{"s":"\\ud800"}}`,
      `{"query":"{viewer{name}}","variables":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      `{"query":"query($s:String){users(filter:{search:$s}){totalCount}}","variables":{"s":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}}`,
      `{"query":"${'{users{nodes'.repeat(3000)}","variables":{}}`,
      `{"query":"{${'a:viewer{name}'.repeat(10)}}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}`,
    ];
    for (const body of odd) soundness.expectSound(await soundness.post(body), body.slice(0, 200));
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const choices = choicesOf(generate);
        const body = damageText(choices.pick(odd.slice(0, 5)), choices);
        soundness.expectSound(await soundness.post(body), body);
      }),
      runs(400),
    );
  },
  patience(60_000),
);
