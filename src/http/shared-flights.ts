/**
 * Joins equal reads that are in flight at the same moment. A flight ends early only when nobody who joined it
 * waits any more; each who joined may leave alone.
 */
export interface SharedFlights<T> {
  join(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

interface Flight<T> {
  readonly answer: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

export function createSharedFlights<T>(): SharedFlights<T> {
  const inFlight = new Map<string, Flight<T>>();

  const takeOff = (key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const controller = new AbortController();
    const flight: Flight<T> = {
      controller,
      waiting: 0,
      answer: start(controller.signal).finally(() => {
        if (inFlight.get(key) === flight) inFlight.delete(key);
      }),
    };
    inFlight.set(key, flight);
    return flight;
  };

  return {
    join: async (key, signal, start) => {
      signal.throwIfAborted();
      const flight = inFlight.get(key) ?? takeOff(key, start);
      flight.waiting += 1;
      const leave = (): void => {
        flight.waiting -= 1;
        if (flight.waiting > 0) return;
        // Whoever comes next must not join a flight that is being given up.
        if (inFlight.get(key) === flight) inFlight.delete(key);
        flight.controller.abort(signal.reason);
      };
      return raceWithSignal(flight.answer, signal, leave);
    },
  };
}

async function raceWithSignal<T>(answer: Promise<T>, signal: AbortSignal, leave: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      leave();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
