import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maxRecordBytes } from '#storage/audit-chain.ts';
import { readLines } from '#storage/file-lines.ts';

async function linesIn(chunks: readonly Buffer[], from?: number) {
  const lines = [];
  for await (const line of readLines(chunks, from))
    lines.push({ ...line, bytes: line.bytes.toString('latin1') });
  return lines;
}

it('lines have their place in the file, wherever the chunks end', async () => {
  const chunk = fc.string({ unit: fc.constantFrom('a', 'b', '\n') });
  await fc.assert(
    fc.asyncProperty(fc.array(chunk), fc.nat({ max: 50 }), async (chunks, from) => {
      const whole = chunks.join('');
      const lines = await linesIn(
        chunks.map((each) => Buffer.from(each)),
        from,
      );
      expect(lines.map(({ bytes, isComplete }) => bytes + (isComplete ? '\n' : '')).join('')).toBe(whole);
      for (const { bytes, offset, end, isComplete } of lines) {
        expect(whole.slice(offset - from, end - from)).toBe(isComplete ? `${bytes}\n` : bytes);
        expect(bytes).not.toContain('\n');
      }
      expect(lines.slice(0, -1).every(({ isComplete }) => isComplete)).toBe(true);
    }),
  );
});

it('a line longer than any record is not held, and counted nevertheless', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const many = Array.from({ length: maxRecordBytes / chunk.length + 3 }, () => chunk);
  const length = chunk.length * many.length;
  expect(await linesIn([...many, Buffer.from('\nnext\n')])).toEqual([
    { bytes: '', offset: 0, end: length + 1, isComplete: true },
    { bytes: 'next', offset: length + 1, end: length + 6, isComplete: true },
  ]);
  const longest = Buffer.alloc(maxRecordBytes, 'y');
  const [kept] = await linesIn([longest, Buffer.from('\n')]);
  expect(kept?.bytes.length).toBe(maxRecordBytes);
});
