import { expect } from 'vitest';
import type { Stack } from '../start-stack.ts';

/** What came back for a request of whatever kind. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Watches a gateway, in this process, for what no request may do to it. */
export interface Soundness {
  /** One POST of a body as it is. Throws where nothing comes within the time. */
  post(body: string, headers?: Record<string, string>): Promise<Reply>;
  /** Fails for an answer that a defect would give. */
  expectSound(reply: Reply, about: string): void;
  /** To be called at the end: nothing was logged as a defect, nothing was left unhandled, and all is served. */
  expectUnharmed(): Promise<void>;
}

/** Far beyond what anything takes: what is looked for is a hang. */
const longestMs = 10_000;

export function watchSoundness(stack: Stack): Soundness {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    unhandled.push(reason);
  };
  process.on('unhandledRejection', note);
  process.on('uncaughtExceptionMonitor', note);
  return {
    post: async (body, headers = {}) => {
      try {
        const response = await fetch(stack.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
          signal: AbortSignal.timeout(longestMs),
        });
        return { status: response.status, text: await response.text() };
      } catch (error) {
        throw new Error(`There was no answer to ${body.slice(0, 5000)}`, { cause: error });
      }
    },
    expectSound: ({ status, text }, about) => {
      expect(status, about).not.toBe(500);
      expect(/"code":"INTERNAL"/u.test(text), `${about}\n${text.slice(0, 2000)}`).toBe(false);
    },
    expectUnharmed: async () => {
      const defects = stack.logged.filter((line) => line.includes('"defect"'));
      expect(defects.slice(0, 3)).toEqual([]);
      const { data, errors } = await stack.query(
        '{ users(first: 500) { isComplete } }',
        {},
        { 'cache-control': 'no-cache' },
      );
      expect(errors).toBeUndefined();
      expect(data).toEqual({ users: { isComplete: true } });
      process.off('unhandledRejection', note);
      process.off('uncaughtExceptionMonitor', note);
      expect(unhandled).toEqual([]);
    },
  };
}
