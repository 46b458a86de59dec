import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { IdempotencyUnavailableError } from '#domain/idempotency.ts';
import type { IdempotencyStore } from '#domain/idempotency.ts';
import { openIdempotencyStore } from '#storage/idempotency-store.ts';
import { freshDirectory, noon } from './audit-entries.ts';
import { startChild } from './child.ts';

const fileIn = (directory: string): string => join(directory, 'idempotency.sqlite');

/** A store with a clock that tests move. */
async function open(directory?: string, keepMs = 1000) {
  const place = directory ?? (await freshDirectory());
  const clock = { now: noon };
  const store = await openIdempotencyStore(place, { now: () => clock.now, keepMs });
  onTestFinished(() => store.close().catch(() => undefined));
  return { directory: place, clock, store };
}

/** The next thing that is to be written is not. */
function failOnce(): void {
  const run = vi.spyOn(StatementSync.prototype, 'run');
  onTestFinished(() => run.mockRestore());
  run.mockImplementationOnce(() => {
    run.mockRestore();
    throw new Error('planted');
  });
}

async function stateOf(store: IdempotencyStore, key: string, caller = 'portal', print = 'f') {
  return (await store.begin(key, caller, print)).state;
}

describe('the idempotency store', () => {
  it('tells the first outcome again for the same key and input', async () => {
    const { store } = await open();
    expect(await store.begin('k', 'portal', 'f')).toEqual({ state: 'new' });
    await store.finish('k', 'portal', { outcome: 'APPLIED', changes: [{ summary: 'é' }, null, 1] });
    const again = { state: 'done', outcome: { outcome: 'APPLIED', changes: [{ summary: 'é' }, null, 1] } };
    expect(await store.begin('k', 'portal', 'f')).toEqual(again);
    expect(await store.begin('k', 'portal', 'f')).toEqual(again);
  });

  it('refuses the key for another input, at every stage', async () => {
    const { store, directory } = await open();
    await store.begin('k', 'portal', 'f');
    expect(await stateOf(store, 'k', 'portal', 'g')).toBe('mismatch');
    await store.begin('left', 'portal', 'f');
    await store.finish('k', 'portal', 1);
    expect(await stateOf(store, 'k', 'portal', 'g')).toBe('mismatch');
    await store.close();
    const { store: next } = await open(directory);
    expect(await stateOf(next, 'k', 'portal', 'g')).toBe('mismatch');
    expect(await stateOf(next, 'left', 'portal', 'g')).toBe('mismatch');
    expect(await stateOf(next, 'left')).toBe('interrupted');
  });

  it('knows a key by its caller too', async () => {
    const { store } = await open();
    await store.begin('k', 'portal', 'f');
    await store.finish('k', 'portal', 'first');
    expect(await stateOf(store, 'k', 'ci')).toBe('new');
    expect(await store.begin('k', 'portal', 'f')).toMatchObject({ outcome: 'first' });
  });

  it('lets those who repeat a call under way wait for its outcome', async () => {
    const { store } = await open();
    await store.begin('k', 'portal', 'f');
    const waits = [];
    for (let index = 0; index < 3; index += 1) {
      const begun = await store.begin('k', 'portal', 'f');
      if (begun.state !== 'running') throw new Error(`Expected running, got ${begun.state}.`);
      waits.push(begun.wait());
    }
    const given = { ids: ['1'] };
    await store.finish('k', 'portal', given);
    given.ids.push('changed later');
    expect(await Promise.all(waits)).toEqual(waits.map(() => ({ ids: ['1'] })));
  });

  it('gives a key to one of many who begin at once', async () => {
    const { store } = await open();
    const states = await Promise.all(Array.from({ length: 100 }, () => stateOf(store, 'k')));
    expect(states.filter((state) => state === 'new')).toHaveLength(1);
    expect(states.filter((state) => state === 'running')).toHaveLength(99);
  });

  it('frees a key whose call wrote nothing, and tells those who wait', async () => {
    const { store } = await open();
    await store.begin('k', 'portal', 'f');
    const begun = await store.begin('k', 'portal', 'f');
    await store.abandon('k', 'portal');
    expect(begun.state === 'running' && (await begun.wait())).toBeUndefined();
    expect(await stateOf(store, 'k', 'portal', 'g')).toBe('new');
  });

  it('takes an end only for what was begun here', async () => {
    const { store, directory } = await open();
    await expect(store.finish('k', 'portal', 1)).rejects.toThrow(/begun here/u);
    await store.begin('k', 'portal', 'f');
    await store.finish('k', 'portal', 1);
    await expect(store.finish('k', 'portal', 2)).rejects.toThrow(/begun here/u);
    await expect(store.abandon('k', 'portal')).rejects.toThrow(/begun here/u);
    expect(await store.begin('k', 'portal', 'f')).toMatchObject({ outcome: 1 });
    await store.begin('left', 'portal', 'f');
    await store.close();
    const { store: next } = await open(directory);
    await expect(next.finish('left', 'portal', 1)).rejects.toThrow(/begun here/u);
  });

  it('forgets after its time, counted from the end', async () => {
    const { store, clock } = await open();
    await store.begin('k', 'portal', 'f');
    clock.now += 600;
    await store.finish('k', 'portal', 1);
    clock.now += 999;
    expect(await stateOf(store, 'k', 'portal', 'g')).toBe('mismatch');
    clock.now += 1;
    expect(await stateOf(store, 'k', 'portal', 'g')).toBe('new');
  });

  it('does not forget a call under way, however long it takes', async () => {
    const { store, clock } = await open();
    await store.begin('k', 'portal', 'f');
    clock.now += 5000;
    expect(await stateOf(store, 'other')).toBe('new');
    expect(await stateOf(store, 'k')).toBe('running');
    await store.finish('k', 'portal', 'late');
    expect(await store.begin('k', 'portal', 'f')).toEqual({ state: 'done', outcome: 'late' });
  });

  it('survives a restart, and knows what was interrupted', async () => {
    const { store, directory, clock } = await open();
    await store.begin('done', 'portal', 'f');
    await store.finish('done', 'portal', { a: 1 });
    await store.begin('left', 'portal', 'f');
    await store.begin('abandoned', 'portal', 'f');
    await store.abandon('abandoned', 'portal');
    await store.close();
    const { store: next, clock: later } = await open(directory);
    expect(await next.begin('done', 'portal', 'f')).toEqual({ state: 'done', outcome: { a: 1 } });
    expect(await stateOf(next, 'left')).toBe('interrupted');
    expect(await stateOf(next, 'left')).toBe('interrupted');
    expect(await stateOf(next, 'abandoned')).toBe('new');
    later.now = clock.now + 1000;
    expect(await stateOf(next, 'left')).toBe('new');
  });

  it('survives a kill', async () => {
    const directory = await freshDirectory();
    const child = startChild(new URL('./begun-process.ts', import.meta.url), directory);
    await child.says('open');
    await child.kill();
    const store = await openIdempotencyStore(directory, { now: Date.now, keepMs: 86_400_000 });
    expect(await store.begin('done', 'portal', 'f2')).toEqual({
      state: 'done',
      outcome: { outcome: 'APPLIED' },
    });
    expect(await stateOf(store, 'under-way', 'portal', 'f1')).toBe('interrupted');
    await store.close();
  });

  it('is for one process at a time', async () => {
    const directory = await freshDirectory();
    const child = startChild(new URL('./begun-process.ts', import.meta.url), directory);
    await child.says('open');
    await expect(open(directory)).rejects.toThrow(/idempotency\.sqlite is held by another gateway/u);
    expect(await child.end()).toBe(0);
    const { store } = await open(directory);
    expect(await stateOf(store, 'under-way', 'portal', 'f1')).toBe('interrupted');
    await expect(open(directory)).rejects.toBeInstanceOf(IdempotencyUnavailableError);
    // Being refused must not have loosened the lock.
    await expect(
      startChild(new URL('./begun-process.ts', import.meta.url), directory).says('open'),
    ).rejects.toThrow(/held by another/u);
  });

  it('sends those who wait away when it closes', async () => {
    const { store } = await open();
    await store.begin('k', 'portal', 'f');
    const begun = await store.begin('k', 'portal', 'f');
    await store.close();
    await expect(begun.state === 'running' && begun.wait()).rejects.toBeInstanceOf(
      IdempotencyUnavailableError,
    );
    await expect(store.begin('k2', 'portal', 'f')).rejects.toBeInstanceOf(IdempotencyUnavailableError);
  });

  it('still knows an outcome that the disk did not take', async () => {
    const { store, directory } = await open();
    await store.begin('k', 'portal', 'f');
    const begun = await store.begin('k', 'portal', 'f');
    failOnce();
    await expect(store.finish('k', 'portal', 'y')).rejects.toBeInstanceOf(IdempotencyUnavailableError);
    expect(begun.state === 'running' && (await begun.wait())).toBe('y');
    expect(await store.begin('k', 'portal', 'f')).toEqual({ state: 'done', outcome: 'y' });
    expect(await stateOf(store, 'k', 'portal', 'g')).toBe('mismatch');
    await store.close();
    const { store: next } = await open(directory);
    expect(await stateOf(next, 'k')).toBe('interrupted');
  });

  it('begins nothing that the disk did not take, and keeps nobody waiting', async () => {
    const { store } = await open();
    failOnce();
    await expect(store.begin('k', 'portal', 'f')).rejects.toThrow(/planted/u);
    expect(await stateOf(store, 'k')).toBe('new');
    const begun = await store.begin('k', 'portal', 'f');
    failOnce();
    await expect(store.abandon('k', 'portal')).rejects.toBeInstanceOf(IdempotencyUnavailableError);
    expect(begun.state === 'running' && (await begun.wait())).toBeUndefined();
    expect(await stateOf(store, 'k')).toBe('interrupted');
  });

  it('keeps neither keys nor a file that others may read', async () => {
    const { store, directory } = await open();
    await store.begin('canary-key', 'portal', 'f');
    for (const name of await readdir(directory)) {
      expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
      expect((await readFile(join(directory, name))).includes('canary')).toBe(false);
    }
    expect(await readdir(directory)).toEqual(['idempotency.sqlite', 'idempotency.sqlite-wal']);
  });

  it('does not start with a file that is damaged, is something else or comes from later', async () => {
    const { store, directory } = await open();
    for (let index = 0; index < 200; index += 1) {
      await store.begin(`k${index}`, 'portal', 'f');
      await store.finish(`k${index}`, 'portal', 'x'.repeat(100));
    }
    await store.close();
    const whole = await readFile(fileIn(directory));
    const damaged = Buffer.from(whole);
    damaged.fill(0xab, 4096 * 2, 4096 * 4);
    const refused = async (bytes: Buffer | string, why: RegExp) => {
      await writeFile(fileIn(directory), bytes);
      await expect(open(directory)).rejects.toThrow(why);
      // Refused, not repaired: what is there is for people to look at.
      expect(await readFile(fileIn(directory))).toEqual(Buffer.from(bytes));
    };
    await refused(
      'this is no database, and says so at some length',
      /idempotency\.sqlite cannot be used \(file is not/u,
    );
    await refused(damaged, /idempotency\.sqlite cannot be used \(/u);
    await writeFile(fileIn(directory), whole);
    const later = new DatabaseSync(fileIn(directory));
    later.exec('PRAGMA user_version = 2');
    later.close();
    await expect(open(directory)).rejects.toThrow(/has the format 2, and this version knows 1/u);
    await writeFile(fileIn(directory), whole);
    const { store: again } = await open(directory);
    expect(await stateOf(again, 'k7')).toBe('done');
  });
});
