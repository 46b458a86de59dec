import { afterAll, beforeAll } from 'vitest';
import type { Running, StartOptions, Subject } from '../subject.ts';

/** Starts the subject's upstream before the tests of the describe block it is called in, and stops it after them. */
export function started<R extends Running>(subject: Subject<R>, options?: () => StartOptions): () => R {
  let running: R | undefined;
  beforeAll(async () => {
    running = await subject.start(options?.());
  });
  afterAll(async () => running?.stop());
  return () => {
    if (running === undefined) throw new Error('Asked for before the tests began.');
    return running;
  };
}
