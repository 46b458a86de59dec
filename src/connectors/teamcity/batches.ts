const maxBatch = 100;
/** Containers refuse headers above 8 KB by default; half of it leaves room for the others (teamcity.md 4). */
const maxLine = 4000;

/** Splits terms into batches of at most a hundred whose request line stays short. A term too long goes alone. */
export function inBatches<T>(
  terms: readonly T[],
  lineLength: (batch: readonly T[]) => number,
): readonly T[][] {
  const batches: T[][] = [];
  const empty = lineLength([]);
  let length = empty;
  for (const term of terms) {
    const added = lineLength([term]) - empty + 1;
    const batch = batches.at(-1);
    if (batch === undefined || batch.length >= maxBatch || length + added > maxLine) {
      batches.push([term]);
      length = empty + added;
    } else {
      batch.push(term);
      length += added;
    }
  }
  return batches;
}
