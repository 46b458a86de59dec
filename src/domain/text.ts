const plain = /^\p{ASCII}*$/u;

/**
 * Brings text to the form in which it is compared: NFC, then case-folded. JavaScript has no case folding; going up
 * and down again gives it for all but the dotless i, which is kept apart, and the final sigma and the capital sharp s,
 * which are mended.
 */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  const folded = text
    .normalize('NFC')
    .replaceAll(/[^\u0131]+/gu, (part) => part.toUpperCase().toLowerCase())
    .replaceAll('\u03c2', '\u03c3')
    // Only the capital sharp s leaves one here: the upper case of the small one is SS.
    .replaceAll('\u00df', 'ss');
  return folded.normalize('NFC');
}

export function equalIgnoringCase(one: string, other: string): boolean {
  return one === other || fold(one) === fold(other);
}

/** Order by code point; JavaScript's own `<` goes by UTF-16 unit and puts emoji before U+E000. */
export function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const a = one.charCodeAt(index);
    const b = other.charCodeAt(index);
    if (a !== b) return rank(a) - rank(b);
  }
  return one.length - other.length;
}

/** Surrogates stand for code points above all others, so they rank after the rest. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}

const digits = /^-?\d+$/u;

/** Numbers first and by value, then other text by code point. */
export function compareNativeIds(one: string, other: string): number {
  const isNumber = digits.test(one);
  if (isNumber !== digits.test(other)) return isNumber ? -1 : 1;
  if (isNumber) {
    const difference = BigInt(one) - BigInt(other);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return compareCodePoints(one, other);
}
