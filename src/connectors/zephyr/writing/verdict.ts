import type { Look } from '#connectors/writing.ts';
import { settle } from '#domain/settled.ts';

/** A write lands as a whole: all of it is there, nothing of it, or who knows. */
export function verdictOf(areThere: readonly boolean[]): Look {
  if (areThere.every(Boolean)) return { verdict: 'landed' };
  return { verdict: areThere.some(Boolean) ? 'unclear' : 'missing' };
}

/** What cannot be read is unclear. */
export async function orUnclear(look: Promise<Look>): Promise<Look> {
  const looked = await settle(look);
  return looked.ok ? looked.value : { verdict: 'unclear' };
}
