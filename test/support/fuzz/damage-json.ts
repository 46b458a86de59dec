import type { Choices } from './choices.ts';

const strangers: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1.5,
  () => 2 ** 53,
  () => '',
  () => ' ',
  () => 'x'.repeat(5000),
  () => '\ud800',
  () => '\u0000',
  () => '2026-99-99T00:00:00Z',
  () => [],
  () => {
    return {};
  },
  () => [null],
  () => ({ constructor: { prototype: 1 } }),
  () => nested(50),
];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let index = 0; index < depth; index += 1) value = index % 2 === 0 ? [value] : { a: value };
  return value;
}

/** The value after a few accidents somewhere inside: members lost, renamed, retyped, rows doubled. */
export function damageJson(value: unknown, choices: Choices): unknown {
  let damaged: unknown = structuredClone(value);
  const accidents = 1 + choices.below(3);
  for (let index = 0; index < accidents; index += 1) damaged = accident(damaged, choices, 0);
  return damaged;
}

function accident(value: unknown, choices: Choices, depth: number): unknown {
  const isContainer = typeof value === 'object' && value !== null;
  const size = isContainer ? Object.keys(value).length : 0;
  // Mostly deep inside, where a row is right but for one member.
  if (size === 0 || (depth > 0 && choices.often(2))) return choices.pick(strangers)();
  if (choices.often(depth < 2 ? 8 : 4)) return withChild(value as object, choices, depth);
  return Array.isArray(value) ? damagedList(value, choices) : damagedObject(value as object, choices);
}

function withChild(value: object, choices: Choices, depth: number): unknown {
  if (Array.isArray(value)) {
    const at = choices.below(value.length);
    return value.map((each: unknown, index) => (index === at ? accident(each, choices, depth + 1) : each));
  }
  const name = choices.pick(Object.keys(value));
  return { ...value, [name]: accident((value as Record<string, unknown>)[name], choices, depth + 1) };
}

function damagedList(list: readonly unknown[], choices: Choices): unknown {
  const at = choices.below(list.length);
  switch (choices.below(4)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return list.toSpliced(at, 0, list[at]);
    case 2:
      return list.toReversed();
    default:
      return list.toSpliced(at, 0, choices.pick(strangers)());
  }
}

function damagedObject(value: object, choices: Choices): unknown {
  const name = choices.pick(Object.keys(value));
  const { [name]: member, ...rest } = value as Record<string, unknown>;
  switch (choices.below(3)) {
    case 0:
      return rest;
    case 1:
      return { ...rest, [`${name}_`]: member };
    default:
      return { ...rest, [name]: [member] };
  }
}
