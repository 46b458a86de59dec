import { expect, it } from 'vitest';
import type { ConnectedSystem } from '#directory/landscape.ts';
import { withinTime } from '#directory/within-time.ts';

const system = { key: 'slow' } as ConnectedSystem;

it('gives what the work gives, when it is in time', async () => {
  const { signal } = new AbortController();
  await expect(withinTime(system, signal, Promise.resolve(7))).resolves.toBe(7);
  await expect(withinTime(system, signal, Promise.reject(new Error('its own')))).rejects.toThrow('its own');
});

it('does not wait for work that is late', async () => {
  const late = new AbortController();
  const waiting = withinTime(system, late.signal, new Promise(() => undefined));
  late.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT', system: 'slow' });
});

it('hears how work ends that was late from the start', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  const work = Promise.reject(new Error('given up'));
  await expect(withinTime(system, AbortSignal.abort(), work)).rejects.toMatchObject({
    code: 'UPSTREAM_TIMEOUT',
  });
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});
