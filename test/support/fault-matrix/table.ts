import { sandboxSystems } from '#sandbox/sandbox.ts';
import type { Matrix } from './matrix.ts';
import type { Cell } from './try-fault.ts';

/** Faults by systems: how long an answer took (median over the questions), how much of the data was still there. */
export function matrixTable(matrix: Matrix): string {
  const widest = Math.max(...[...matrix.keys()].map(({ length }) => length));
  const head = `${'fault'.padEnd(widest)}  ${sandboxSystems.map((system) => system.padStart(16)).join('')}`;
  const lines = [...matrix].map(
    ([fault, columns]) =>
      `${fault.padEnd(widest)}  ${sandboxSystems.map((system) => figures(columns[system]).padStart(16)).join('')}`,
  );
  return `${[head, ...lines].join('\n')}\n`;
}

function figures(cells: readonly Cell[]): string {
  const times = cells.map(({ ms }) => ms).toSorted((one, other) => one - other);
  const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
  const share = cells.reduce((sum, cell) => sum + cell.share, 0) / cells.length;
  return `${Math.round(median)} ms  ${Math.round(share * 100)} %`;
}
