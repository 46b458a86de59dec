import type { Random } from '../kernel/random.ts';

export interface MadeUpPerson {
  readonly first: string;
  readonly last: string;
  /** `first.last` in ASCII and lower case, with a number where the names repeat. */
  readonly dotted: string;
  /** `flast`, with a number as above. */
  readonly short: string;
  readonly email: string;
}

/** Written names; where the ASCII spelling is not just the lower-cased name it stands after the slash. */
const firstNames = spellings(
  'Ada Alan Amara Anders Anja Beatrix Carlos Chiara Claire Daniel Dmitri Elena Emeka Emily Eva Farid Fatima Felix',
  'Grace Hana Hannah Henrik Hugo Ines Ingrid Isabel Ivan Jan Jana Jonas José/jose Julia Karim Katrin Kwame Lars',
  'Leila Lena Linus Łukasz/lukasz Luca Maja Marek Maria Marta Megan Mehmet Mia Milan Mohamed Nadia Nils Nina Noor',
  'Oleg Olga Oscar Owen Paula Pavel Peter Petra Pierre Priya Rafael Ravi Rosa Ruth Samir Sara Siobhán/siobhan',
  'Sofia Stefan Sven Tanja Tariq Thomas Tom Uma Vera Viktor Wanda Xavier Yara Yusuf Zoë/zoe 太郎/taro 花子/hanako',
);
const lastNames = spellings(
  'Aalto Abbott Adeyemi Ahmed Andersson Bakker Barnes Bauer Becker Berg Blake Brandt Brennan Brown Carter Carvalho',
  'Chen Clarke Cohen Costa Dahl Davies Demir Diaz Dubois Dvořák/dvorak Eder Evans Farah Fernández/fernandez Fischer',
  'Fontaine Ford Frost Garcia Gonzalez Gray Griffiths Große/grosse Haas Haddad Hansen Hartmann Hoffmann Horvat',
  'Ibrahim Ivanov Jansen Johansson Jones Keller Kim Klein Kovač/kovac Kowalski Kumar Lang Larsen Lefèvre/lefevre',
  'Lindqvist Lopez Maier Marchenko Martin Mensah Meyer Mohr Moreau Müller/mueller Nagy Nielsen Novak Núñez/nunez',
  'Okafor Olsen Patel Pereira Petrov Popescu Raman Reed Richter Romano Rossi Sato Schmidt Schulz Silva Singh Smith',
  'Solberg Suzuki Szabó/szabo Tanaka Taylor Vogel Volkov Wagner Walsh Weber Wilson Wójcik/wojcik Wolf 山田/yamada Zhang',
);

/**
 * Makes up `count` people, no two of one login, in an order that depends on `random` alone.
 * `domain` ends their e-mail addresses.
 */
export function makeUpPeople(count: number, domain: string, random: Random): MadeUpPerson[] {
  const combinations = firstNames.length * lastNames.length;
  const start = random.below(combinations);
  // A step that shares no divisor with the number of combinations visits each of them once before repeating.
  const step = coprimeStep(combinations);
  const usedShort = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const place = (start + index * step) % combinations;
    const first = firstNames[Math.floor(place / lastNames.length)] as Spelling;
    const last = lastNames[place % lastNames.length] as Spelling;
    const round = Math.floor(index / combinations);
    const dotted = `${first.ascii}.${last.ascii}${round === 0 ? '' : round + 1}`;
    const stem = `${first.ascii.charAt(0)}${last.ascii}`;
    const seen = (usedShort.get(stem) ?? 0) + 1;
    usedShort.set(stem, seen);
    return {
      first: first.written,
      last: last.written,
      dotted,
      short: seen === 1 ? stem : `${stem}${seen}`,
      email: `${dotted}@${domain}`,
    };
  });
}

interface Spelling {
  readonly written: string;
  readonly ascii: string;
}

function spellings(...lines: readonly string[]): Spelling[] {
  return lines
    .flatMap((line) => line.split(' '))
    .map((entry) => {
      const [written = '', ascii = written.toLowerCase()] = entry.split('/');
      return { written, ascii };
    });
}

function coprimeStep(modulus: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.floor(modulus * 0.618);
  while (divisor(step, modulus) !== 1) step += 1;
  return step;
}
