import type { Call } from '#connectors/connector.ts';

/**
 * What was learnt about a server with certain credentials and spares calls that would be in vain, such as "it has no
 * list of roles". Forgotten after a while and when full, so that a server that learns is noticed.
 */
export interface Memory {
  has(call: Call, fact: string): boolean;
  add(call: Call, fact: string): void;
}

const lifeMs = 10 * 60 * 1000;
const mostFacts = 1000;

export function createMemory(now: () => number): Memory {
  const until = new Map<string, number>();
  const keyOf = (call: Call, fact: string): string => `${call.identity.fingerprint} ${fact}`;
  return {
    // Fresh data is asked for when somebody doubts what they see.
    has: (call, fact) => !call.isFresh && (until.get(keyOf(call, fact)) ?? 0) > now(),
    add: (call, fact) => {
      const oldest = until.keys().next();
      if (until.size >= mostFacts && oldest.done !== true) until.delete(oldest.value);
      until.set(keyOf(call, fact), now() + lifeMs);
    },
  };
}
