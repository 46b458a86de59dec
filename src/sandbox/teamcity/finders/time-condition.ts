import { parseCompactDate } from '../protocol/compact-date.ts';
import { parseLocator, refuseUnknownDimensions, valueOf } from './locator.ts';
import { badLocator } from '../protocol/rest-error.ts';

/** Milliseconds since 1970 → whether they fit; a time that never was fits nothing. */
type TimeCondition = (time: number | undefined) => boolean;

/** Reads `-4w2d`, a date, or `(date:D,condition:before|after|equals)`; `after` unless said (section 2.1). */
export function parseTimeCondition(text: string, now: Date): TimeCondition {
  const parts = conditionParts(text);
  const reference = parseTime(parts.date, now);
  switch (parts.condition) {
    case 'after':
      return (time) => time !== undefined && time > reference;
    case 'before':
      return (time) => time !== undefined && time < reference;
    case 'equals':
      return (time) => time !== undefined && Math.floor(time / 1000) === Math.floor(reference / 1000);
    default:
      throw badLocator(`Invalid condition '${parts.condition}'. Supported are: before, after, equals.`);
  }
}

/** ISO dates hold colons, so a text that reads as a date is never taken for dimensions. */
function conditionParts(text: string): { readonly date: string; readonly condition: string } {
  if (!/^[A-Za-z]+[:(]/u.test(text)) return { date: text, condition: 'after' };
  const locator = parseLocator(text);
  refuseUnknownDimensions(locator, ['date', 'condition']);
  const date = valueOf(locator, 'date');
  if (date === undefined) throw badLocator(`No 'date' dimension in time condition '${text}'.`);
  return { date, condition: valueOf(locator, 'condition') ?? 'after' };
}

const unitSeconds: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

function parseTime(text: string, now: Date): number {
  const relative = /^([+-])((?:\d+[wdhms])+)$/u.exec(text);
  if (relative !== null) {
    const seconds = [...(relative[2] as string).matchAll(/(\d+)([wdhms])/gu)].reduce(
      (sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit as string] as number),
      0,
    );
    return now.getTime() + (relative[1] === '-' ? -seconds : seconds) * 1000;
  }
  const time = parseCompactDate(text) ?? isoTime(text);
  if (time === undefined) throw badLocator(`Could not parse time '${text}'.`);
  return time;
}

function isoTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d/u.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
