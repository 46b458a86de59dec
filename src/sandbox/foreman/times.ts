import { zoneOffsetMinutes } from './time-zones.ts';

/**
 * A time as answers show it: seconds only, in the zone of the caller (foreman.md 2.2): `2026-03-02 08:15:09 UTC`, or
 * `2026-03-02 17:15:09 +0900`.
 */
export function shownTime(at: number | undefined, zone: string | undefined): string | null {
  if (at === undefined) return null;
  if (zone === undefined || zone === 'UTC') return `${wallText(at)} UTC`;
  const offset = zoneOffsetMinutes(zone, at);
  const size = Math.abs(offset);
  const digits = `${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`;
  return `${wallText(at + offset * 60_000)} ${offset < 0 ? '-' : '+'}${digits}`;
}

/** A time as raw rows bear it, in the answers to DELETE (2.8): ISO 8601 with milliseconds. */
export function rawTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function wallText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
