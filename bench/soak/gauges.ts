import { setTimeout as delay } from 'node:timers/promises';
import type { Running } from '../support/process.ts';

export interface Gauge {
  /** Resident memory in bytes. */
  readonly memory: number;
  /** Open files, sockets and pipes. */
  readonly handles: number;
}

export interface Trend {
  /** Median of the first quarter, after the warm-up. */
  readonly start: Gauge;
  /** Median of the last quarter. */
  readonly end: Gauge;
}

/** A look every so often until it is over. */
export async function watch(gateway: Running, everyMs: number, isOver: () => boolean): Promise<Gauge[]> {
  const looks: Gauge[] = [];
  while (!isOver() && gateway.isAlive()) {
    looks.push({ memory: gateway.memory().now, handles: gateway.handles() });
    await delay(everyMs);
  }
  return looks;
}

/** The first fifth is warm-up: code is compiled, lists are read for the first time. */
export function trendOf(looks: readonly Gauge[]): Trend {
  const warm = looks.slice(Math.floor(looks.length / 5));
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  return { start: medianOf(warm.slice(0, quarter)), end: medianOf(warm.slice(-quarter)) };
}

function medianOf(looks: readonly Gauge[]): Gauge {
  const median = (values: readonly number[]): number =>
    values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    memory: median(looks.map(({ memory }) => memory)),
    handles: median(looks.map(({ handles }) => handles)),
  };
}
