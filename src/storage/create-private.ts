import { closeSync, openSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';

/** Creates a directory that is nobody else's; one that is there stays as it is. */
export async function createPrivateDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/**
 * Creates an empty file that is nobody else's; one that is there is not even opened: closing it again would drop the
 * locks that this process holds on it.
 */
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** New names in a directory are on disk only after this. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
