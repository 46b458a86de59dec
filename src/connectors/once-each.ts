/**
 * Each value once by its key, the first one kept; none whose key is in `seen`, to which all keys are added. Upstreams
 * repeat rows on a page, and rows move between pages while a list is read.
 */
export function onceEach<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
  seen = new Set<string>(),
): readonly T[] {
  return values.filter((value) => {
    const key = keyOf(value);
    return !seen.has(key) && seen.add(key);
  });
}

/** The same for rows, by their ids. */
export function onceEachId<T extends { readonly id: string }>(
  rows: readonly T[],
  seen?: Set<string>,
): readonly T[] {
  return onceEach(rows, (row) => row.id, seen);
}
