import { decodeIdOf } from '#domain/ids.ts';
import { invalidInput, RollcallError } from '#domain/errors.ts';
import { requireSystem } from '../landscape.ts';
import type { ConnectedSystem, Landscape, RequestScope } from '../landscape.ts';
import { readAccounts, readCurrentAccount } from '../read-accounts.ts';
import type { AccountKey } from '../read-accounts.ts';
import type { Desk, FieldPath, Target } from './desk.ts';

/** One way of naming an account, as input has it. */
export interface AccountRef {
  readonly id?: string | null | undefined;
  readonly login?: { readonly system: string; readonly login: string } | null | undefined;
  readonly nativeId?: { readonly system: string; readonly nativeId: string } | null | undefined;
  readonly current?: string | null | undefined;
}

/** The accounts that references name, read live, each once; what names nothing is noted at the desk. */
export async function findTargets(
  refs: readonly AccountRef[],
  fieldOf: (index: number) => FieldPath,
  desk: Desk,
  landscape: Landscape,
  scope: RequestScope,
): Promise<Target[]> {
  const fresh = { ...scope, isFresh: true };
  const named: Named[] = [];
  const targets = new Map<number, Target>();
  for (const [index, ref] of refs.entries()) {
    const field = fieldOf(index);
    await desk.attempt(field, async () => {
      if (typeof ref.current === 'string')
        targets.set(index, await currentTarget(ref.current, landscape, fresh));
      else named.push({ index, field, ...keyOf(ref, landscape) });
    });
  }
  for (const [system, wanted] of Map.groupBy(named, (each) => each.system)) {
    const outcomes = await readAccounts(
      system,
      fresh,
      wanted.map(({ key }) => key),
      new Set(),
    );
    for (const [place, { index, field, key }] of wanted.entries()) {
      await desk.attempt(field, async () => {
        const outcome = outcomes[place];
        if (outcome instanceof Error) throw outcome;
        if (outcome === undefined) throw nobody(system, key);
        targets.set(index, { system, account: outcome.account });
      });
    }
  }
  const inOrder = [...targets].toSorted(([one], [other]) => one - other).map(([, target]) => target);
  const once = inOrder.map(
    (target) => [JSON.stringify([target.system.key, target.account.nativeId]), target] as const,
  );
  return [...new Map(once).values()];
}

interface Named {
  readonly index: number;
  readonly field: FieldPath;
  readonly system: ConnectedSystem;
  readonly key: AccountKey;
}

async function currentTarget(systemKey: string, landscape: Landscape, scope: RequestScope): Promise<Target> {
  const system = requireSystem(landscape, systemKey, ['current']);
  const { account } = await readCurrentAccount(system, scope, new Set());
  return { system, account };
}

function nobody(system: ConnectedSystem, key: AccountKey): RollcallError {
  const name = 'id' in key ? `id ${key.id}` : `login ${key.login}`;
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return new RollcallError('NOT_FOUND', `${system.key} has no account with the ${shown}.`, {
    system: system.key,
  });
}

function keyOf(
  ref: AccountRef,
  landscape: Landscape,
): { readonly system: ConnectedSystem; readonly key: AccountKey } {
  if (typeof ref.id === 'string') {
    const { system, user } = decodeIdOf('User', ref.id, ['id']);
    return { system: requireSystem(landscape, system, ['id']), key: { id: user } };
  }
  if (ref.login) {
    const system = requireSystem(landscape, ref.login.system, ['login', 'system']);
    return { system, key: { login: requireText(ref.login.login, ['login', 'login']) } };
  }
  if (ref.nativeId) {
    const system = requireSystem(landscape, ref.nativeId.system, ['nativeId', 'system']);
    return { system, key: { id: requireText(ref.nativeId.nativeId, ['nativeId', 'nativeId']) } };
  }
  throw invalidInput('Expected exactly one of id, login, nativeId, current; got a null.');
}

function requireText(text: string, field: FieldPath): string {
  if (text.trim() !== '') return text;
  throw invalidInput(`Expected text; got ${JSON.stringify(text)}.`, field);
}

/** One entry per system, its accounts in the order given. */
export function bySystem<T>(
  targets: readonly T[],
  systemOf: (target: T) => ConnectedSystem,
): Map<ConnectedSystem, T[]> {
  return Map.groupBy(targets, systemOf);
}
