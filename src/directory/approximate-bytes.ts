const pointer = 8;
const objectHeader = 24;
const mostSamples = 500;

/**
 * About how much memory rows take, in bytes: text by its length, each object and member by what V8 spends on it. Good to
 * a factor of two, which is what a bound on memory needs; up to 500 rows, evenly spread, stand for all.
 */
export function approximateBytes(rows: readonly unknown[]): number {
  const step = Math.max(1, Math.floor(rows.length / mostSamples));
  let sampled = 0;
  let bytes = 0;
  for (let place = 0; place < rows.length; place += step) {
    bytes += bytesOf(rows[place]);
    sampled += 1;
  }
  return sampled === 0 ? objectHeader : Math.ceil((bytes / sampled) * rows.length) + objectHeader;
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return objectHeader + value.length;
  if (typeof value !== 'object' || value === null) return pointer;
  let bytes = objectHeader;
  for (const member of Object.values(value)) bytes += pointer + bytesOf(member);
  return bytes;
}
