/**
 * The address above a known part of its path, for `normalizeUrl`: people paste the address of a page or of the API
 * where the root of the server is wanted. Without query and fragment; the path is kept where the part is not in it.
 */
export function addressAbove(url: URL, part: RegExp): URL {
  const above = new URL(url);
  above.pathname = url.pathname.replace(part, '');
  above.search = '';
  above.hash = '';
  return above;
}
