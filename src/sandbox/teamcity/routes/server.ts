import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import { textReply } from '../../kernel/exchange.ts';
import type { Router } from '../../kernel/router.ts';
import type { Call } from '../protocol/call.ts';
import { requestedFields } from '../protocol/call.ts';
import { compactDate } from '../protocol/compact-date.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Incoming } from '../protocol/endpoint.ts';
import { includes } from '../protocol/fields.ts';
import { acceptHeader, negotiate, textTypes } from '../protocol/negotiation.ts';
import { badRequest, routingError } from '../protocol/rest-error.ts';
import type { TeamCitySwitches } from '../switches.ts';
import type { WireObject } from '../wire/wire-value.ts';

const buildNumber = '207946';

/** `GET /server` and its single fields (section 1.1). */
export function routeServer(router: Router<Incoming>): void {
  resource(router, '/server', {
    GET: { produces: 'entity', run: (call) => ({ element: 'server', value: serverWire(call) }) },
  });
  resource(router, '/server/:field', {
    GET: {
      produces: 'text',
      run: (call, { field = '' }) => {
        const value = serverFields(call)[field];
        if (value === undefined) throw badRequest(`Unknown field '${field}'.`);
        return String(value);
      },
    },
  });
}

/** The text endpoints that need no authentication; undefined for any other path. */
export function openReply(
  request: SandboxRequest,
  path: string,
  query: URLSearchParams,
  switches: TeamCitySwitches,
): SandboxReply | undefined {
  const text = openTexts(switches)[path];
  if (text === undefined) return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') throw routingError(405);
  if (negotiate(acceptHeader(request, query), textTypes) === undefined) throw routingError(406);
  return textReply(200, text, { 'content-type': 'text/plain' });
}

function openTexts(switches: TeamCitySwitches): Readonly<Record<string, string>> {
  return {
    '/version': versionText(switches),
    '/server/version': versionText(switches),
    // The number has stayed the same for years though fields were added.
    '/apiVersion': '2018.1',
  };
}

function versionText(switches: TeamCitySwitches): string {
  return `${switches.generation} (build ${buildNumber})`;
}

function serverWire(call: Call): WireObject {
  const fields = requestedFields(call);
  const shown = Object.entries(serverFields(call)).filter(([name]) => includes(fields, name, true, true));
  return Object.fromEntries(shown);
}

function serverFields(call: Call): Readonly<Record<string, string | number>> {
  const { switches } = call;
  const [major = '', minor = ''] = switches.generation.split('.');
  return {
    version: versionText(switches),
    versionMajor: Number(major),
    versionMinor: Number(minor),
    buildNumber,
    currentTime: compactDate(call.now().getTime(), switches.timeZoneOffsetMinutes),
    role: 'main_node',
  };
}
