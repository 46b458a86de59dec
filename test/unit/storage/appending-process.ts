import { openAuditLog } from '#storage/audit-log.ts';
import { ended } from './audit-entries.ts';

/** Appends to the log in a directory, eight at a time, and says the number of each record that is on disk. */
const [, , directory = '', most = '0'] = process.argv;
const log = await openAuditLog(directory, { now: Date.now });
process.stdout.write('open\n');
for (let count = 0; count < Number(most); count += 8) {
  const records = await Promise.all(Array.from({ length: 8 }, () => log.append(ended())));
  process.stdout.write(records.map(({ sequence }) => `${sequence}\n`).join(''));
}
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('end', resolve));
await log.close();
