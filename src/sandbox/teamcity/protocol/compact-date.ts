/** `yyyyMMdd'T'HHmmssZ` in the server's zone, for example `20240118T101530+0000` (section 1.4). */
export function compactDate(time: number, offsetMinutes: number): string {
  const shifted = new Date(time + offsetMinutes * 60_000).toISOString();
  const digits = shifted.slice(0, 19).replaceAll(/[-:]/gu, '');
  const size = Math.abs(offsetMinutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  const minutes = String(size % 60).padStart(2, '0');
  return `${digits}${offsetMinutes < 0 ? '-' : '+'}${hours}${minutes}`;
}

/** Milliseconds since 1970, or undefined where the text is not a compact date. */
export function parseCompactDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)([+-])(\d\d)(\d\d)$/u.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, sign, zoneHour, zoneMinute] = match;
  const time = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${sign}${zoneHour}:${zoneMinute}`,
  );
  return Number.isNaN(time) ? undefined : time;
}
