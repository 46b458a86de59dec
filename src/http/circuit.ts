import {
  BrokenCircuitError,
  CircuitState as Phase,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
  noJitterGenerator,
} from 'cockatiel';
import type { CircuitBreakerPolicy } from 'cockatiel';
import type { CircuitState } from '#domain/circuit.ts';
import { RollcallError } from '#domain/errors.ts';
import type { BreakerOptions } from './managed-http.ts';
import type { Verdict } from './outcome.ts';

export interface CircuitOptions {
  readonly system: string;
  readonly breaker: BreakerOptions;
  /** Told of each change. */
  readonly onCircuit?: ((state: CircuitState) => void) | undefined;
}

export interface Judged<T> {
  readonly value: T;
  readonly verdict: Verdict;
}

/** Leaves a server alone that keeps failing (docs/adr/0016). */
export interface Circuit {
  readonly state: () => CircuitState;
  /** Throws UPSTREAM_UNAVAILABLE where no call would be let through. */
  check(): void;
  /** Does the work and learns from its verdict. A trial decides whether the circuit closes again. */
  run<T>(work: (isTrial: boolean) => Promise<Judged<T>>): Promise<T>;
}

const states: Readonly<Record<Phase, CircuitState>> = {
  [Phase.Closed]: 'CLOSED',
  [Phase.HalfOpen]: 'HALF_OPEN',
  [Phase.Open]: 'OPEN',
  [Phase.Isolated]: 'OPEN',
};

/** Thrown to the library, which counts it neither way. */
const saysNothing = new Error('This outcome says nothing of the server.');

export function createCircuit(options: CircuitOptions): Circuit {
  return options.breaker.failures === 0 ? alwaysClosed : createBreaker(options);
}

const alwaysClosed: Circuit = {
  state: () => 'CLOSED',
  check: () => undefined,
  run: async (work) => (await work(false)).value,
};

function createBreaker({ system, breaker, onCircuit }: CircuitOptions): Circuit {
  let openMs = 0;
  let openUntil = 0;
  let isOnTrial = false;
  let changes = 0;
  const policy = createPolicy(breaker, (ms) => {
    openMs = ms;
  });

  const refusal = (): RollcallError => {
    const seconds = Math.max(1, Math.ceil((openUntil - Date.now()) / 1000));
    const then = isOnTrial ? 'one call is trying it now' : `tried again in ${seconds} s`;
    const message = `${system}: not asked, as the last ${breaker.failures} calls failed; ${then}.`;
    return new RollcallError('UPSTREAM_UNAVAILABLE', message, {
      system,
      retryAfterSeconds: seconds,
      isUnsent: true,
    });
  };
  policy.onStateChange((phase) => {
    changes += 1;
    if (phase === Phase.Open) openUntil = Date.now() + openMs;
    onCircuit?.(states[phase]);
  });

  const check = (): void => {
    if (policy.state === Phase.Closed) return;
    if (isOnTrial || Date.now() < openUntil) throw refusal();
  };

  const execute = async <T>(isTrial: boolean, work: (isTrial: boolean) => Promise<Judged<T>>): Promise<T> => {
    let done: Judged<T> | undefined;
    try {
      await policy.execute(async () => {
        const begunAt = changes;
        done = await work(isTrial);
        // What began before the last change tells of the time before it.
        if (done.verdict === 'says nothing' || begunAt !== changes) throw saysNothing;
        return done.verdict;
      });
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw refusal();
      if (error !== saysNothing) throw error;
    }
    return (done as Judged<T>).value;
  };

  return {
    state: () => states[policy.state],
    check,
    run: async (work) => {
      check();
      if (policy.state === Phase.Closed) return execute(false, work);
      isOnTrial = true;
      try {
        return await execute(true, work);
      } finally {
        isOnTrial = false;
      }
    },
  };
}

function createPolicy(breaker: BreakerOptions, onOpenFor: (ms: number) => void): CircuitBreakerPolicy {
  return circuitBreaker(
    handleWhenResult((verdict) => verdict === 'fails'),
    {
      breaker: new ConsecutiveBreaker(breaker.failures),
      // Without jitter: what people are told to wait is what it takes.
      halfOpenAfter: new ExponentialBackoff<number>({
        initialDelay: breaker.openMs,
        maxDelay: breaker.maxOpenMs,
        generator: (attempts, options) => {
          const [ms, next] = noJitterGenerator(attempts, options);
          onOpenFor(ms);
          return [ms, next];
        },
      }),
    },
  );
}
