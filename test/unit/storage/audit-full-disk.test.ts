import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuditUnavailableError } from '#domain/audit.ts';
import { openAuditLog } from '#storage/audit-log.ts';
import { verifyAudit } from '#storage/verify-audit.ts';
import { atNoon, freshDirectory, intended, logIn } from './audit-entries.ts';
import { diskError, spyOnHandles } from './file-handles.ts';

async function openWithOne() {
  const directory = await freshDirectory();
  const log = await openAuditLog(directory, atNoon);
  await log.append(intended());
  return { directory, log, before: await readFile(logIn(directory)), spies: await spyOnHandles() };
}

describe('a disk that does not take a record', () => {
  it('refuses it, leaves none of its bytes, and takes the next one when there is room', async () => {
    const { directory, log, before, spies } = await openWithOne();
    // A nearly full disk takes a part first.
    spies.write.mockImplementationOnce(async (bytes: unknown) => {
      await appendFile(logIn(directory), (bytes as Buffer).subarray(0, 100));
      return { bytesWritten: 100, buffer: String(bytes) };
    });
    spies.write.mockRejectedValueOnce(diskError('ENOSPC'));
    await expect(log.append(intended())).rejects.toMatchObject({
      name: 'AuditUnavailableError',
      message: expect.stringMatching(/ENOSPC/u),
    });
    expect(await readFile(logIn(directory))).toEqual(before);
    expect(await log.append(intended())).toMatchObject({ sequence: 2 });
    await log.close();
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 2, recoveries: [] });
  });

  it('that takes a record in parts has all of it in the end', async () => {
    const { directory, log, spies } = await openWithOne();
    for (const part of [100, 7]) {
      spies.write.mockImplementationOnce(async (bytes: unknown, ...[offset]: unknown[]) => {
        const from = Number(offset);
        await appendFile(logIn(directory), (bytes as Buffer).subarray(from, from + part));
        return { bytesWritten: part, buffer: String(bytes) };
      });
    }
    await log.append(intended());
    await log.close();
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 2 });
  });

  it('does not count a record as written that only the memory took', async () => {
    const { directory, log, before, spies } = await openWithOne();
    spies.datasync.mockRejectedValueOnce(diskError('EIO'));
    await expect(log.append(intended())).rejects.toBeInstanceOf(AuditUnavailableError);
    expect(await readFile(logIn(directory))).toEqual(before);
    expect(await log.append(intended())).toMatchObject({ sequence: 2 });
    await log.close();
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 2 });
  });

  it('is cut back later where it cannot be at once', async () => {
    const { directory, log, spies } = await openWithOne();
    spies.datasync.mockRejectedValueOnce(diskError('EIO'));
    spies.truncate.mockRejectedValueOnce(diskError('EIO')).mockRejectedValueOnce(diskError('EIO'));
    await expect(log.append(intended())).rejects.toBeInstanceOf(AuditUnavailableError);
    await expect(log.append(intended())).rejects.toBeInstanceOf(AuditUnavailableError);
    expect(await log.append(intended({ reason: 'short' }))).toMatchObject({ sequence: 2 });
    await log.close();
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 2, recoveries: [] });
  });

  it('refuses one after another, not for ever', async () => {
    const { directory, log, spies } = await openWithOne();
    spies.write.mockRejectedValue(diskError('ENOSPC'));
    const refused = await Promise.allSettled(Array.from({ length: 100 }, () => log.append(intended())));
    expect(refused.filter(({ status }) => status === 'rejected')).toHaveLength(100);
    spies.write.mockRestore();
    await Promise.all(Array.from({ length: 100 }, () => log.append(intended())));
    await log.close();
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 101 });
  });
});

describe('a directory that cannot be used', () => {
  it('is named with the reason', async () => {
    const directory = await freshDirectory();
    const blocked = join(directory, 'file');
    await writeFile(blocked, '');
    await expect(openAuditLog(join(blocked, 'data'), atNoon)).rejects.toThrow(/file\/data.*ENOTDIR/u);
    const isDirectory = join(directory, 'data');
    await mkdir(logIn(isDirectory), { recursive: true });
    await expect(openAuditLog(isDirectory, atNoon)).rejects.toThrow(/audit\.ndjson.*EISDIR/u);
    // The lock was let go.
    await rm(logIn(isDirectory), { recursive: true });
    await (await openAuditLog(isDirectory, atNoon)).close();
  });

  it('that vanishes refuses records until it is back', async () => {
    const { directory, log } = await openWithOne();
    await rm(directory, { recursive: true });
    await expect(log.append(intended())).rejects.toThrow(/ENOENT/u);
    await mkdir(directory);
    expect(await log.append(intended())).toMatchObject({ kind: 'MUTATION' });
    await log.close();
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true });
  });
});
