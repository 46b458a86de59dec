import type { GatewayContext } from '#context.ts';
import type { AccountModel } from '#directory/models.ts';
import { invalidInput } from '#domain/errors.ts';
import { decodeIdOf } from '#domain/ids.ts';
import type { UserRef } from '#generated/resolvers.ts';
import { findAccount } from './find-node.ts';

/** The account that a reference names, read live; undefined where there is none. */
export async function findUser(by: UserRef, context: GatewayContext): Promise<AccountModel | undefined> {
  const { directory, loaders } = context;
  if (typeof by.id === 'string') {
    const { system: key, user } = decodeIdOf('User', by.id, ['by', 'id']);
    const system = directory.findSystem(key);
    return system === undefined ? undefined : findAccount(system, user, context);
  }
  if (by.login) {
    const system = directory.requireSystem(by.login.system, ['by', 'login', 'system']);
    const login = requireText(by.login.login, ['by', 'login', 'login']);
    const read = await loaders.account(system, { login });
    return read === undefined ? undefined : { kind: 'account', system, account: read.account };
  }
  if (by.nativeId) {
    const system = directory.requireSystem(by.nativeId.system, ['by', 'nativeId', 'system']);
    return findAccount(system, requireText(by.nativeId.nativeId, ['by', 'nativeId', 'nativeId']), context);
  }
  if (typeof by.current === 'string') {
    const system = directory.requireSystem(by.current, ['by', 'current']);
    const { account } = await loaders.currentAccount(system);
    return { kind: 'account', system, account };
  }
  // A nullable variable inside a oneOf object passes graphql-js's validation and arrives here as null.
  throw invalidInput('Expected exactly one of id, login, nativeId, current; got a null.', ['by']);
}

function requireText(text: string, field: readonly string[]): string {
  if (text.trim() !== '') return text;
  throw invalidInput(`Expected text in ${field.join('.')}; got ${JSON.stringify(text)}.`, field);
}
