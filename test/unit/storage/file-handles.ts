import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { onTestFinished, vi } from 'vitest';

/** Watches what is asked of every open file, and lets a test answer in the disk's place. */
export async function spyOnHandles() {
  const handle = await open(import.meta.filename, 'r');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const spies = {
    read: vi.spyOn(prototype, 'read'),
    write: vi.spyOn(prototype, 'write'),
    datasync: vi.spyOn(prototype, 'datasync'),
    truncate: vi.spyOn(prototype, 'truncate'),
  };
  onTestFinished(() => {
    for (const spy of Object.values(spies)) spy.mockRestore();
  });
  return spies;
}

/** As the system tells it. */
export function diskError(code: 'ENOSPC' | 'EIO' | 'EROFS'): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: planted`), { code, syscall: 'write' });
}
