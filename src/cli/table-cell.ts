const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Terminals give these two places. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff00-\uff60]/u;
/** What moves the cursor, changes colours or turns the direction of writing. */
const control = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Text for one cell of a table: made harmless for a terminal, cut with `…`, filled up with spaces. */
export function cell(text: string, width: number | undefined): string {
  const shown = text.replaceAll(control, '\ufffd');
  if (width === undefined) return shown;
  const whole = take(shown, width);
  if (whole.isAll) return whole.text + ' '.repeat(width - whole.places);
  const part = take(shown, width - 1);
  return width < 1 ? '' : `${part.text}…${' '.repeat(width - 1 - part.places)}`;
}

/** As much from the beginning as fits. */
function take(text: string, width: number) {
  let taken = '';
  let places = 0;
  for (const { segment } of segmenter.segment(text)) {
    const next = wide.test(segment) ? 2 : 1;
    if (places + next > width) return { text: taken, places, isAll: false };
    taken += segment;
    places += next;
  }
  return { text: taken, places, isAll: true };
}
