import { asRollcallError } from './errors.ts';
import type { RollcallError } from './errors.ts';

/** A value, or why it could not be had: one part of an answer may fail while the rest stands. */
export type Settled<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: RollcallError };

export function succeeded<T>(value: T): Settled<T> {
  return { ok: true, value };
}

export function failed(error: RollcallError): Settled<never> {
  return { ok: false, error };
}

/** Waits and never rejects; a failure that is not ours is kept as INTERNAL with its cause. */
export async function settle<T>(work: Promise<T>, system?: string): Promise<Settled<T>> {
  try {
    return succeeded(await work);
  } catch (error) {
    return failed(asRollcallError(error, system));
  }
}

/** The value, or the error thrown. */
export function unwrap<T>(settled: Settled<T>): T {
  if (settled.ok) return settled.value;
  throw settled.error;
}
