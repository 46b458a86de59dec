import { describe, expect, it } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import type { Account } from '#domain/account.ts';
import type { HoldingKind } from '#domain/holdings.ts';
import type { Subject } from '../subject.ts';
import { holdersOf, isOf } from '../truth.ts';
import { byId, byIds, collected, heldTexts, shownAccount, trueAccount } from './shown.ts';
import { started } from './started.ts';

type Kind = Subject['accountsOf'][number];
const holdingOf: Record<Kind, HoldingKind> = { role: 'roles', group: 'groups', team: 'teams' };

/** From a role to its holders, from a group or team to its members: the way back of what accounts say. */
export function holdersAndMembers(subject: Subject): void {
  describe('holders and members', () => {
    const upstream = started(subject);

    it('are told where they should be, and only there', () => {
      const connector = upstream().connect();
      const told = (['role', 'group', 'team'] as const).filter(
        (kind) => wayTo(connector, kind) !== undefined,
      );
      expect(told).toEqual([...subject.accountsOf]);
    });

    for (const kind of subject.accountsOf) {
      const entities = () =>
        (upstream().truth.entities[kind] ?? []).filter(({ isEverybodys }) => isEverybodys !== true);

      it(`of every ${kind} are those the seed says, light and each once`, async () => {
        const { truth, call, connect } = upstream();
        const connector = connect();
        for (const { id, name } of entities()) {
          const accounts = await collected(accountsOf(connector, kind, call(), id));
          const ids = new Set(holdersOf(truth, holdingOf[kind], id));
          const expected = truth.accounts.filter((account) => ids.has(account.id)).map(trueAccount);
          expect(byId(accounts.map(shownAccount)), name).toEqual(byId(expected));
        }
      });

      it(`of every ${kind} agree with what the accounts say themselves`, async () => {
        const { truth, call, connect } = upstream();
        const connector = connect();
        const wanted = byIds(truth.accounts.map(({ id }) => id));
        const { found } = await connector.readAccounts(call(), wanted, new Set([holdingOf[kind]]));
        for (const { id, name } of entities()) {
          const holders = await collected(accountsOf(connector, kind, call(), id));
          const sayThemselves = found.filter((read) => {
            const held = heldTexts(read, holdingOf[kind]);
            return held?.ok === true && held.value.some((text) => isOf(text, id));
          });
          expect(holders.map(({ nativeId }) => nativeId).toSorted(), name).toEqual(
            sayThemselves.map(({ account }) => account.nativeId).toSorted(),
          );
        }
      });

      it(`of a ${kind} that is not there are NOT_FOUND`, async () => {
        const { call, connect, system } = upstream();
        const work = collected(accountsOf(connect(), kind, call(), '999999'));
        await expect(work).rejects.toMatchObject({ code: 'NOT_FOUND', system });
      });
    }
  });
}

function accountsOf(
  connector: Connector,
  kind: Kind,
  call: Call,
  id: string,
): AsyncIterable<readonly Account[]> {
  const way = wayTo(connector, kind);
  if (way === undefined) throw new Error(`There is no way from a ${kind} to accounts.`);
  return way(call, id);
}

function wayTo(connector: Connector, kind: Kind) {
  return {
    role: connector.roles?.holders,
    group: connector.groups?.members,
    team: connector.teams?.members,
  }[kind];
}
