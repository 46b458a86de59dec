import { describe, expect, it } from 'vitest';
import { isOverHttp } from '../subject.ts';
import type { HttpSubject, Subject } from '../subject.ts';
import {
  accountNamed,
  errorsInRead,
  everyFacet,
  heldTexts,
  noFacet,
  shownAccount,
  trueAccount,
} from './shown.ts';
import { started } from './started.ts';

export function currentAccount(subject: Subject): void {
  describe('the current account', () => {
    if (isOverHttp(subject)) whoseCredentialsTheyAre(subject);
    else nobodySignsIn(subject);
  });
}

function whoseCredentialsTheyAre(subject: HttpSubject): void {
  const upstream = started(subject);

  it('is the one whose credentials are configured, with all it holds', async () => {
    const { truth, ownLogin } = upstream();
    const connector = upstream().connect();
    const read = await connector.readCurrentAccount(upstream().call(), everyFacet(connector.holdings));
    const expected = accountNamed(truth, ownLogin);
    expect(shownAccount(read.account)).toEqual(trueAccount(expected));
    expect(errorsInRead(read)).toEqual([]);
    for (const kind of subject.holdings) {
      expect(heldTexts(read, kind), kind).toEqual({ ok: true, value: expected.holdings[kind] });
    }
    expect(read.details?.ok).toBe(true);
  });

  it('comes without what was not asked for', async () => {
    const read = await upstream().connect().readCurrentAccount(upstream().call(), noFacet);
    expect(read.account.login).toBe(upstream().ownLogin);
    expect(Object.keys(read.holdings)).toEqual([]);
    expect(read.details).toBeUndefined();
  });

  it('is somebody else for somebody else’s credentials', async () => {
    const { identity, login } = upstream().other;
    const connector = upstream().connect();
    // Squash's ordinary users may not even read themselves; whoever is shown must be the right one.
    const read = await connector
      .readCurrentAccount(upstream().call({ identity }), noFacet)
      .catch((error: unknown) => error);
    expect(read).toSatisfy(
      (outcome: { account?: { login: string }; code?: string }) =>
        outcome.account?.login === login || outcome.code === 'UPSTREAM_FORBIDDEN',
    );
  });
}

function nobodySignsIn(subject: Subject): void {
  const upstream = started(subject);

  it('is UNSUPPORTED where nobody signs in', async () => {
    const work = upstream().connect().readCurrentAccount(upstream().call(), noFacet);
    await expect(work).rejects.toMatchObject({ code: 'UNSUPPORTED', system: upstream().system });
  });
}
