import { beforeAll, describe, expect, it } from 'vitest';
import { sandboxSystems } from '#sandbox/sandbox.ts';
import { matrixFaults } from '../support/fault-matrix/faults.ts';
import type { Matrix } from '../support/fault-matrix/matrix.ts';
import { tryAll } from '../support/fault-matrix/matrix.ts';
import { matrixTable } from '../support/fault-matrix/table.ts';

/**
 * Every fault on every system under every kind of question: the other systems' data is all there, in time; what is
 * missing is explained by the system that failed; nothing leaks; afterwards everything is back.
 */
let matrix: Matrix = new Map();
beforeAll(async () => {
  matrix = await tryAll({ retries: 0, timeoutMs: 1000, atOnce: sandboxSystems.length });
}, 120_000);

describe.each(sandboxSystems)('%s', (system) => {
  it.each(matrixFaults)('$name', ({ name }) => {
    const cells = matrix.get(name)?.[system] ?? [];
    expect(cells.map(({ question }) => question)).toEqual([
      'everybody',
      'accounts by id',
      'current account',
      'roles, groups, teams',
      'dry run',
    ]);
    expect(cells.flatMap(({ question, wrong }) => wrong.map((each) => `${question}: ${each}`))).toEqual([]);
  });
});

it('shows the other systems, and hides nothing that could be shown', () => {
  // How much is still served is what this test is read for.
  // oxlint-disable-next-line no-console
  console.info(matrixTable(matrix));
  for (const [fault, columns] of matrix)
    for (const system of sandboxSystems)
      for (const { share, question } of columns[system])
        expect(share, `${fault}, ${system}, ${question}`).toBeGreaterThan(0.5);
});
