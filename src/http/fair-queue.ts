import type { Queue, QueueAddOptions, RunFunction } from 'p-queue';

export interface PlaceOptions extends QueueAddOptions {
  readonly requestId: string;
  readonly isBulk: boolean;
}

/** Of so many free places that both kinds wait for, one goes to bulk: it waits behind people, but not for ever. */
const everyNthToBulk = 8;

/**
 * Who gets the next place: calls that people wait for before bulk ones, and among equals a call of each request in
 * turn, so that one request with 500 calls does not hold up another with one. A class, as p-queue wants one.
 */
export class FairQueue implements Queue<RunFunction, PlaceOptions> {
  readonly #people = createTurns();
  readonly #bulk = createTurns();
  #peopleInARow = 0;

  get size(): number {
    return this.#people.size() + this.#bulk.size();
  }

  enqueue(run: RunFunction, { id = '', requestId = '', isBulk = false }: Partial<PlaceOptions> = {}): void {
    (isBulk ? this.#bulk : this.#people).add(requestId, id, run);
  }

  dequeue(): RunFunction | undefined {
    const isBulksTurn = this.#peopleInARow >= everyNthToBulk - 1;
    // Whoever's turn it is may have left the line: the place then goes to the others.
    const next = isBulksTurn
      ? (this.#bulk.take() ?? this.#people.take())
      : (this.#people.take() ?? this.#bulk.take());
    this.#peopleInARow = isBulksTurn || this.#bulk.size() === 0 ? 0 : this.#peopleInARow + 1;
    return next;
  }

  remove(id: string): void {
    this.#people.remove(id);
    this.#bulk.remove(id);
  }

  /** Nobody asks for the calls of one priority: whose turn it is depends on more than that. */
  filter(): RunFunction[] {
    return [];
  }

  setPriority(): void {
    throw new Error('Places have no priorities that could be changed.');
  }
}

/** Lines of several requests, of which each is served in turn. */
interface Turns {
  size(): number;
  add(requestId: string, id: string, run: RunFunction): void;
  take(): RunFunction | undefined;
  remove(id: string): void;
}

function createTurns(): Turns {
  // The first line is the one whose turn it is; who was served goes to the end.
  const lines = new Map<string, Map<string, RunFunction>>();
  const requestOf = new Map<string, string>();

  const forget = (requestId: string, line: Map<string, RunFunction>, id: string): void => {
    line.delete(id);
    requestOf.delete(id);
    if (line.size === 0) lines.delete(requestId);
  };

  return {
    size: () => requestOf.size,
    add: (requestId, id, run) => {
      const line = lines.get(requestId) ?? new Map<string, RunFunction>();
      lines.set(requestId, line.set(id, run));
      requestOf.set(id, requestId);
    },
    take: () => {
      for (const [requestId, line] of lines) {
        for (const [id, run] of line) {
          lines.delete(requestId);
          lines.set(requestId, line);
          forget(requestId, line, id);
          return run;
        }
      }
      return undefined;
    },
    remove: (id) => {
      const requestId = requestOf.get(id);
      const line = requestId === undefined ? undefined : lines.get(requestId);
      if (requestId !== undefined && line !== undefined) forget(requestId, line, id);
    },
  };
}
