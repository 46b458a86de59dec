import { afterEach } from 'vitest';

interface Stoppable {
  readonly stop: () => Promise<void>;
}

/** Remembers what a test starts and stops it afterwards, the last one first. */
export function stopAfterEach(): <T extends Stoppable>(starting: Promise<T>) => Promise<T> {
  const running: Stoppable[] = [];
  afterEach(async () => {
    for (const each of running.splice(0).toReversed()) await each.stop();
  });
  return async (starting) => {
    const started = await starting;
    running.push(started);
    return started;
  };
}
