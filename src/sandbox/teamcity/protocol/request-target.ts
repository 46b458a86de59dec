import { htmlReply } from '../../kernel/exchange.ts';
import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import type { TeamCitySwitches } from '../switches.ts';

/** Where a request goes inside the server. */
export interface RequestTarget {
  /** What the authentication prefix forces. */
  readonly authentication: 'any' | 'basic' | 'guest';
  /** Percent-encoded, without the context path: `/app/rest/latest`, `/httpAuth/app/rest`, …; empty outside REST. */
  readonly prefix: string;
  /** Percent-encoded, after the prefix: `/users/id:1`. */
  readonly path: string;
}

/** Splits the path; undefined where it is not under the context path. */
export function requestTarget(rawPath: string, switches: TeamCitySwitches): RequestTarget | undefined {
  const { contextPath } = switches;
  if (!rawPath.startsWith(`${contextPath}/`)) return undefined;
  const local = rawPath.slice(contextPath.length);
  const match = /^(\/httpAuth|\/guestAuth)?(\/app\/rest(?:\/latest|\/2018\.1)?)?(\/.*)?$/u.exec(local);
  const [, authentication, rest, path = ''] = match ?? [];
  return {
    authentication:
      authentication === '/httpAuth' ? 'basic' : authentication === '/guestAuth' ? 'guest' : 'any',
    prefix: rest === undefined ? '' : `${authentication ?? ''}${rest}`,
    path: rest === undefined ? local : path,
  };
}

/** What the servlet container refuses before anything of TeamCity runs (sections 1.5 and 6); always HTML. */
export function containerRefusal(
  request: SandboxRequest,
  switches: TeamCitySwitches,
): SandboxReply | undefined {
  const target = request.rawQuery === '' ? request.rawPath : `${request.rawPath}?${request.rawQuery}`;
  const lineLength = Buffer.byteLength(`${request.method} ${target} HTTP/1.1`);
  if (lineLength > switches.requestLineLimit) {
    return containerPage(switches.longRequestLineStatus, 'Request header is too large');
  }
  if (!switches.refusesUnsafeUrls) return undefined;
  const unsafe = /[{}|"<>^`\\]/u.test(target) || /;|%(?:2f|5c|3b|25)/iu.test(request.rawPath);
  return unsafe ? containerPage(400, 'Invalid character found in the request target') : undefined;
}

export function containerPage(status: number, message: string): SandboxReply {
  const title = `HTTP Status ${status}`;
  return htmlReply(
    status,
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>${message}</p></body></html>`,
  );
}
