import type { Serving } from './serving.ts';

/** One request's hold on what answers it: it stays open until everything that works for the request has let go. */
export interface Borrowed {
  readonly serving: Serving;
  readonly hold: () => void;
  readonly letGo: () => void;
  /** Called when the last has let go; at once where that has been. */
  readonly onEnd: (callback: () => void) => void;
}

/** What new requests are answered with, and how many still use it and those before it. */
export interface LiveServing {
  readonly current: Serving;
  /** Requests that are worked on. */
  readonly inProgress: number;
  /** Held once; whoever borrows lets go. */
  borrow(): Borrowed;
  /** New requests go to the next one; resolves when nothing uses the one before any more. */
  replace(next: Serving): Promise<void>;
  /** Resolves when no request is under way. */
  idle(): Promise<void>;
}

interface Used {
  readonly serving: Serving;
  holds: number;
  readonly waiting: (() => void)[];
}

export function createLiveServing(first: Serving): LiveServing {
  let current: Used = { serving: first, holds: 0, waiting: [] };
  const inUse = new Set<Used>();
  let inProgress = 0;

  const unused = async (used: Used): Promise<void> => {
    if (used.holds > 0) await new Promise<void>((resolve) => used.waiting.push(resolve));
  };
  const letGo = (used: Used): void => {
    used.holds -= 1;
    if (used.holds > 0) return;
    inUse.delete(used);
    for (const resolve of used.waiting.splice(0)) resolve();
  };

  return {
    get current() {
      return current.serving;
    },
    get inProgress() {
      return inProgress;
    },
    borrow: () => {
      inProgress += 1;
      const used = current;
      const callbacks: (() => void)[] = [];
      let holds = 0;
      const hold = (): void => {
        holds += 1;
        used.holds += 1;
        inUse.add(used);
      };
      hold();
      return {
        serving: used.serving,
        hold,
        letGo: () => {
          holds -= 1;
          letGo(used);
          if (holds > 0) return;
          inProgress -= 1;
          for (const callback of callbacks.splice(0)) callback();
        },
        onEnd: (callback) => {
          if (holds === 0) callback();
          else callbacks.push(callback);
        },
      };
    },
    replace: async (next) => {
      const before = current;
      current = { serving: next, holds: 0, waiting: [] };
      await unused(before);
    },
    idle: async () => {
      await Promise.all([...inUse].map(unused));
    },
  };
}
