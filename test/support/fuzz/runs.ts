/**
 * How much a fuzz test tries. The seed is fixed, so that a run can be repeated; to go further, or elsewhere:
 * `FUZZ_RUNS=20 FUZZ_SEED=7 npx vitest run test/fuzz`.
 */
export function runs(usually: number): {
  readonly numRuns: number;
  readonly seed: number;
  readonly endOnFailure: boolean;
} {
  return {
    // What failed is told as it was sent; to make it smaller is a matter for whoever looks into it.
    endOnFailure: true,
    numRuns: Math.ceil(usually * Number(process.env['FUZZ_RUNS'] ?? 1)),
    seed: Number(process.env['FUZZ_SEED'] ?? 2026),
  };
}

/** For the time a whole test may take: what is usual, longer with more runs. */
export function patience(usuallyMs: number): number {
  return usuallyMs * Math.max(1, Number(process.env['FUZZ_RUNS'] ?? 1));
}
