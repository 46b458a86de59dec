/** The REST API's versions; each operation goes to the one it is documented under (zephyr.md 1.2). */
export type RestVersion = 'latest' | 'v3';

/** Path below the root of the server. */
export function restPath(version: RestVersion, ...segments: readonly string[]): string {
  return `/flex/services/rest/${[version, ...segments.map(encodeURIComponent)].join('/')}`;
}
