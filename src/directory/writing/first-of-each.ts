/** Each value once, with the place where it first stood: that is the place a message must name. */
export function firstOfEach<T>(values: readonly T[]): (readonly [index: number, value: T])[] {
  const seen = new Set<T>();
  return [...values.entries()].filter(([, value]) => {
    const isFirst = !seen.has(value);
    seen.add(value);
    return isFirst;
  });
}
