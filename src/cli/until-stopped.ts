const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/** Resolves at the first signal to stop; a second one ends the process at once, for those who do not want to wait. */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of stopSignals) process.once(signal, () => resolve());
  });
  for (const signal of stopSignals) process.once(signal, () => process.exit(130));
}
