import type { Choices } from './choices.ts';

/** Signs and words that parsers of all kinds stumble over. */
const stumblingBlocks = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  ',',
  '"',
  '"""',
  '$',
  '@',
  '...',
  '|',
  '&',
  '!',
  '#',
  '\\',
  '%',
  '%00',
  '\u0000',
  '\ud800',
  '\udc00',
  '\u202e',
  '\ufeff',
  '🚂',
  '9'.repeat(400),
  '-0',
  '1e999',
  '0x1f',
  'null',
  'true',
  'query',
  'mutation',
  'subscription',
  'fragment',
  'on',
  '__typename',
  '__schema',
  '__proto__',
  'constructor',
  'prototype',
  '@defer',
  '@skip(if: 1)',
  '<!--',
  '*a',
  '&a',
  '!!js/function',
  '- ',
  '\n',
  '\r\n',
  '\t',
  '\u00a0',
  '${HOME}',
  '../../etc/passwd',
  "' OR 1=1 --",
] as const;

/** The text after a few accidents: parts lost, doubled, exchanged, and strange things put in. */
export function damageText(text: string, choices: Choices): string {
  let damaged = text;
  const accidents = 1 + choices.below(4);
  for (let index = 0; index < accidents; index += 1) damaged = accident(damaged, choices);
  return damaged;
}

function accident(text: string, choices: Choices): string {
  const from = choices.below(text.length + 1);
  const to = Math.min(text.length, from + choices.below(12));
  const [before, within, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (choices.below(5)) {
    case 0:
      return before + after;
    case 1:
      return before + within + within + after;
    case 2:
      return before + choices.pick(stumblingBlocks) + within + after;
    case 3:
      return before + choices.pick(stumblingBlocks) + after;
    default:
      return before + within;
  }
}
