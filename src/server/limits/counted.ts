/** Fragments within fragments double what they count, up to numbers that nobody can count with; this is enough. */
export function counted(number: number): number {
  return Math.min(number, Number.MAX_SAFE_INTEGER);
}

/** For messages: `1,000`. */
export function inWords(number: number): string {
  const text = number.toLocaleString('en');
  return number < Number.MAX_SAFE_INTEGER ? text : `more than ${text}`;
}
