import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How one system's calls stand at this moment. */
export interface SystemState {
  readonly system: string;
  readonly inFlight: number;
  readonly waiting: number;
  readonly circuit: 'CLOSED' | 'HALF_OPEN' | 'OPEN';
  readonly isSignInHeld: boolean;
}

export interface UpstreamCall {
  readonly system: string;
  readonly method: string;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly durationMs: number;
}

export interface Metrics {
  /** One HTTP request was answered. */
  readonly answered: (route: string, status: number, seconds: number) => void;
  /** One GraphQL operation has ended, with the codes of its errors. */
  readonly operation: (type: string, codes: readonly string[]) => void;
  /** One call to a system has ended. */
  readonly upstreamCall: (call: UpstreamCall) => void;
  /** The configuration was put to use, or refused. */
  readonly reloaded: (isUsed: boolean) => void;
  /** Adds what is known of the process: memory, CPU, handles, event loop. */
  watchProcess(): void;
  /** Asked at each scrape. */
  watch(now: () => Gauges): void;
  /** In the text format of Prometheus. */
  expose(): Promise<{ readonly type: string; readonly text: string }>;
}

export interface Gauges {
  readonly systems: readonly SystemState[];
  readonly requestsInProgress: number;
  readonly snapshotBytes: number;
}

const secondsOfAnswers = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * What there is to watch. Labels have few values: routes, statuses, codes and the keys of systems; never logins, paths,
 * names of operations or anything else a caller can make up.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'rollcall_http_request_duration_seconds',
    help: 'Time to answer a request, by route and status.',
    labelNames: ['route', 'status'],
    buckets: secondsOfAnswers,
    registers,
  });
  const operations = new Counter({
    name: 'rollcall_operations_total',
    help: 'GraphQL operations that have ended, by type.',
    labelNames: ['type'],
    registers,
  });
  const errors = new Counter({
    name: 'rollcall_errors_total',
    help: 'Errors told to clients, by code.',
    labelNames: ['code'],
    registers,
  });
  const calls = new Histogram({
    name: 'rollcall_upstream_call_duration_seconds',
    help: 'Time of calls to systems, waiting left out; outcome is the status, or the code where none came.',
    labelNames: ['system', 'method', 'outcome'],
    buckets: secondsOfAnswers,
    registers,
  });
  const reloads = new Counter({
    name: 'rollcall_config_reloads_total',
    help: 'Times the configuration was read anew, by whether it was put to use.',
    labelNames: ['outcome'],
    registers,
  });
  const refresh = createGauges(registers);
  return {
    answered: (route, status, seconds) => requests.observe({ route, status }, seconds),
    operation: (type, codes) => {
      operations.inc({ type });
      for (const code of codes) errors.inc({ code });
    },
    upstreamCall: ({ system, method, status, code, durationMs }) =>
      calls.observe({ system, method, outcome: status ?? code ?? 'UNKNOWN' }, durationMs / 1000),
    reloaded: (isUsed) => reloads.inc({ outcome: isUsed ? 'used' : 'refused' }),
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    watch: (now) => refresh.watch(now),
    expose: async () => {
      refresh.now();
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

function createGauges(registers: Registry[]) {
  const gauge = (name: string, help: string): Gauge<'system'> =>
    new Gauge({ name, help, labelNames: ['system'], registers });
  const perSystem = {
    inFlight: gauge('rollcall_upstream_calls_in_flight', 'Calls to a system that are under way.'),
    waiting: gauge('rollcall_upstream_calls_waiting', 'Calls to a system that wait for a place.'),
    circuit: gauge(
      'rollcall_upstream_circuit',
      'The circuit breaker of a system: 0 closed, 1 half open, 2 open.',
    ),
    held: gauge(
      'rollcall_upstream_sign_in_held',
      '1 while a system refuses the configured credentials and is not asked.',
    ),
  };
  const inProgress = new Gauge({
    name: 'rollcall_http_requests_in_progress',
    help: 'Requests to the API that are worked on.',
    registers,
  });
  const snapshots = new Gauge({
    name: 'rollcall_snapshot_bytes',
    help: 'Memory of kept lists, estimated.',
    registers,
  });
  const openness = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 } as const;
  let watched: (() => Gauges) | undefined;
  return {
    watch: (now: () => Gauges): void => {
      watched = now;
    },
    now: (): void => {
      if (watched === undefined) return;
      const { systems, requestsInProgress, snapshotBytes } = watched();
      // Systems may be gone since the configuration was read anew.
      for (const each of Object.values(perSystem)) each.reset();
      for (const { system, inFlight, waiting, circuit, isSignInHeld } of systems) {
        perSystem.inFlight.set({ system }, inFlight);
        perSystem.waiting.set({ system }, waiting);
        perSystem.circuit.set({ system }, openness[circuit]);
        perSystem.held.set({ system }, isSignInHeld ? 1 : 0);
      }
      inProgress.set(requestsInProgress);
      snapshots.set(snapshotBytes);
    },
  };
}
