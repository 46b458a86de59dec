import type { FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { maxRecordBytes } from './audit-chain.ts';

export interface FileLine {
  /** Without its line break; empty where it is longer than any record. */
  readonly bytes: Buffer;
  /** From the beginning of the file. */
  readonly offset: number;
  /** Offset after its line break. */
  readonly end: number;
  /** False for what stands after the last line break. */
  readonly isComplete: boolean;
}

const lineBreak = 0x0a;
const chunkBytes = 256 * 1024;
const lookEveryMs = 50;

/** Cuts into lines, holding at most one of them. */
export async function* readLines(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  from = 0,
): AsyncGenerator<FileLine> {
  let offset = from;
  let length = 0;
  let pieces: Buffer[] = [];
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length > maxRecordBytes) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  };
  const take = (isComplete: boolean): FileLine => {
    const end = offset + length + (isComplete ? 1 : 0);
    const line = { bytes: Buffer.concat(pieces), offset, end, isComplete };
    offset = end;
    length = 0;
    pieces = [];
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(lineBreak); at >= 0; at = chunk.indexOf(lineBreak, start)) {
      keep(chunk.subarray(start, at));
      start = at + 1;
      yield take(true);
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield take(false);
}

/**
 * The bytes of a file. A last line without an end may be under way in another process: its rest is waited for, up to
 * `patienceMs`.
 */
export async function* readChunks(handle: FileHandle, from = 0, patienceMs = 0): AsyncGenerator<Buffer> {
  let position = from;
  let isLineOpen = false;
  let waited = 0;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    if (bytesRead > 0) {
      position += bytesRead;
      isLineOpen = buffer[bytesRead - 1] !== lineBreak;
      yield buffer.subarray(0, bytesRead);
    } else if (isLineOpen && waited < patienceMs) {
      waited += lookEveryMs;
      await pause(lookEveryMs);
    } else return;
  }
}
