/**
 * The same without members that are undefined. Absent members stand for what is not known, and accounts, kept by the
 * ten thousand, take less room without them.
 */
export function known<T extends object>(members: T): T {
  const kept: Partial<T> = {};
  for (const name of Object.keys(members) as (keyof T)[]) {
    if (members[name] !== undefined) kept[name] = members[name];
  }
  return kept as T;
}

/** Text that says something; upstreams write empty or blank text, or null, for what is not set. */
export function filled(text: string | null | undefined): string | undefined {
  return text === null || text === undefined || text.trim() === '' ? undefined : text;
}
