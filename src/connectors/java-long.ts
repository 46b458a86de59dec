const spelling = /^(?:0|-?[1-9]\d{0,18})$/u;

/**
 * Whether text is a signed 64-bit integer in its only spelling, as ids of servers in Java are. What is not can be
 * nobody's id, and asked for all the same would be refused, or found under another spelling.
 */
export function isJavaLong(text: string): boolean {
  if (!spelling.test(text)) return false;
  return text.length < 19 || BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
