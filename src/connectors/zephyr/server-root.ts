import { RollcallError } from '#domain/errors.ts';

/**
 * The way up from the configured URL to the root of the server, as the beginning of a path: empty, or `/../..`.
 * People paste the address of the browser client (`…/flex/html5/index.html`) or of the REST API
 * (`…/flex/services/rest/latest`); under either, every path would be answered with 200 and a page (zephyr.md 1.1).
 */
export function climbToRoot(url: URL, system: string): string {
  if (url.search !== '' || url.hash !== '') {
    throw new RollcallError(
      'INVALID_INPUT',
      `${system}: expected the url to be the root of the server, such as https://acme.yourzephyr.com; got one with a query or a fragment.`,
      { system, field: ['url'] },
    );
  }
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const start = segments.findIndex((segment, index) => {
    const next = segments[index + 1];
    return segment === 'flex' && (next === undefined || next === 'html5' || next === 'services');
  });
  return start === -1 ? '' : '/..'.repeat(segments.length - start);
}
