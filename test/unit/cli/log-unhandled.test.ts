import { pino } from 'pino';
import { expect, it } from 'vitest';
import { logUnhandled } from '#cli/log-unhandled.ts';

it('a failure that nobody hears is written down as a defect, and the process goes on', async () => {
  const logged: string[] = [];
  // The test runner listens too and would fail the test for what is done on purpose here.
  const others = process.rawListeners('unhandledRejection') as NodeJS.UnhandledRejectionListener[];
  process.removeAllListeners('unhandledRejection');
  const { stop } = logUnhandled(pino({}, { write: (line) => logged.push(line) }));
  void Promise.reject(new Error('nobody hears this'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  stop();
  for (const listener of others) process.on('unhandledRejection', listener);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('defect: unhandled rejection');
  expect(logged[0]).toContain('nobody hears this');
});
