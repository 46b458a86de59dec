import { parseLocator, refuseUnknownDimensions, valueOf, valuesOf } from './locator.ts';
import type { Dimension, Locator } from './locator.ts';
import { badLocator } from '../protocol/rest-error.ts';

/** One dimension made into a test, with the few items it can only be where an index knows them. */
export interface Condition<Item> {
  readonly matches: (item: Item) => boolean;
  readonly candidates?: (() => readonly Item[]) | undefined;
}

/** What differs between the finders; the grammar of lists is the same for all (section 2.1). */
export interface Finder<Item> {
  /** Dimensions of its own, beside those every finder has. */
  readonly dimensions: readonly string[];
  condition(dimension: Dimension): Condition<Item>;
  /** All items in server order. */
  all(): readonly Item[];
  readonly compare: (one: Item, other: Item) => number;
  /** Items of one `item:(…)`, which is a locator of its own. */
  items(locator: string): readonly Item[];
}

const combining = ['or', 'and', 'not'];
const paging = ['start', 'count', 'lookupLimit', 'unique', 'item'];

/** The dimensions of a locator for items that have `own` ones. */
export function supportedDimensions(own: readonly string[]): string[] {
  return [...own, ...combining, ...paging];
}

/** Items that meet all dimensions of a locator without single value, in order, one page of them. */
export function findAll<Item>(finder: Finder<Item>, locator: Locator): readonly Item[] {
  refuseUnknownDimensions(locator, supportedDimensions(finder.dimensions));
  const condition = allOf(
    finder,
    locator.dimensions.filter(({ name }) => !paging.includes(name)),
  );
  const lookupLimit = numberOf(locator, 'lookupLimit');
  const examined = candidates(finder, locator, condition);
  const limited = lookupLimit === undefined || lookupLimit < 0 ? examined : examined.slice(0, lookupLimit);
  return page(limited.filter(condition.matches), locator);
}

/** Offset and size of the page asked for; a negative size is no limit. */
export function pageOf(locator: Locator): { readonly start: number; readonly count: number | undefined } {
  const count = numberOf(locator, 'count');
  return {
    start: numberOf(locator, 'start') ?? 0,
    count: count === undefined || count < 0 ? undefined : count,
  };
}

function page<Item>(items: readonly Item[], locator: Locator): readonly Item[] {
  const { start, count } = pageOf(locator);
  return items.slice(start, count === undefined ? undefined : start + count);
}

function candidates<Item>(
  finder: Finder<Item>,
  locator: Locator,
  condition: Condition<Item>,
): readonly Item[] {
  const items = valuesOf(locator, 'item');
  if (items.length > 0) {
    const found = items.flatMap((item) => [...finder.items(item)]);
    return valueOf(locator, 'unique') === 'false' ? found : [...new Set(found)];
  }
  if (condition.candidates === undefined) return finder.all();
  return [...new Set(condition.candidates())].sort(finder.compare);
}

function conditionOf<Item>(finder: Finder<Item>, dimension: Dimension): Condition<Item> {
  switch (dimension.name) {
    case 'or':
      return anyOf(finder, innerDimensions(finder, dimension));
    case 'and':
      return allOf(finder, innerDimensions(finder, dimension));
    case 'not': {
      const inner = allOf(finder, innerDimensions(finder, dimension));
      return { matches: (item) => !inner.matches(item) };
    }
    default:
      return finder.condition(dimension);
  }
}

function innerDimensions<Item>(finder: Finder<Item>, dimension: Dimension): readonly Dimension[] {
  const locator = parseLocator(dimension.value);
  if (locator.single !== undefined) {
    throw badLocator(`Dimension '${dimension.name}' needs dimensions in its value, not '${locator.single}'.`);
  }
  refuseUnknownDimensions(locator, [...finder.dimensions, ...combining]);
  return locator.dimensions;
}

function allOf<Item>(finder: Finder<Item>, dimensions: readonly Dimension[]): Condition<Item> {
  const conditions = compile(finder, dimensions);
  return {
    matches: (item) => conditions.every((condition) => condition.matches(item)),
    candidates: conditions.find((condition) => condition.candidates !== undefined)?.candidates,
  };
}

/** Known by index as a whole only where each alternative is: a hundred ids are a hundred look-ups, not a scan. */
function anyOf<Item>(finder: Finder<Item>, dimensions: readonly Dimension[]): Condition<Item> {
  const conditions = compile(finder, dimensions);
  const sources = conditions.map((condition) => condition.candidates);
  const isIndexed = sources.every((source) => source !== undefined);
  if (!isIndexed) return { matches: (item) => conditions.some((condition) => condition.matches(item)) };
  // Every candidate comes from an alternative, but one found by index may fail other parts of its alternative.
  const found = new Set(
    conditions.flatMap((condition) => [...(condition.candidates?.() ?? [])].filter(condition.matches)),
  );
  return { matches: (item) => found.has(item), candidates: () => [...found] };
}

function compile<Item>(finder: Finder<Item>, dimensions: readonly Dimension[]): Condition<Item>[] {
  for (const name of combining) {
    if (dimensions.filter((dimension) => dimension.name === name).length > 1) {
      throw badLocator(`Dimension '${name}' may be given once per level.`);
    }
  }
  return dimensions.map((dimension) => conditionOf(finder, dimension));
}

function numberOf(locator: Locator, name: string): number | undefined {
  const text = valueOf(locator, name);
  if (text === undefined) return undefined;
  if (!/^-?\d+$/u.test(text))
    throw badLocator(`Invalid value of dimension '${name}': '${text}'. Should be a number.`);
  return Number(text);
}
