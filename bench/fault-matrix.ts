import { tryAll } from '../test/support/fault-matrix/matrix.ts';
import { matrixTable } from '../test/support/fault-matrix/table.ts';

/**
 * What a failing system costs those who ask: time to answer (median over five kinds of question) and how much of the
 * data of all four systems is still served, for each fault on each system. `npm run bench:faults`
 */
process.stdout.write(matrixTable(await tryAll({ retries: 1, timeoutMs: 600, atOnce: 1 })));
