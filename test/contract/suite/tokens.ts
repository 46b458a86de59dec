import { describe, expect, it } from 'vitest';
import type { TokensAbility } from '#connectors/connector.ts';
import type { AccessToken } from '#domain/access-token.ts';
import type { Settled } from '#domain/settled.ts';
import { isOverHttp } from '../subject.ts';
import type { HttpSubject, Subject } from '../subject.ts';
import type { AccountTruth, TokenTruth } from '../truth.ts';
import { accountNamed } from './shown.ts';
import { started } from './started.ts';

export function tokens(subject: Subject): void {
  describe('access tokens', () => {
    const upstream = started(subject);

    it('are listed for those the system shows them for', () => {
      expect(upstream().connect().tokens?.reach ?? 'none').toBe(subject.tokens);
    });
    if (isOverHttp(subject) && subject.tokens !== 'none') tokensOfOwners(subject);
  });
}

function tokensOfOwners(subject: HttpSubject): void {
  const upstream = started(subject);
  const ability = (): TokensAbility => {
    const { tokens: found } = upstream().connect();
    if (found === undefined) throw new Error('There are no tokens.');
    return found;
  };

  it('of the current account are those of the seed', async () => {
    const { truth, ownLogin, call } = upstream();
    const owner = accountNamed(truth, ownLogin);
    const outcomes = await ability().list(call(), [owner.id]);
    expectTokens(outcomes.get(owner.id), owner);
  });

  it('of somebody else come with somebody else’s credentials', async () => {
    const { truth, other, call } = upstream();
    const owner = accountNamed(truth, other.login);
    const outcomes = await ability().list(call({ identity: other.identity }), [owner.id]);
    expectTokens(outcomes.get(owner.id), owner);
  });

  if (subject.tokens === 'any') {
    it('of every account are those of the seed, each owner’s apart', async () => {
      const { truth, call } = upstream();
      const outcomes = await ability().list(
        call(),
        truth.accounts.map(({ id }) => id),
      );
      expect(outcomes.size).toBe(truth.accounts.length);
      for (const owner of truth.accounts) expectTokens(outcomes.get(owner.id), owner);
    });

    it('of an owner who is not there fail alone', async () => {
      const { truth, ownLogin, call } = upstream();
      const owner = accountNamed(truth, ownLogin);
      for (const unknown of ['999999', 'all', '../x', '']) {
        const outcomes = await ability().list(call(), [unknown, owner.id]);
        expect(outcomes.get(unknown), unknown).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
        expectTokens(outcomes.get(owner.id), owner);
      }
    });
  }

  it('never show their values', async () => {
    const { truth, ownLogin, other, call } = upstream();
    const owners = [accountNamed(truth, ownLogin), accountNamed(truth, other.login)];
    const secrets = truth.accounts.flatMap((account) => account.secrets);
    const shown = [
      await ability().list(call(), [owners[0]?.id ?? '']),
      await ability().list(call({ identity: other.identity }), [owners[1]?.id ?? '']),
    ];
    const text = JSON.stringify(shown.map((outcomes) => [...outcomes]));
    expect(secrets.length).toBeGreaterThan(1);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/token_?value|tokenHash|"value":"/iu);
  });
}

function expectTokens(outcome: Settled<readonly AccessToken[]> | undefined, owner: AccountTruth): void {
  expect(outcome, owner.login).toMatchObject({ ok: true });
  if (outcome?.ok !== true) return;
  const shown = outcome.value.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const expected = (owner.tokens ?? []).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  expect(
    shown.map(({ name }) => name),
    owner.login,
  ).toEqual(expected.map(({ name }) => name));
  expect(new Set(shown.map(({ nativeId }) => nativeId)).size).toBe(shown.length);
  for (const [index, token] of shown.entries()) {
    expect(token.ownerId).toBe(owner.id);
    expect(token).toMatchObject(settled(expected[index]));
  }
}

/** Members the seed settles. */
function settled(token: TokenTruth | undefined): object {
  return Object.fromEntries(Object.entries(token ?? {}).filter(([, value]) => value !== undefined));
}
