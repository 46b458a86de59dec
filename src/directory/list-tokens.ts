import type { Call } from '#connectors/connector.ts';
import type { AccessToken } from '#domain/access-token.ts';
import { RollcallError } from '#domain/errors.ts';
import { unwrap } from '#domain/settled.ts';
import { accountSource } from './account-list.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';
import type { Snapshots, SnapshotSource } from './snapshots.ts';
import { tokenKey } from './token-list.ts';

/** How many owners' tokens may be read for one list; each owner is an upstream call (Foreman has no list across users). */
export interface TokenLimits {
  readonly maxTokenOwners: number;
}

const ownersPerBatch = 100;

/**
 * All tokens of a system that the identity may see; undefined where the system shows none. Where only the tokens of
 * the account in use are shown, the list is partial and says so.
 */
export function tokenSource(
  system: ConnectedSystem,
  snapshots: Snapshots,
  limits: TokenLimits,
): SnapshotSource<AccessToken> | undefined {
  const { tokens } = system.connector;
  if (tokens === undefined) return undefined;
  const common = { list: 'tokens', nativeId: tokenKey };
  if (tokens.reach === 'self') {
    return { ...common, load: (_, call) => ownTokens(system, call), partialBecause: () => selfOnly(system) };
  }
  return { ...common, load: (_, call, scope) => everybodysTokens(system, call, snapshots, scope, limits) };
}

function selfOnly(system: ConnectedSystem): RollcallError {
  return new RollcallError(
    'SELF_ONLY',
    `${system.key} shows tokens only to the account they belong to: these are the tokens of the account in use.`,
    { system: system.key },
  );
}

async function* ownTokens(system: ConnectedSystem, call: Call): AsyncIterable<readonly AccessToken[]> {
  const { account } = await system.connector.readCurrentAccount(call, new Set());
  yield* tokensOf(system, call, [account.nativeId]);
}

async function* everybodysTokens(
  system: ConnectedSystem,
  call: Call,
  snapshots: Snapshots,
  scope: RequestScope,
  limits: TokenLimits,
): AsyncIterable<readonly AccessToken[]> {
  const { snapshot } = await snapshots.read(system, accountSource, scope);
  const owners = snapshot.table.rows.map((account) => account.nativeId);
  if (owners.length > limits.maxTokenOwners) {
    throw new RollcallError(
      'TOO_EXPENSIVE',
      `${system.key} lists tokens account by account: ${owners.length} calls, ${limits.maxTokenOwners} are allowed. ` +
        'Ask for the tokens of single users, or raise limits.maxTokenOwners.',
      { system: system.key },
    );
  }
  for (let at = 0; at < owners.length; at += ownersPerBatch) {
    yield* tokensOf(system, call, owners.slice(at, at + ownersPerBatch));
  }
}

async function* tokensOf(
  system: ConnectedSystem,
  call: Call,
  owners: readonly string[],
): AsyncIterable<readonly AccessToken[]> {
  const { tokens } = system.connector;
  if (tokens === undefined) return;
  const byOwner = await tokens.list(call, owners);
  for (const settled of byOwner.values()) {
    // An owner deleted since the accounts were listed has no tokens; any other failure fails the list.
    if (!settled.ok && settled.error.code === 'NOT_FOUND') continue;
    yield unwrap(settled);
  }
}
