import type { SandboxReply } from '../kernel/exchange.ts';
import { emptyReply, jsonReply } from '../kernel/exchange.ts';
import { isAtLeast } from './switches.ts';
import type { SquashSwitches } from './switches.ts';

/** JSON with the content type of the version: a charset up to 4.0, none later (squash.md 1.4). */
export function squashJson(
  switches: SquashSwitches,
  status: number,
  value: unknown,
  headers: SandboxReply['headers'] = {},
): SandboxReply {
  const contentType = isAtLeast(switches, 7) ? 'application/json' : 'application/json;charset=UTF-8';
  return jsonReply(status, value, { ...headers, 'content-type': contentType });
}

/** What a write answers that has nothing to say (squash.md 2.8, last point). */
export function nothingToSay(switches: SquashSwitches): SandboxReply {
  return switches.emptyAnswer === '204' ? emptyReply(204) : squashJson(switches, 200, null);
}
