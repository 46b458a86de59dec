import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { generatePopulation } from '#sandbox/company/population.ts';
import type { HttpSubject, RunningOverHttp } from '../subject.ts';
import { collected } from './shown.ts';
import { faultyReads } from './faulty-reads.ts';
import { started } from './started.ts';

export function aborting(subject: HttpSubject): void {
  const reads = faultyReads(subject);

  describe('a call nobody waits for any more', () => {
    const upstream = started(subject);

    it.each(reads)('is not begun: $name', async ({ run }) => {
      upstream().forgetCalls();
      await run(endingWith(upstream(), AbortSignal.abort()), upstream().connect());
      expect(upstream().calls()).toEqual([]);
    });

    it.each(reads)('ends though the server never answers: $name', async ({ run }) => {
      onTestFinished(upstream().fail({ fault: { kind: 'hang', where: 'before-headers' } }));
      upstream().forgetCalls();
      const controller = new AbortController();
      const work = run(endingWith(upstream(), controller.signal), upstream().connect({ timeoutMs: 60_000 }));
      // What is known without asking ends by itself.
      const begun = vi.waitFor(() => expect(upstream().calls()).not.toEqual([]), {
        interval: 2,
        timeout: 10_000,
      });
      await Promise.race([work, begun]);
      controller.abort();
      await work;
      // What was on its way when the work was given up still arrives.
      await delay(50);
      const asked = upstream().calls().length;
      await delay(20);
      expect(upstream().calls()).toHaveLength(asked);
    });
  });

  const settings = subject.overHttp.pagedSettings;
  if (settings === undefined) return;
  const population = generatePopulation(150);

  describe('a list of many pages that nobody waits for any more', () => {
    const upstream = started(subject, () => ({ company: population }));

    it('does not end as if it were whole', async () => {
      const controller = new AbortController();
      const call = upstream().call({ signal: controller.signal });
      const pages = upstream().connect({ settings }).listAccounts(call)[Symbol.asyncIterator]();
      await pages.next();
      controller.abort();
      const rest = { [Symbol.asyncIterator]: () => pages };
      await expect(collected(rest)).rejects.toBeDefined();
    });
  });
}

/** The same upstream, its calls ending with the signal. */
function endingWith(upstream: RunningOverHttp, signal: AbortSignal): RunningOverHttp {
  return { ...upstream, call: (changes) => upstream.call({ ...changes, signal }) };
}
