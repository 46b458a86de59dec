interface MayHaveId {
  readonly id?: number;
}

/**
 * Gives ids to rows of a seed that have none: small whole numbers from `first` on, in an order that is neither that of
 * the seed nor its reverse, so that no test passes because two orders happen to agree.
 */
export function withScatteredIds<T extends MayHaveId>(
  rows: readonly T[],
  first: number,
): (T & { readonly id: number })[] {
  const taken = new Set(rows.flatMap(({ id }) => id ?? []));
  const free: number[] = [];
  for (let id = first; free.length < rows.length; id += 1) if (!taken.has(id)) free.push(id);
  const step = stepThrough(rows.length);
  return rows.map((row, index) => ({ ...row, id: row.id ?? free[(index * step) % rows.length] ?? first }));
}

/** A step that visits every place of a ring of that size once. */
function stepThrough(size: number): number {
  let step = Math.max(1, Math.floor(size * 0.62));
  while (greatestCommonDivisor(step, size) !== 1) step += 1;
  return step;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
