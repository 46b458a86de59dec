import type { Call } from '#connectors/connector.ts';
import { createRemembered } from '#connectors/remembered.ts';
import { RollcallError } from '#domain/errors.ts';
import type { TeamCityClient } from './client.ts';

/** Whether the server honours `or`, which no document names (teamcity.md 2.1, 9.6). */
export interface AnyOf {
  /** False once it was found wanting. */
  isUsable(): boolean;
  /** It brought several accounts, all of them wanted: nothing but `or` does that. */
  noteWorks(): void;
  /** It was refused or brought others. Changes nothing where it is known to work: the batch was at fault. */
  noteFails(): void;
  /**
   * Asks for some account of the list or none: exactly that one must come. It is not the own account, as the
   * super user's is in no list. Refusals are thrown.
   */
  check(call: Call): Promise<boolean>;
  /** What is known of it, else checks. */
  prove(call: Call): Promise<boolean>;
}

const rememberedMs = 60 * 60 * 1000;
const idOnly = 'id,username';

export function createAnyOf(client: TeamCityClient, now: () => number): AnyOf {
  const memory = createRemembered<boolean>({ maxAgeMs: rememberedMs, now });
  const note = (works: boolean): void => void memory.set('or', works);
  const noteFails = (): void => {
    if (memory.get('or') !== true) note(false);
  };
  const check = async (call: Call): Promise<boolean> => {
    const [some] = await client.accounts(call, { page: { start: 0, count: 1 } }, idOnly);
    if (some === undefined) return true;
    const works = await bringsOnly(client, call, some.id);
    if (works) note(true);
    else noteFails();
    return works;
  };
  return {
    isUsable: () => memory.get('or') !== false,
    noteWorks: () => note(true),
    noteFails,
    check,
    prove: async (call) => memory.get('or') ?? check(call),
  };
}

async function bringsOnly(client: TeamCityClient, call: Call, id: string): Promise<boolean> {
  try {
    const rows = await client.accounts(call, { matching: anyOf([`id:${id}`, 'id:0']) }, idOnly);
    return rows.length === 1 && rows[0]?.id === id;
  } catch (error) {
    // Not understood: a bad locator, or one taken for an account that is not there.
    if (error instanceof RollcallError && (error.httpStatus === 400 || error.httpStatus === 404))
      return false;
    throw error;
  }
}

/** `or:(…)` over locator dimensions. */
export function anyOf(dimensions: readonly string[]): string {
  return `or:(${dimensions.join(',')})`;
}

/** `item:(…),item:(…)`: each locator by itself, one after the other. */
export function eachOf(dimensions: readonly string[]): string {
  return dimensions.map((dimension) => `item:(${dimension})`).join(',');
}
