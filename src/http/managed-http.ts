import type { CircuitState } from '#domain/circuit.ts';
import type { RollcallError } from '#domain/errors.ts';
import type { Http } from './http.ts';

/** Numbers and waits of a circuit breaker. */
export interface BreakerOptions {
  /** Calls that must fail one after another to open it; 0: it never opens. */
  readonly failures: number;
  /** How long it stays open the first time; doubled each time the trial fails, up to `maxOpenMs`. */
  readonly openMs: number;
  readonly maxOpenMs: number;
}

export interface HttpOptions {
  readonly system: string;
  readonly url: URL;
  /** Bounds one call from the moment it is wanted, with its waiting and its retries. */
  readonly timeoutMs: number;
  /** Until a connection stands: name looked up, connected, TLS included. */
  readonly connectTimeoutMs: number;
  /** From the sent request to the first byte of the answer. */
  readonly firstByteTimeoutMs: number;
  /** Calls in flight at once. */
  readonly maxConcurrency: number;
  /** Calls that may wait for a place. */
  readonly maxQueue: number;
  /** How often a read is tried again. */
  readonly retries: number;
  readonly breaker: BreakerOptions;
  /** After credentials were refused: how long until they are tried again; doubled each time. */
  readonly signInRetryMs: number;
  /** Most bytes of an ordinary answer. */
  readonly maxBytes: number;
  readonly userAgent: string;
  /** Authorities, in PEM, instead of those that Node knows. */
  readonly ca?: string | undefined;
  /** Told of every attempt that was really sent; for logs and counts. Never given headers or bodies. */
  readonly onCall?: (call: FinishedCall) => void;
  /** Told of each change of the circuit. */
  readonly onCircuit?: (state: CircuitState) => void;
  /** Told when the configured credentials are refused and held back, with what held calls are told. */
  readonly onSignInHeld?: (refusal: RollcallError) => void;
  /** From 0 to 1; spreads retries out. */
  readonly random?: () => number;
  readonly now?: () => number;
}

/** One attempt of a call, over. */
export interface FinishedCall {
  readonly system: string;
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Absent where no answer came. */
  readonly status?: number;
  /** Why there was no usable answer; absent where there was one. */
  readonly code?: string;
  /** From sending on; what it waited before is not in it. */
  readonly durationMs: number;
}

/** How things stand at this moment, for gauges. */
export interface HttpState {
  readonly inFlight: number;
  readonly waiting: number;
  readonly circuit: CircuitState;
  /** The configured credentials were refused and are held back. */
  readonly isSignInHeld: boolean;
}

export interface ManagedHttp extends Http {
  readonly circuit: () => CircuitState;
  state(): HttpState;
  /** Closes idle connections. */
  close(): void;
}
