import { appendFile, copyFile, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAuditLog } from '#storage/audit-log.ts';
import { readAuditHead } from '#storage/audit-head.ts';
import { verifyAudit } from '#storage/verify-audit.ts';
import { atNoon, ended, freshDirectory, intended, linesOf, logIn } from './audit-entries.ts';
import { startChild } from './child.ts';
import { chainOf } from './small-chain.ts';

const headIn = (directory: string): string => join(directory, 'audit.head');
const records = async (directory: string) => (await linesOf(directory)).map((line) => JSON.parse(line));
const tornFiles = async (directory: string) =>
  (await readdir(directory)).filter((name) => name.startsWith('audit.torn-'));

/** A directory where the log was closed after so many records. */
async function left(count: number): Promise<string> {
  const directory = await freshDirectory();
  await addTo(directory, count);
  return directory;
}

async function addTo(directory: string, count: number): Promise<void> {
  const log = await openAuditLog(directory, atNoon);
  for (let index = 0; index < count; index += 1) await log.append(intended({ requestId: `r${index}` }));
  await log.close();
}

describe('opening a log that ends in the middle of a record', () => {
  it('moves the rest away and says so, wherever it was cut', async () => {
    const { lines } = await chainOf(2);
    const [first = '', second = ''] = lines;
    // Every place gives the same; each costs a dozen waits for the disk, so these stand for all.
    const places = [
      1,
      2,
      second.length - 2,
      second.length - 1,
      ...Array.from({ length: 20 }, (_, step) => 3 + step * 31),
    ];
    for (const cut of places) {
      expect(cut).toBeLessThan(second.length);
      const directory = await freshDirectory();
      await writeFile(logIn(directory), first + second.slice(0, cut));
      await addTo(directory, 1);
      const [kept, recovered, next] = await records(directory);
      expect(kept).toEqual(JSON.parse(first));
      expect(recovered).toMatchObject({ kind: 'RECOVERED', sequence: 2, tornBytes: cut });
      expect(recovered.missing).toBeUndefined();
      expect(next).toMatchObject({ kind: 'MUTATION', sequence: 3 });
      expect(await readFile(join(directory, recovered.tornFile), 'utf8')).toBe(second.slice(0, cut));
      expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 3, recoveries: [2] });
    }
  });

  it('leaves one that is whole as it is', async () => {
    const directory = await left(3);
    const before = await readFile(logIn(directory));
    await addTo(directory, 0);
    await rm(headIn(directory));
    await addTo(directory, 0);
    expect(await readFile(logIn(directory))).toEqual(before);
    expect(await tornFiles(directory)).toEqual([]);
  });

  it('takes for torn what a loss of power left behind the noted head, whole lines included', async () => {
    const directory = await left(2);
    const [, second = ''] = (await chainOf(2)).lines;
    await appendFile(logIn(directory), Buffer.concat([Buffer.alloc(300), Buffer.from(`\n${second}`)]));
    await addTo(directory, 1);
    const [, , recovered] = await records(directory);
    expect(recovered).toMatchObject({ kind: 'RECOVERED', tornBytes: 301 + second.length });
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 4 });
  });

  it('goes on after a batch that was on disk before the head could be noted', async () => {
    const directory = await left(2);
    await copyFile(headIn(directory), `${headIn(directory)}.old`);
    await addTo(directory, 3);
    await rename(`${headIn(directory)}.old`, headIn(directory));
    await addTo(directory, 1);
    expect(await records(directory)).toHaveLength(6);
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 6, recoveries: [] });
  });

  it.each(['', 'nonsense', '0000000000000099'])('does without a head that says %j', async (text) => {
    const directory = await left(2);
    await writeFile(headIn(directory), text);
    await addTo(directory, 1);
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 3, recoveries: [] });
  });

  it('tells of records that had been written and are gone', async () => {
    const directory = await left(4);
    const lines = await linesOf(directory);
    const last = JSON.parse(lines[3] ?? '');
    await truncate(logIn(directory), Buffer.byteLength(`${lines[0]}\n${lines[1]}\n`));
    await addTo(directory, 1);
    const [, , recovered] = await records(directory);
    expect(recovered).toMatchObject({
      kind: 'RECOVERED',
      sequence: 3,
      tornBytes: 0,
      missing: { sequence: 4, hash: last.hash },
    });
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 4, recoveries: [3] });
  });

  it('does not hide what was edited in the middle', async () => {
    const directory = await left(4);
    const text = await readFile(logIn(directory), 'utf8');
    await writeFile(logIn(directory), text.replace('"r1"', '"r9"'));
    await rm(headIn(directory));
    await addTo(directory, 1);
    expect(await records(directory)).toHaveLength(5);
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: false, line: 2, what: 'edited' });
  });

  it('puts aside a file that is no log at all', async () => {
    const directory = await freshDirectory();
    await writeFile(logIn(directory), 'hello\n');
    await addTo(directory, 1);
    expect(await records(directory)).toMatchObject([{ kind: 'RECOVERED', tornBytes: 6 }, { sequence: 2 }]);
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 2 });
  });
});

