import { zoneOffsetMinutes } from './time-zones.ts';

/** A point in time as somebody wrote it. `isDay`: only a day was named, the moment is its beginning. */
export interface Moment {
  readonly at: number;
  readonly isDay: boolean;
}

const dayMilliseconds = 86_400_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const isoText =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?\s*$/iu;

/**
 * Reads a point in time as leniently as the server: ISO 8601, or a text that holds the name of a day, taken for
 * that day of this week (foreman.md 6.3). Undefined where nothing can be made of it.
 */
export function parseMoment(text: string, now: Date, zone: string | undefined): Moment | undefined {
  return parseIso(text, zone) ?? parseWeekday(text, now, zone) ?? parseMonthName(text, zone);
}

/** As `parseMoment`, and also `today`, `yesterday`, `3 days ago` and the like (2.3 `last_login_on`). */
export function parseSearchMoment(text: string, now: Date, zone: string | undefined): Moment | undefined {
  const today = startOfDay(now.getTime(), zone);
  if (/\btoday\b/iu.test(text)) return { at: today, isDay: true };
  if (/\byesterday\b/iu.test(text)) return { at: today - dayMilliseconds, isDay: true };
  const ago = /^\s*(\d+)\s+(minute|hour|day|week|month|year)s?\s+ago\s*$/iu.exec(text);
  if (ago === null) return parseMoment(text, now, zone);
  const [, count, unit] = ago as unknown as readonly [string, string, string];
  return momentsAgo(Number(count), unit.toLowerCase(), now, today);
}

function momentsAgo(count: number, unit: string, now: Date, today: number): Moment {
  if (unit === 'minute') return { at: now.getTime() - count * 60_000, isDay: false };
  if (unit === 'hour') return { at: now.getTime() - count * 3_600_000, isDay: false };
  const days: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };
  return { at: today - count * (days[unit] ?? 1) * dayMilliseconds, isDay: true };
}

function parseIso(text: string, zone: string | undefined): Moment | undefined {
  const found = isoText.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, offset] = found;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  const isRealDay = new Date(wall).getUTCDate() === Number(day) && Number(hour ?? 0) < 24;
  if (!isRealDay) return undefined;
  const at = offset === undefined ? fromWall(wall, zone) : wall - offsetMinutes(offset) * 60_000;
  return { at, isDay: hour === undefined };
}

function parseWeekday(text: string, now: Date, zone: string | undefined): Moment | undefined {
  const found = /\b(sun|mon|tue|wed|thu|fri|sat)[a-z]*/iu.exec(text);
  if (found?.[1] === undefined) return undefined;
  const today = startOfDay(now.getTime(), zone);
  const wallDay = new Date(today + zoneOffsetMinutes(zone, today) * 60_000).getUTCDay();
  return { at: today + (weekdays.indexOf(found[1].toLowerCase()) - wallDay) * dayMilliseconds, isDay: true };
}

function parseMonthName(text: string, zone: string | undefined): Moment | undefined {
  if (!/\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu.test(text)) return undefined;
  const wall = Date.parse(`${text} UTC`);
  return Number.isNaN(wall) ? undefined : { at: fromWall(wall, zone), isDay: !text.includes(':') };
}

function offsetMinutes(offset: string): number {
  const digits = /^([+-])(\d{2}):?(\d{2})$/u.exec(offset);
  if (digits === null) return 0;
  const minutes = Number(digits[2]) * 60 + Number(digits[3]);
  return digits[1] === '-' ? -minutes : minutes;
}

function startOfDay(at: number, zone: string | undefined): number {
  const offset = zoneOffsetMinutes(zone, at) * 60_000;
  return Math.floor((at + offset) / dayMilliseconds) * dayMilliseconds - offset;
}

function fromWall(wall: number, zone: string | undefined): number {
  return wall - zoneOffsetMinutes(zone, wall) * 60_000;
}
