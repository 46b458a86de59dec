import { invalidInput } from '#domain/errors.ts';
import type { Position, SortValue } from './position.ts';

/** Where one system stands when it is not at the common position: `start` and `end` are the ends of its list. */
export type Lag = 'start' | 'end' | Position;

/**
 * A place in a list over several systems. All systems stand at `position` except those in `lags`: a system that was
 * away while others went on stands where it was, and is caught up with when it is back, so nothing of it is skipped.
 */
export interface Cursor {
  readonly position: Position;
  readonly lags: ReadonlyMap<string, Lag>;
}

type Packed = readonly [order: string, value: SortValue, system: string, id: string, lags?: PackedLags];
type PackedLags = Readonly<Record<string, 'start' | 'end' | readonly [SortValue, string, string]>>;

/** Opaque to clients. The order's name goes along, so that another order refuses it. */
export function encodeCursor(orderName: string, cursor: Cursor): string {
  const { value, system, id } = cursor.position;
  const packed: Packed =
    cursor.lags.size === 0
      ? [orderName, value, system, id]
      : [orderName, value, system, id, packLags(cursor.lags)];
  return Buffer.from(JSON.stringify(packed), 'utf8').toString('base64url');
}

function packLags(lags: Cursor['lags']): PackedLags {
  const packed: Record<string, PackedLags[string]> = {};
  for (const [key, lag] of lags)
    packed[key] = typeof lag === 'string' ? lag : [lag.value, lag.system, lag.id];
  return packed;
}

/** Throws INVALID_INPUT for what is no cursor, and for a cursor of another list or order. */
export function decodeCursor(orderName: string, text: string, argument: string): Cursor {
  const packed = unpack(text);
  if (packed === undefined) {
    throw invalidInput(`Expected a cursor as this list hands out in ${argument}; got something else.`, [
      argument,
    ]);
  }
  const [order, value, system, id, lags = {}] = packed;
  if (order !== orderName) {
    throw invalidInput(
      `The cursor in ${argument} belongs to the order "${order}", this list is in the order "${orderName}": start again without a cursor.`,
      [argument],
    );
  }
  const entries = Object.entries(lags).map(
    ([key, lag]) =>
      [key, typeof lag === 'string' ? lag : { value: lag[0], system: lag[1], id: lag[2] }] as const,
  );
  return { position: { value, system, id }, lags: new Map(entries) };
}

function unpack(text: string): Packed | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return isPacked(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isPacked(parsed: unknown): parsed is Packed {
  if (!Array.isArray(parsed) || parsed.length < 4 || parsed.length > 5) return false;
  const [order, value, system, id, lags] = parsed as unknown[];
  if (typeof order !== 'string' || typeof system !== 'string' || typeof id !== 'string') return false;
  return isSortValue(value) && (lags === undefined || isPackedLags(lags));
}

function isPackedLags(lags: unknown): lags is PackedLags {
  if (typeof lags !== 'object' || lags === null || Array.isArray(lags)) return false;
  return Object.values(lags).every(
    (lag: unknown) =>
      lag === 'start' ||
      lag === 'end' ||
      (Array.isArray(lag) &&
        lag.length === 3 &&
        isSortValue(lag[0]) &&
        typeof lag[1] === 'string' &&
        typeof lag[2] === 'string'),
  );
}

function isSortValue(value: unknown): value is SortValue {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
