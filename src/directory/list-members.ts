import { RollcallError } from '#domain/errors.ts';
import type { Account } from '#domain/account.ts';
import { accountOrder } from './account-list.ts';
import { connect } from './connect.ts';
import type { RequestScope } from './landscape.ts';
import type { AccountModel, ConnectionOf, EntityModel } from './models.ts';
import type { PageArguments, PageLimits } from './page.ts';
import type { Snapshots, SnapshotSource } from './snapshots.ts';

/**
 * Accounts that hold a role or are in a group or team, as a connection of one system. Fails as a whole where they
 * cannot be read: the field it fills is nullable.
 */
export async function listMembers(
  model: EntityModel,
  page: PageArguments,
  snapshots: Snapshots,
  scope: RequestScope,
  limits: PageLimits,
): Promise<ConnectionOf<AccountModel>> {
  const source = memberSource(model);
  const connection = await connect(
    {
      systems: [model.system],
      source: () => source,
      order: { ...accountOrder({ field: 'LOGIN', direction: 'ASC' }), name: `${source.list} LOGIN ASC` },
      model: (system, account): AccountModel => ({ kind: 'account', system, account }),
      page,
    },
    snapshots,
    scope,
    limits,
  );
  const [status] = connection.sources;
  if (status?.problem !== undefined && (status.state === 'FAILED' || status.state === 'UNSUPPORTED')) {
    throw new RollcallError(status.problem.code, status.problem.message, status.problem);
  }
  return connection;
}

function memberSource(model: EntityModel): SnapshotSource<Account> {
  const { roles, groups, teams } = model.system.connector;
  const accountsOf = {
    role: roles?.holders,
    group: groups?.members,
    team: teams?.members,
    project: undefined,
  }[model.kind];
  const id = model.entity.nativeId;
  if (accountsOf === undefined) {
    throw new RollcallError(
      'UNSUPPORTED',
      `${model.system.key} cannot tell which accounts a ${model.kind} has.`,
      {
        system: model.system.key,
      },
    );
  }
  return {
    list: `members of ${model.kind} ${id}`,
    nativeId: (account) => account.nativeId,
    load: (_, call) => accountsOf(call, id),
  };
}
