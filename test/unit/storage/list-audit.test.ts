import { appendFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAuditLog } from '#storage/audit-log.ts';
import { listAudit } from '#storage/list-audit.ts';
import type { AuditFilter } from '#storage/list-audit.ts';
import { ended, freshDirectory, intended, linesOf, logIn, noon } from './audit-entries.ts';

/** A minute apart: an intent and its end in TeamCity, a refusal in two systems, and a note that the file is new. */
async function story(): Promise<string> {
  const directory = await freshDirectory();
  let minutes = 0;
  const now = () => noon + 60_000 * minutes++;
  const before = await openAuditLog(directory, { now });
  await before.append(intended());
  await before.close();
  await rename(logIn(directory), join(directory, 'old'));
  const log = await openAuditLog(directory, { now });
  await log.append(intended());
  await log.append(ended({ intent: 3 }));
  await log.append(ended({ phase: 'REFUSED', outcome: 'FAILED', systems: ['squash', 'zephyr'] }));
  await log.close();
  return directory;
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function sequences(directory: string, filter?: AuditFilter): Promise<(number | undefined)[]> {
  const listed = await allOf(listAudit(logIn(directory), filter));
  return listed.map(({ record }) => record?.sequence);
}

describe('listing the audit log', () => {
  it('gives every record as it stands in the file, the newest last', async () => {
    const directory = await story();
    const listed = await allOf(listAudit(logIn(directory)));
    expect(listed.map(({ text }) => text)).toEqual(await linesOf(directory));
    expect(listed.map(({ record }) => record)).toEqual(listed.map(({ text }) => JSON.parse(text)));
    expect(listed.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    expect(listed.map(({ record }) => record?.kind)).toEqual(['CONTINUED', ...Array(3).fill('MUTATION')]);
  });

  it('leaves out what is not asked for', async () => {
    const directory = await story();
    expect(await sequences(directory)).toEqual([2, 3, 4, 5]);
    expect(await sequences(directory, { since: noon + 4 * 60_000 })).toEqual([4, 5]);
    expect(await sequences(directory, { system: 'zephyr' })).toEqual([5]);
    expect(await sequences(directory, { system: 'teamcity' })).toEqual([3, 4]);
    expect(await sequences(directory, { outcome: 'APPLIED' })).toEqual([4]);
    expect(await sequences(directory, { outcome: 'FAILED', system: 'teamcity' })).toEqual([]);
  });

  it('tells of lines that are no record, whatever is asked for', async () => {
    const directory = await story();
    await appendFile(logIn(directory), 'not json\n{"kind":"LATER"}\n{"half":');
    expect(await sequences(directory, { outcome: 'FAILED' })).toEqual([5, undefined, undefined, undefined]);
  });

  it('rejects where there is no file', async () => {
    await expect(sequences(await freshDirectory())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
