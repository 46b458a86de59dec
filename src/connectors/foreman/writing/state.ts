import type { AccountWork } from '#connectors/writing.ts';
import { compareNativeIds } from '#domain/text.ts';
import type { UserShow } from '../wire.ts';
import type { Facts } from './facts.ts';

/**
 * The facts that decide what a plan does, as text in one spelling: everything in a fixed order. Other members of a
 * group are left out, for the plan carries them over as they are when it is sent; so are times, which change by themselves.
 */
export function stateOf(facts: Facts, work: readonly AccountWork[]): string {
  const ids = new Set(facts.accounts.flatMap((show) => (show === undefined ? [] : [show.id])));
  return JSON.stringify({
    accounts: work.map(({ account }, index) => accountState(account?.nativeId, facts.accounts[index])),
    shadowed: inOrder(facts.shadowed),
    groups: inOrder(facts.groups.keys()).map((id) => {
      const group = facts.groups.get(id);
      const members = group?.users.map((user) => user.id).filter((member) => ids.has(member));
      const isLinked = (group?.external_usergroups ?? []).length > 0;
      return { id, isThere: group !== undefined, isLinked, members: inOrder(members ?? []) };
    }),
    roles: inOrder(facts.roles?.keys() ?? []).map((id) => ({ id, builtin: facts.roles?.get(id)?.builtin })),
    tokens: inOrder(facts.tokens.keys()).map((owner) => ({
      owner,
      tokens: (facts.tokens.get(owner) ?? [])
        .map((token) => ({ id: token.nativeId, name: token.name, isRevoked: token.state === 'REVOKED' }))
        .toSorted((one, other) => compareNativeIds(one.id, other.id)),
    })),
    holders: inOrder([...facts.holders.values()].map((row) => row.id)),
    authSources: (facts.authSources ?? [])
      .map(({ id, type }) => ({ id, type }))
      .toSorted((one, other) => compareNativeIds(one.id, other.id)),
    caller: facts.caller?.id,
  });
}

function accountState(nativeId: string | undefined, show: UserShow | undefined): unknown {
  if (show === undefined) return { id: nativeId, isThere: false };
  return {
    id: show.id,
    login: show.login,
    firstName: show.firstname,
    lastName: show.lastname,
    email: show.mail,
    isDisabled: show.disabled,
    isAdministrator: [show.admin, show.effective_admin],
    details: [show.description, show.locale, show.timezone, show.mail_enabled, show.auth_source_id],
    organizations: inOrder(show.organizations?.map((each) => each.id ?? '') ?? []),
    locations: inOrder(show.locations?.map((each) => each.id ?? '') ?? []),
    roles: inOrder(show.roles?.map((role) => role.id) ?? []),
    groups: inOrder(show.cached_usergroups?.map((group) => group.id) ?? []),
  };
}

function inOrder(ids: Iterable<string>): readonly string[] {
  return [...new Set(ids)].toSorted(compareNativeIds);
}