describe('a log that is put away', () => {
  it('goes on in a new file that names the last record of the old one', async () => {
    const directory = await left(3);
    const old = join(directory, 'audit-2026.ndjson');
    await rename(logIn(directory), old);
    await addTo(directory, 1);
    const [continued, next] = await records(directory);
    expect(continued).toMatchObject({ kind: 'CONTINUED', sequence: 4 });
    expect(next).toMatchObject({ kind: 'MUTATION', sequence: 5, previous: continued.hash });
    expect(await verifyAudit(old)).toMatchObject({
      ok: true,
      last: { sequence: 3, hash: continued.previous },
    });
    const whole = { ok: true, first: 4, continues: { sequence: 3, hash: continued.previous } };
    expect(await verifyAudit(logIn(directory))).toMatchObject(whole);
    const joined = join(directory, 'joined');
    await writeFile(joined, (await readFile(old, 'utf8')) + (await readFile(logIn(directory), 'utf8')));
    expect(await verifyAudit(joined)).toMatchObject({ ok: true, records: 5, first: 1 });
  });

  it('may be moved while it is written, and no record is lost', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    await log.append(intended());
    const old = join(directory, 'moved');
    const more = Promise.all(Array.from({ length: 50 }, () => log.append(ended())));
    await rename(logIn(directory), old);
    await more;
    const last = await log.append(intended());
    await log.close();
    const joined = join(directory, 'joined');
    await writeFile(joined, (await readFile(old, 'utf8')) + (await readFile(logIn(directory), 'utf8')));
    expect(last.sequence).toBe(53);
    expect(await verifyAudit(joined)).toMatchObject({ ok: true, records: 53 });
    expect(await records(directory)).toContainEqual(expect.objectContaining({ kind: 'CONTINUED' }));
  });

  it.each([
    ['deleted', (file: string) => rm(file), 'CONTINUED'],
    ['emptied', (file: string) => truncate(file, 0), 'CONTINUED'],
    ['shortened', (file: string) => truncate(file, 700), 'RECOVERED'],
    ['added to', (file: string) => appendFile(file, '{"forged":true}\n'), 'RECOVERED'],
  ])('that is %s while it is written leaves a record of it', async (_how, change, kind) => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    await log.append(intended());
    await log.append(ended({ intent: 1 }));
    await change(logIn(directory));
    await log.append(intended());
    await log.close();
    expect((await records(directory)).slice(-2)).toMatchObject([{ kind }, { kind: 'MUTATION' }]);
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true });
    expect(await readAuditHead(directory)).toMatchObject({
      sequence: (await records(directory)).at(-1).sequence,
    });
  });
});

describe('processes', () => {
  it('that are killed while they append lose nothing they were told is on disk', async () => {
    const directory = await freshDirectory();
    let told = 0;
    for (let round = 0; round < 4; round += 1) {
      const child = startChild(new URL('./appending-process.ts', import.meta.url), directory, '1000000');
      await child.says(`${told + 40 + round * 7}\n`);
      await child.kill();
      const said = await child.says('open');
      told = Math.max(...said.split('\n').slice(1).map(Number));
      const log = await openAuditLog(directory, atNoon);
      const { sequence } = await log.append(intended());
      await log.close();
      expect(sequence).toBeGreaterThan(told);
      expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, last: { sequence } });
    }
  });

  it('share no directory: the second is refused and told who the first is', async () => {
    const directory = await freshDirectory();
    const child = startChild(new URL('./appending-process.ts', import.meta.url), directory, '8');
    await child.says('8\n');
    const refusal = {
      name: 'AuditUnavailableError',
      message: expect.stringContaining(`process ${child.pid} on`),
    };
    await expect(openAuditLog(directory, atNoon)).rejects.toMatchObject(refusal);
    // Being refused must not have loosened the lock.
    await expect(openAuditLog(directory, atNoon)).rejects.toMatchObject(refusal);
    expect(await child.end()).toBe(0);
    await addTo(directory, 1);
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 9 });
  });

  it('share no directory within one process either', async () => {
    const directory = await freshDirectory();
    const log = await openAuditLog(directory, atNoon);
    await expect(openAuditLog(directory, atNoon)).rejects.toThrow(/only gateway/u);
    await expect(openAuditLog(directory, atNoon)).rejects.toThrow(/only gateway/u);
    const child = startChild(new URL('./appending-process.ts', import.meta.url), directory, '8');
    await expect(child.says('open')).rejects.toThrow(/only gateway/u);
    await log.append(intended());
    await log.close();
    await addTo(directory, 1);
    expect(await records(directory)).toHaveLength(2);
  });

  it('that are gone hold nothing, whatever number the next one has', async () => {
    const directory = await freshDirectory();
    const child = startChild(new URL('./appending-process.ts', import.meta.url), directory, '8');
    await child.says('8\n');
    await child.kill();
    // As in a container, where every gateway is process 1: the number that is noted is alive.
    await writeFile(join(directory, 'audit.lock.holder'), `process ${process.pid} on here\n`);
    await addTo(directory, 1);
    expect(await verifyAudit(logIn(directory))).toMatchObject({ ok: true, records: 9 });
  });
});
