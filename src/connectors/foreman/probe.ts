import type { Call, Probe } from '#connectors/connector.ts';
import { settle } from '#domain/settled.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Rights } from './capabilities.ts';
import type { ForemanClient } from './client.ts';

/** Version and rights: two calls for an administrator, three for others, six for others before 3.10. */
export async function probeForeman(client: ForemanClient, call: Call): Promise<Probe> {
  const { version } = await client.status(call);
  const caller = await client.currentUser(call);
  const capabilities = caller.effective_admin === true ? [] : capabilitiesOf(await findRights(client, call));
  return version === null || version === undefined ? { capabilities } : { version, capabilities };
}

async function findRights(client: ForemanClient, call: Call): Promise<Rights> {
  const names = await client.ownPermissions(call);
  if (names === undefined) return tryRights(client, call);
  return {
    users: names.has('view_users'),
    roles: names.has('view_roles'),
    groups: names.has('view_usergroups'),
    tokens: names.has('view_personal_access_tokens') && names.has('view_users'),
  };
}

/** Before 3.10 nobody tells; asking for a row of each shows. */
async function tryRights(client: ForemanClient, call: Call): Promise<Rights> {
  const isAllowed = async (work: Promise<unknown>): Promise<boolean> => {
    const outcome = await settle(work, client.system);
    if (outcome.ok) return true;
    if (outcome.error.code === 'UPSTREAM_FORBIDDEN') return false;
    throw outcome.error;
  };
  const firstPage = async (): Promise<unknown> => client.userPages(call)[Symbol.asyncIterator]().next();
  const [users, roles, groups] = await Promise.all([
    isAllowed(firstPage()),
    isAllowed(client.roles(call)),
    isAllowed(client.groups(call)),
  ]);
  return { users, roles, groups, tokens: undefined };
}
