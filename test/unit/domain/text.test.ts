import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCodePoints, compareNativeIds, equalIgnoringCase, fold } from '#domain/text.ts';

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        'a',
        'A',
        'ß',
        'ẞ',
        'ς',
        'Σ',
        'İ',
        'ı',
        'ﬁ',
        'e',
        '\u0301',
        '\u0307',
        '\u0345',
        'ᾳ',
        '𐐀',
        'K',
      ),
    )
    .map((parts) => parts.join('')),
);

/** Every character of Unicode, surrogates aside. */
function* everyCharacter(): Generator<string> {
  for (let point = 0; point <= 0x10_ffff; point += 1) {
    if (point < 0xd800 || point > 0xdfff) yield String.fromCodePoint(point);
  }
}

describe('folding', () => {
  // Values of the Unicode character database, CaseFolding.txt, statuses C and F.
  it.each([
    ['ADA', 'ada'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['STRASSE', 'strasse'],
    ['ΟΔΥΣΣΕΎΣ', 'οδυσσεύσ'],
    ['Οδυσσεύς', 'οδυσσεύσ'],
    ['İ', 'i\u0307'],
    ['ı', 'ı'],
    ['ﬁnn', 'finn'],
    ['ŉ', 'ʼn'],
    ['Élodie', 'élodie'],
    ['E\u0301lodie', 'élodie'],
    ['Å', 'å'],
    ['K', 'k'],
    ['Ⅷ', 'ⅷ'],
    ['𐐀', '𐐨'],
    ['ᾈ', 'ἀι'],
    ['日本', '日本'],
    ['', ''],
  ])('brings %s to %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('keeps the dotless i of Turkish apart from the others', () => {
    expect(new Set(['ı', 'i', 'İ'].map(fold)).size).toBe(3);
    expect(equalIgnoringCase('ISIK', 'ışık')).toBe(false);
  });

  it('makes upper and lower case of every character the same, the dotless i aside', () => {
    const different = [...everyCharacter()].filter(
      (character) =>
        fold(character.toUpperCase()) !== fold(character) ||
        fold(character.toLowerCase()) !== fold(character),
    );
    expect(different).toEqual(['ı']);
  });

  it('makes the same of what regular expressions take for the same without regard to case', () => {
    const cased = [...everyCharacter()].filter(
      (character) => character.toUpperCase() !== character || character.toLowerCase() !== character,
    );
    const variants = (character: string): string[] => [character.toUpperCase(), character.toLowerCase()];
    const different = cased.filter((character) => {
      const same = new RegExp(`^${character}$`, 'iu');
      return variants(character).some((each) => same.test(each) && fold(each) !== fold(character));
    });
    expect(cased.length).toBeGreaterThan(2000);
    expect(different).toEqual([]);
  });

  it('changes nothing that is folded already', () => {
    fc.assert(fc.property(anyText, (text) => fold(fold(text)) === fold(text)));
  });

  it('gives the same for composed and decomposed text', () => {
    fc.assert(fc.property(anyText, (text) => fold(text.normalize('NFD')) === fold(text.normalize('NFC'))));
  });

  it('gives composed text', () => {
    fc.assert(fc.property(anyText, (text) => fold(text) === fold(text).normalize('NFC')));
  });

  it('agrees with the collation of ICU where that tells letters apart', () => {
    const accents = new Intl.Collator('und', { sensitivity: 'accent' });
    const letters = 'aäàåÄÅbcçÇdeéÉèêiíÍïnñÑoöóøÖØsšŠuüúÜyýÿzžŽœŒæÆðÐþÞłŁαΑβΒдДжЖ'.split('');
    for (const one of letters) {
      for (const other of letters) {
        expect(equalIgnoringCase(one, other), `${one} ${other}`).toBe(accents.compare(one, other) === 0);
      }
    }
  });
});

const wellFormed = fc.string({ unit: 'grapheme' });

describe('order by code point', () => {
  it('is that of the code points', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (one, other) => {
        expect(Math.sign(compareCodePoints(one, other))).toBe(Math.sign(slowly(one, other)));
      }),
    );
  });

  it('puts emoji after every character of the first plane', () => {
    expect(compareCodePoints('\u{1f600}', '\ufffd')).toBeGreaterThan(0);
    expect(['\u{1f600}', '\ufffd'].sort()).toEqual(['\u{1f600}', '\ufffd']);
  });

  it('puts a beginning before the whole', () => {
    expect(compareCodePoints('ad', 'ada')).toBeLessThan(0);
    expect(compareCodePoints('', '')).toBe(0);
  });
});

/** The same order, by the definition. */
function slowly(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  for (const [index, point] of (a ?? []).entries()) {
    const against = b?.[index];
    if (against === undefined) return 1;
    if (point !== against) return point - against;
  }
  return (a?.length ?? 0) - (b?.length ?? 0);
}

describe('order of native ids', () => {
  it('takes numbers by value, whatever their length', () => {
    const ids = ['10', '9', '-1', '123456789012345678901', '123456789012345678900', '0'];
    expect(ids.sort(compareNativeIds)).toEqual([
      '-1',
      '0',
      '9',
      '10',
      '123456789012345678900',
      '123456789012345678901',
    ]);
  });

  it('puts numbers before names', () => {
    expect(['b', '10', '1a', '2', 'a'].sort(compareNativeIds)).toEqual(['2', '10', '1a', 'a', 'b']);
  });

  it('is one order: nothing depends on where a row stood before', () => {
    const id = fc.oneof(
      fc.bigInt().map(String),
      fc.stringMatching(/^[0-9a-c-]{0,4}$/u),
      fc.constantFrom('007', '7', '-0', '0', '+7', '7 '),
    );
    fc.assert(
      fc.property(id, id, id, (a, b, c) => {
        expect(Math.sign(compareNativeIds(a, b))).toBe(0 - Math.sign(compareNativeIds(b, a)));
        if (compareNativeIds(a, b) === 0) expect(a).toBe(b);
        if (compareNativeIds(a, b) <= 0 && compareNativeIds(b, c) <= 0) {
          expect(compareNativeIds(a, c)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
