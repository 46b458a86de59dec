import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { AuditUnavailableError, maxReasonLength } from '#domain/audit.ts';
import type { AuditEntry } from '#domain/audit.ts';
import { openAuditLog } from '#storage/audit-log.ts';
import { verifyAudit } from '#storage/verify-audit.ts';
import { atNoon, ended, freshDirectory, intended, linesOf, logIn } from './audit-entries.ts';
import { spyOnHandles } from './file-handles.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the audit log', () => {
  it('writes a record a line, numbered, dated and tied to the one before', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    const first = await log.append(intended());
    const second = await log.append(ended({ intent: first.sequence }));
    await log.close();
    expect(first).toMatchObject({ ...intended(), kind: 'MUTATION', sequence: 1, previous: '0'.repeat(64) });
    expect(second).toMatchObject({ intent: 1, sequence: 2, previous: first.hash });
    expect(second.at).toBe('2026-05-04T12:00:00.000Z');
    expect((await linesOf(directory)).map((line) => JSON.parse(line))).toEqual([first, second]);
  });

  it('hashes the line without its hash, so that anybody can check it', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    const { hash } = await log.append(ended());
    await log.close();
    const [line = ''] = await linesOf(directory);
    expect(sha256(line.replace(`"hash":"${hash}",`, ''))).toBe(hash);
  });

  it('keeps a thousand appends at once in order, in few writes', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    const spies = await spyOnHandles();
    const ids = Array.from({ length: 1000 }, (_, index) => `req-${index}`);
    const records = await Promise.all(ids.map((requestId) => log.append(ended({ requestId }))));
    await log.close();
    expect(records.map(({ sequence }) => sequence)).toEqual(ids.map((_, index) => index + 1));
    expect(records.map(({ requestId }) => requestId)).toEqual(ids);
    expect((await linesOf(directory)).map((line) => JSON.parse(line).requestId)).toEqual(ids);
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 1000 });
    // The first comes alone, all others share the next.
    expect(spies.datasync).toHaveBeenCalledTimes(2);
  });

  it('answers only after the disk did', async () => {
    const log = await openAuditLog(await freshDirectory(), atNoon);
    const spies = await spyOnHandles();
    const gate = Promise.withResolvers<void>();
    spies.datasync.mockImplementationOnce(() => gate.promise);
    const told = vi.fn<() => void>();
    const appended = log.append(intended()).then(told);
    await vi.waitFor(() => expect(spies.datasync).toHaveBeenCalledTimes(1));
    expect(told).not.toHaveBeenCalled();
    gate.resolve();
    await appended;
    await log.close();
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('goes on with the chain after a restart', async () => {
    const directory = await freshDirectory();
    const before = await openAuditLog(directory, atNoon);
    const first = await before.append(intended());
    await before.close();
    const after = await openAuditLog(directory, atNoon);
    expect(await after.append(ended())).toMatchObject({ sequence: 2, previous: first.hash });
    await after.close();
    expect(await linesOf(directory)).toHaveLength(2);
  });

  it('has a place only for what a record is made of', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    const careless = {
      ...ended(),
      password: 'canary-1',
      caller: { name: 'portal', scopes: [], key: 'canary-2' },
      targets: [{ system: 'squash', login: 'ada', token: 'canary-3' }],
      changes: [],
      userErrors: [{ code: 'CONFLICT', message: 'canary-4' }],
    };
    const record = await log.append(careless);
    await log.close();
    expect(JSON.stringify(record) + (await linesOf(directory)).join('')).not.toContain('canary');
    expect(record).toMatchObject({ userErrors: [{ code: 'CONFLICT' }], targets: [{ login: 'ada' }] });
  });

  it('cuts a reason that is too long, and lets no text break its line', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    const long = await log.append(intended({ reason: '🙂'.repeat(maxReasonLength + 1) }));
    expect(Array.from(long.reason ?? '')).toHaveLength(maxReasonLength);
    expect(long.reason?.endsWith('🙂…')).toBe(true);
    const odd = await log.append(intended({ reason: 'one\ntwo\u0000\u001b[31m\ud800' }));
    expect(odd.reason).toBe('one\ntwo\u0000\u001b[31m\ufffd');
    await log.close();
    const lines = await linesOf(directory);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(String.raw`one\ntwo\u0000\u001b[31m`);
  });

  it('is nobody else’s to read, and leaves a directory that is there as it is', async () => {
    const directory = await freshDirectory();
    const made = join(directory, 'a', 'b');
    const log = await openAuditLog(made, atNoon);
    await log.append(intended());
    const modes = ['', 'audit.ndjson', 'audit.head', 'audit.lock'].map(
      async (name) => (await stat(join(made, name))).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o700, 0o600, 0o600, 0o600]);
    await log.close();
    const given = join(directory, 'given');
    await mkdir(given, { mode: 0o750 });
    await (await openAuditLog(given, atNoon)).close();
    expect((await stat(given)).mode & 0o777).toBe(0o750);
  });

  it('writes what is under way before it closes, and nothing after', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    const pending = Promise.all(Array.from({ length: 20 }, () => log.append(intended())));
    await Promise.all([log.close(), log.close()]);
    expect(await pending).toHaveLength(20);
    await expect(log.append(intended())).rejects.toBeInstanceOf(AuditUnavailableError);
    expect(await linesOf(directory)).toHaveLength(20);
  });

  it('refuses a record that no reader would take, and goes on', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    const tooLong = intended({ mutation: 'x'.repeat(16 * 1024 * 1024) });
    await expect(log.append(tooLong)).rejects.toThrow(/Do it in parts/u);
    await log.append(intended({ mutation: 'y'.repeat(16 * 1024 * 1024 - 2000) }));
    await log.append(intended());
    await log.close();
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 2 });
  });

  it('keeps any text and stays whole, whatever is in it', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const entry: fc.Arbitrary<AuditEntry> = fc
      .record({ requestId: text, mutation: text, reason: text, login: text, planHash: text })
      .map(({ login, ...rest }) => intended({ ...rest, targets: [{ system: 'squash', login }] }));
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 8 }), async (entries) => {
        const directory = await freshDirectory();
        const log = await openAuditLog(directory, atNoon);
        await Promise.all(entries.map((each) => log.append(each)));
        await log.close();
        const kept = (await linesOf(directory)).map((line) => JSON.parse(line));
        expect(kept).toMatchObject(entries.map(({ requestId, targets }) => ({ requestId, targets })));
        expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: entries.length });
      }),
      { numRuns: 40 },
    );
  });
});
