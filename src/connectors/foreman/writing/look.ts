import type { Look } from '#connectors/writing.ts';

export const missing: Look = { verdict: 'missing' };
const landed: Look = { verdict: 'landed' };
export const unclear: Look = { verdict: 'unclear' };

/** Looks without ever throwing: what cannot be read leaves it open. */
export async function looking(look: () => Promise<Look>): Promise<Look> {
  try {
    return await look();
  } catch {
    return unclear;
  }
}

export function verdictOf(isSo: boolean): Look {
  return isSo ? landed : missing;
}
