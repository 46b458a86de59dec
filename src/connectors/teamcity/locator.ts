/** Values that the locator grammar takes as they are (teamcity.md 2.1). */
const plainValue = /^[A-Za-z0-9._@-]+$/u;
/** No server keeps longer user names; far longer ones would not fit into a request line either. */
const longestLogin = 255;

/** False: no account can have this user name, so that nothing need be asked. */
export function canBeLogin(login: string): boolean {
  return login !== '' && login.length <= longestLogin;
}

/** Whether a value can stand in a path segment without any quoting. */
export function isPlainValue(value: string): boolean {
  return plainValue.test(value);
}

/**
 * `name:value` of a locator. Anything but plain characters goes as base64, which the grammar decodes for every
 * dimension: commas and parentheses inside a value could not be quoted otherwise (teamcity.md 2.1).
 */
export function dimension(name: string, value: string): string {
  if (isPlainValue(value)) return `${name}:${value}`;
  return `${name}:($base64:${Buffer.from(value, 'utf8').toString('base64url')})`;
}

/**
 * Percent-encodes a locator or a `fields` specification for a query or a path segment. The separators of the
 * grammar are legal in both and stay readable; that also keeps a batch of a hundred within one request line.
 */
export function encodeLocator(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(?:3A|2C|24|40)/gu, decodeURIComponent);
}
