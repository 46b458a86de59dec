import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';

/** Decisions on the way through something that is made up, each a value of fast-check. */
export interface Choices {
  /** Uniform in [0, bound). */
  below(bound: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  pick<T>(list: readonly T[]): T;
  /** True that often, of ten. */
  often(ofTen: number): boolean;
}

export function choicesOf(generate: GeneratorValue): Choices {
  const below = (bound: number): number => (bound <= 1 ? 0 : generate(fc.nat, { max: bound - 1 }));
  return {
    below,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new RangeError('There is nothing to pick from.');
      return list[below(list.length)] as T;
    },
    often: (ofTen) => below(10) < ofTen,
  };
}
