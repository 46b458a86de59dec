import type { Random } from '../kernel/random.ts';

/** `count` numbered names: `Group 001`, `Group 002`, … */
export function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${String(index + 1).padStart(3, '0')}`);
}

/** A supply of lists of 1 to `most` different elements; whoever picks one shares it with others. */
export function listPool<T>(from: readonly T[], most: number, random: Random, size = 96): (readonly T[])[] {
  return Array.from({ length: size }, () =>
    random.shuffled(from).slice(0, 1 + random.below(Math.min(most, from.length))),
  );
}

/** A supply of `project → right` records, shared as above. */
export function grantPool(
  names: readonly string[],
  rights: readonly string[],
  most: number,
  random: Random,
): Readonly<Record<string, string>>[] {
  return listPool(names, most, random).map((chosen) =>
    Object.fromEntries(chosen.map((name) => [name, random.pick(rights)])),
  );
}

/** A supply of times between two years, ISO 8601. */
export function timePool(fromYear: number, toYear: number, random: Random, size = 256): string[] {
  const start = Date.UTC(fromYear, 0, 1);
  const seconds = (Date.UTC(toYear, 0, 1) - start) / 1000;
  return Array.from({ length: size }, () => {
    const time = new Date(start + random.below(seconds) * 1000);
    return time.toISOString().replace('.000Z', 'Z');
  });
}

/** True in `percent` of a hundred cases. */
export function chance(percent: number, random: Random): boolean {
  return random.below(100) < percent;
}

/** The same account as in `company.yaml`, so that one configuration fits both. */
export function serviceAccount<T>(accounts: readonly T[], isIt: (account: T) => boolean): T {
  const account = accounts.find(isIt);
  if (account === undefined) throw new Error('company.yaml has lost the service account rollcall.');
  return account;
}
