/** Towards a system that keeps failing the circuit is OPEN: it is not asked. HALF_OPEN: one call tries it. */
export type CircuitState = 'CLOSED' | 'HALF_OPEN' | 'OPEN';
