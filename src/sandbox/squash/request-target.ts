import type { SandboxReply, SandboxRequest } from '../kernel/exchange.ts';
import { errorPage } from './refusal-reply.ts';
import { isAtLeast } from './switches.ts';
import type { SquashSwitches } from './switches.ts';

/** What Tomcat takes neither in a path nor in a query: raw brackets among others (squash.md 2.3). */
const NOT_IN_A_TARGET = /[^\x21-\x7e]|[[\]{}|"<>^`\\]/u;

/** What Spring's firewall refuses in a path, whatever it would decode to (squash.md 2.4). */
const NOT_IN_A_PATH = /%2f|%5c|%3b|%25|;|\/\//iu;

export const API_ROOT = '/api/rest/latest';

/** The answer to a target that no controller ever sees; undefined for one that may pass. */
export function refuseTarget(request: SandboxRequest, switches: SquashSwitches): SandboxReply | undefined {
  if (NOT_IN_A_TARGET.test(request.rawPath) || NOT_IN_A_TARGET.test(request.rawQuery)) return errorPage(400);
  if (!request.rawPath.startsWith(`${switches.contextPath}/`)) return errorPage(404);
  if (switches.strictPathFirewall && NOT_IN_A_PATH.test(request.rawPath)) {
    return errorPage(isAtLeast(switches, 7) ? 400 : 500);
  }
  return apiPath(request, switches) === undefined ? errorPage(404) : undefined;
}

/** The path below the API's root, percent-encoded; undefined outside of it. */
export function apiPath(request: SandboxRequest, switches: SquashSwitches): string | undefined {
  const root = switches.contextPath + API_ROOT;
  return request.rawPath.startsWith(`${root}/`) ? request.rawPath.slice(root.length) : undefined;
}
