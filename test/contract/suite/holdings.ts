import { describe, expect, it } from 'vitest';
import type { AccountRead } from '#connectors/connector.ts';
import { holdingKinds } from '#domain/holdings.ts';
import type { Carrier, HoldingKind } from '#domain/holdings.ts';
import type { Subject } from '../subject.ts';
import type { Truth } from '../truth.ts';
import { byIds, byLogins, errorsIn, everyFacet, heldTexts } from './shown.ts';
import { started } from './started.ts';

export function holdings(subject: Subject): void {
  describe('what accounts hold', () => {
    const upstream = started(subject);

    it('is of the kinds declared', () => {
      expect([...upstream().connect().holdings].toSorted()).toEqual(subject.holdings.toSorted());
    });

    for (const kind of subject.holdings) {
      it(`is what the seed says, for all accounts at once: ${kind}`, async () => {
        const { truth, call, connect } = upstream();
        const wanted = byIds(truth.accounts.map((account) => account.id));
        const answer = await connect().readAccounts(call(), wanted, new Set([kind]));
        expect(errorsIn(answer)).toEqual([]);
        expect(heldBy(answer.found, kind)).toEqual(trulyHeld(truth, kind));
      });

      it(`is what the seed says, account by account: ${kind}`, async () => {
        const { truth, call, connect } = upstream();
        const connector = connect();
        const found: AccountRead[] = [];
        for (const { id } of truth.accounts.slice(0, 25)) {
          found.push(...(await connector.readAccounts(call(), byIds([id]), new Set([kind]))).found);
        }
        expect(heldBy(found, kind)).toEqual(
          trulyHeld({ ...truth, accounts: truth.accounts.slice(0, 25) }, kind),
        );
      });
    }

    it('is the same by login, all kinds together', async () => {
      const { truth, call, connect } = upstream();
      const connector = connect();
      const wanted = byLogins(truth.accounts.map((account) => account.login));
      const answer = await connector.readAccounts(call(), wanted, everyFacet(connector.holdings));
      expect(errorsIn(answer)).toEqual([]);
      for (const kind of subject.holdings) {
        expect(heldBy(answer.found, kind), kind).toEqual(trulyHeld(truth, kind));
      }
    });

    it('names things by their right names, or leaves the name to the catalogue', async () => {
      const { truth, call, connect } = upstream();
      const connector = connect();
      const wanted = byIds(truth.accounts.map((account) => account.id));
      const { found } = await connector.readAccounts(call(), wanted, everyFacet(connector.holdings));
      const names = namesById(truth);
      const mentions = found.flatMap(mentionsIn);
      expect(mentions.length).toBeGreaterThan(0);
      for (const { kind, nativeId, name } of mentions) {
        const mayLackName =
          (kind === 'role' ? connector.roles : connector.projects)?.mentionsLackNames === true;
        if (name === undefined)
          expect(mayLackName && (kind === 'role' || kind === 'project'), kind).toBe(true);
        else expect(name).toBe(names.get(`${kind} ${nativeId}`));
      }
    });
  });
}

function heldBy(found: readonly AccountRead[], kind: HoldingKind): Record<string, unknown> {
  return Object.fromEntries(found.map((read) => [read.account.login, heldTexts(read, kind)]));
}

function trulyHeld(truth: Truth, kind: HoldingKind): Record<string, unknown> {
  return Object.fromEntries(
    truth.accounts.map(({ login, holdings }) => [login, { ok: true, value: holdings[kind] }]),
  );
}

interface Mention {
  readonly kind: 'role' | 'group' | 'team' | 'project';
  readonly nativeId: string;
  readonly name?: string | undefined;
}

function mentionsIn({ holdings }: AccountRead): Mention[] {
  return holdingKinds.flatMap((kind) => {
    const settled = holdings[kind];
    return settled?.ok === true ? settled.value.flatMap(mentionsOf) : [];
  });
}

type AnyHeld = Readonly<
  Partial<Record<'role' | 'group' | 'team' | 'project', Omit<Mention, 'kind'>>> & { via?: Carrier }
>;

function mentionsOf(held: AnyHeld): Mention[] {
  const { via } = held;
  const carrier = via === undefined ? undefined : via.type === 'group' ? via.group : via.team;
  const own = (['role', 'group', 'team', 'project'] as const).flatMap((kind) => {
    const entity = held[kind];
    return entity === undefined ? [] : [{ kind, nativeId: entity.nativeId, name: entity.name }];
  });
  if (via === undefined || carrier === undefined) return own;
  return [...own, { kind: via.type, nativeId: carrier.nativeId, name: carrier.name }];
}

function namesById({ entities }: Truth): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(entities).flatMap(([kind, rows]) =>
      rows.map(({ id, name }): [string, string] => [`${kind} ${id}`, name]),
    ),
  );
}
