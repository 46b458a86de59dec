import { operations } from '#domain/operations.ts';
import type { Capability, Operation } from '#domain/operations.ts';
import type { Checked } from './health.ts';
import type { ConnectedSystem } from './landscape.ts';

const reads: ReadonlySet<Operation> = new Set([
  'LIST_USERS',
  'READ_USER',
  'READ_CURRENT_USER',
  'LIST_ROLES',
  'READ_ROLES',
  'LIST_GROUPS',
  'READ_GROUPS',
  'LIST_TEAMS',
  'READ_TEAMS',
  'LIST_PROJECTS',
  'READ_PROJECT_PERMISSIONS',
  'LIST_TOKENS',
]);

/** What can be done in a system: what its kind can do, as the last probe changed it, as far as this gateway goes. */
export function capabilitiesOf(
  system: ConnectedSystem,
  checked: Checked | undefined,
  wanted: readonly Operation[] | null | undefined,
): Capability[] {
  const declared = new Map(system.connector.capabilities.map((each) => [each.operation, each]));
  const probed = checked?.outcome.ok === true ? checked.outcome.value.capabilities : [];
  for (const capability of probed) declared.set(capability.operation, capability);
  return operations
    .filter((operation) => wanted === undefined || wanted === null || wanted.includes(operation))
    .map((operation) => capabilityOf(operation, declared.get(operation), system));
}

function capabilityOf(
  operation: Operation,
  declared: Capability | undefined,
  system: ConnectedSystem,
): Capability {
  if (!reads.has(operation) && system.isReadOnly) {
    return { operation, support: 'UNSUPPORTED', note: 'The configuration says readOnly for this system.' };
  }
  if (!reads.has(operation) && system.connector.writing === undefined) {
    return { operation, support: 'UNSUPPORTED', note: 'The connector of this system reads only.' };
  }
  return declared ?? { operation, support: 'UNSUPPORTED', note: 'This kind of system has no such thing.' };
}
