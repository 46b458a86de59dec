import { createWriteStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPrivateFile, syncDirectory } from './create-private.ts';
import { readChunks } from './file-lines.ts';

/** Moves what stands from `end` on into a file of its own, whose name is returned. */
export async function moveTornEnd(
  handle: FileHandle,
  end: number,
  directory: string,
  now: number,
): Promise<string> {
  const time = new Date(now).toISOString().replaceAll(/[:.]/gu, '-');
  const name = `audit.torn-${time}-${end}`;
  const path = join(directory, name);
  createPrivateFile(path);
  await pipeline(readChunks(handle, end), createWriteStream(path, { flush: true }));
  await syncDirectory(directory);
  await handle.truncate(end);
  return name;
}
