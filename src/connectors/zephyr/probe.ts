import type { Call, Probe } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { isSuccess } from '#http/answer.ts';
import { roleListCapability } from './capabilities.ts';
import { isPathUnusable } from './refusals.ts';
import type { ZephyrClient } from './client.ts';

/**
 * Who am I, which proves the credentials; only then the rest, so that refused ones count once towards the login
 * limit (zephyr.md 1.3).
 */
export async function probe(client: ZephyrClient, call: Call): Promise<Probe> {
  await client.currentUser(call);
  const [version, hasRoleList] = await Promise.all([readVersion(client, call), tryRoleList(client, call)]);
  return { version, capabilities: [roleListCapability(hasRoleList)] };
}

/** Known from old versions only (zephyr.md 1.2), so no answer, whatever the reason, is no failure. */
async function readVersion(client: ZephyrClient, call: Call): Promise<string | undefined> {
  try {
    const answer = await client.versionPage(call);
    if (!isSuccess(answer)) return undefined;
    return /<version>\s*([\w.+-]{1,40})\s*<\/version>/u.exec(answer.text)?.[1];
  } catch (error) {
    if (error instanceof RollcallError) return undefined;
    throw error;
  }
}

async function tryRoleList(client: ZephyrClient, call: Call): Promise<boolean> {
  try {
    await client.roles(call);
    return true;
  } catch (error) {
    if (isPathUnusable(error)) return false;
    throw error;
  }
}
