import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { beginning, maxRecordBytes, seal } from '#storage/audit-chain.ts';
import { verifyAudit, verifyAuditBytes } from '#storage/verify-audit.ts';
import { freshDirectory } from './audit-entries.ts';
import { spyOnHandles } from './file-handles.ts';
import { chainOf } from './small-chain.ts';

const verifyLines = (lines: readonly string[]) => verifyAuditBytes([Buffer.from(lines.join(''))]);
/** Members in another order, a space, another way to write a letter: the same value, other bytes. */
const rewritings: readonly [string, (line: string) => string][] = [
  [
    'another order of members',
    (line) => {
      const { at, ...rest } = JSON.parse(line);
      return `${JSON.stringify({ ...rest, at })}\n`;
    },
  ],
  ['a space', (line) => line.replace(',', ', ')],
  ['an escaped letter', (line) => line.replace('portal', String.raw`\u0070ortal`)],
  ['a member twice', (line) => line.replace('{"', '{"at":"","')],
  ['a carriage return', (line) => line.replace('\n', '\r\n')],
  ['a byte order mark', (line) => `\ufeff${line}`],
];

describe('verifying the audit log', () => {
  it('tells the last record of a chain that is whole', async () => {
    const { bytes, lines } = await chainOf(4);
    const last = JSON.parse(lines[3] ?? '');
    expect(await verifyAuditBytes([bytes])).toEqual({
      ok: true,
      records: 4,
      first: 1,
      continues: undefined,
      last: { sequence: 4, hash: last.hash },
      recoveries: [],
      expectedAt: undefined,
    });
    expect(await verifyAuditBytes([])).toMatchObject({ ok: true, records: 0, last: undefined });
  });

  it('finds every flipped bit', async () => {
    const { bytes } = await chainOf(3);
    expect(await verifyAuditBytes([bytes])).toMatchObject({ ok: true, records: 3 });
    const unseen: string[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        const { ok } = await verifyAuditBytes([flipped]);
        if (ok) unseen.push(`bit ${bit} of byte ${at}`);
      }
    }
    expect(unseen).toEqual([]);
  });

  it('finds every byte that was put in or taken out', async () => {
    const { bytes } = await chainOf(2);
    const unseen: string[] = [];
    for (let at = 0; at <= bytes.length; at += 1) {
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      for (const byte of [' ', '\n', '0', '}']) {
        if ((await verifyAuditBytes([before, Buffer.from(byte), after])).ok) unseen.push(`${byte} at ${at}`);
      }
      const isOut = at < bytes.length && (await verifyAuditBytes([before, after.subarray(1)])).ok;
      if (isOut) unseen.push(`without byte ${at}`);
    }
    expect(unseen).toEqual([]);
  });

  it('finds the same changed in any way, wherever it is cut into chunks', async () => {
    const { bytes } = await chainOf(5);
    const place = fc.nat({ max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), place, async (at, change, cut) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ change, at);
        const chunks = (whole: Buffer) => [whole.subarray(0, cut), whole.subarray(cut)];
        expect((await verifyAuditBytes(chunks(changed))).ok).toBe(false);
        expect((await verifyAuditBytes(chunks(bytes))).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each(rewritings)('finds what means the same in other bytes: %s', async (_name, rewrite) => {
    const { lines } = await chainOf(3);
    const [one = '', two = '', three = ''] = lines;
    expect(rewrite(two)).not.toBe(two);
    expect(await verifyLines([one, rewrite(two), three])).toMatchObject({
      ok: false,
      line: 2,
      what: 'edited',
    });
  });

  it('says what was done and where', async () => {
    const { lines } = await chainOf(5);
    const [a = '', b = '', c = '', d = '', e = ''] = lines;
    const edited = c.replace('TICKET-7', 'TICKET-8');
    const told = async (...changed: string[]) => {
      const result = await verifyLines(changed);
      return result.ok ? 'ok' : `${result.what} at line ${result.line}, record ${result.sequence}`;
    };
    expect(await told(a, b, edited, d, e)).toBe('edited at line 3, record 3');
    expect(await told(a, b, d, e)).toBe('removed at line 3, record 3');
    expect(await told(b, c, d, e)).toBe('removed at line 1, record 1');
    expect(await told(a, c, b, d, e)).toBe('reordered at line 2, record 2');
    expect(await told(a, b, e, c, d)).toBe('reordered at line 3, record 3');
    expect(await told(e, d, c, b, a)).toBe('reordered at line 1, record 1');
    expect(await told(a, b, b, c, d, e)).toBe('inserted at line 3, record 3');
    expect(await told(a, b, edited, c, d, e)).toBe('inserted at line 3, record 3');
    expect(await told(a, b, '\n', c, d, e)).toBe('inserted at line 3, record 3');
    expect(await told(a, b, c, d, e, c)).toBe('inserted at line 6, record 6');
    expect(await told(a, b, c, d, e.slice(0, -1))).toBe('torn at line 5, record 5');
    expect(await told(a, b, c, d, e.slice(0, 40))).toBe('torn at line 5, record 5');
    expect(await told(a, b, c, d, e)).toBe('ok');
  });

  it('finds a record that was changed and given a new hash, at the one after it', async () => {
    const { lines } = await chainOf(3);
    const { sequence, previous, hash, ...body } = JSON.parse(lines[1] ?? '');
    const forged = seal({ ...body, mutation: 'nothing' }, { sequence: sequence - 1, hash: previous });
    expect(forged.record.hash).not.toBe(hash);
    const result = await verifyLines([lines[0] ?? '', forged.line.toString('utf8'), lines[2] ?? '']);
    expect(result).toMatchObject({ ok: false, line: 3, what: 'edited' });
  });

  it('cannot see an end that was cut off, unless a hash was noted', async () => {
    const { lines } = await chainOf(4);
    const noted = JSON.parse(lines[3] ?? '').hash as string;
    const second = JSON.parse(lines[1] ?? '').hash as string;
    const cut = Buffer.from(lines.slice(0, 3).join(''));
    expect(await verifyAuditBytes([cut])).toMatchObject({ ok: true, records: 3 });
    expect(await verifyAuditBytes([cut], { expect: noted })).toMatchObject({
      ok: false,
      what: 'cut off',
      line: 4,
    });
    const head = { sequence: 4, hash: noted };
    expect(await verifyAuditBytes([cut], { head })).toMatchObject({ ok: false, what: 'cut off' });
    expect(await verifyAuditBytes([cut], { expect: second })).toMatchObject({ ok: true, expectedAt: 2 });
    expect(await verifyAuditBytes([], { expect: beginning.hash })).toMatchObject({ ok: false });
  });

  it('takes a file that goes on from another, and names what it goes on from', async () => {
    const { lines } = await chainOf(2);
    const { sequence, hash } = JSON.parse(lines[1] ?? '');
    const first = seal({ kind: 'CONTINUED', at: 'then' }, { sequence, hash });
    const second = seal({ kind: 'MUTATION' }, first.record);
    const bytes = [first.line, second.line];
    const whole = { ok: true, records: 2, first: 3, continues: { sequence: 2, hash } };
    expect(await verifyAuditBytes(bytes)).toMatchObject(whole);
    expect(await verifyAuditBytes(bytes, { expect: hash })).toMatchObject({ ...whole, expectedAt: 2 });
    expect(await verifyAuditBytes([second.line])).toMatchObject({ ok: false, what: 'removed' });
    // In the middle of a file it is a gap like any other.
    expect(await verifyAuditBytes([Buffer.from(lines[0] ?? ''), first.line])).toMatchObject({ ok: false });
  });

  it('does not choke on what is no log', async () => {
    const nested = Buffer.from(`${'['.repeat(200_000)}${']'.repeat(200_000)}\n`);
    const binary = Buffer.from([0xff, 0xfe, 0x00, 0x0a]);
    const long = Buffer.alloc(maxRecordBytes + 1, 0x20);
    for (const bytes of [nested, binary, Buffer.from('null\n'), Buffer.from('{"hash":1}\n')]) {
      expect(await verifyAuditBytes([bytes])).toMatchObject({ ok: false, line: 1, what: 'edited' });
    }
    const { lines } = await chainOf(1);
    const padded = [Buffer.from(lines[0]?.trimEnd() ?? ''), long, Buffer.from('\n')];
    expect(await verifyAuditBytes(padded)).toMatchObject({ ok: false, what: 'edited' });
  });

  it('waits for the rest of a line that is being written', async () => {
    const { bytes } = await chainOf(2);
    const file = join(await freshDirectory(), 'audit.ndjson');
    await writeFile(file, bytes.subarray(0, -10));
    const { read } = await spyOnHandles();
    const verified = verifyAudit(file, { patienceMs: 10_000 });
    // Once for what is there, once more to meet the end.
    await vi.waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(1));
    await appendFile(file, bytes.subarray(-10));
    expect(await verified).toMatchObject({ ok: true, records: 2 });
    await writeFile(file, bytes.subarray(0, -10));
    expect(await verifyAudit(file, { patienceMs: 100 })).toMatchObject({ ok: false, what: 'torn' });
  });
});
