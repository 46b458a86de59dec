import { readFile } from 'node:fs/promises';
import { openAuditLog } from '#storage/audit-log.ts';
import { atNoon, ended, freshDirectory, intended, logIn } from './audit-entries.ts';

/** The bytes of a small log and its lines, each with its line break. */
export async function chainOf(count: number): Promise<{ readonly bytes: Buffer; readonly lines: string[] }> {
  const directory = await freshDirectory();
  const log = await openAuditLog(directory, atNoon);
  for (let index = 1; index <= count; index += 1) {
    await log.append(index % 2 === 1 ? intended({ requestId: `r${index}` }) : ended({ intent: index - 1 }));
  }
  await log.close();
  const bytes = await readFile(logIn(directory));
  return { bytes, lines: bytes.toString('utf8').split(/(?<=\n)/u) };
}
