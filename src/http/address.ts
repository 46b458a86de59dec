import { RollcallError } from '#domain/errors.ts';
import type { HttpRequest } from './http.ts';

const dotSegment = /\/(?:\.|%2e){1,2}(?:\/|$)/iu;

/**
 * Where a request goes: below the configured address, exactly as the connector wrote it.
 *
 * Whoever parses an address tidies `.` and `..` away, also where they are encoded, so that another resource than the
 * one named would be asked. Nothing can be had by such a name: NOT_FOUND. A path without its slash could end up in
 * the name of the host, and credentials with it: INTERNAL.
 */
export function addressOf(base: URL, request: HttpRequest, system: string): string {
  const { path, query } = request;
  if (!path.startsWith('/')) {
    throw new RollcallError('INTERNAL', `${system}: expected a path that starts with a slash.`, { system });
  }
  if (dotSegment.test(path)) {
    throw new RollcallError('NOT_FOUND', `${system}: nothing can be asked for by the name "." or "..".`, {
      system,
    });
  }
  const root = base.href.replace(/\/+$/u, '');
  return `${root}${path}${query === undefined || query === '' ? '' : `?${query}`}`;
}
