import type { AuditRecord, MutationRecord } from '#domain/audit.ts';
import { cell } from './table-cell.ts';

const columns = [
  ['RECORD', 7],
  ['AT', 20],
  ['CALLER', 12],
  ['MUTATION', 24],
  ['PHASE', 9],
  ['OUTCOME', 9],
  ['SYSTEMS', 20],
] as const;

/** Widths are fixed: a log of any size is printed as it is read. */
export function auditTableHead(width: number | undefined): string {
  return row([...columns.map(([title]) => title), 'WHAT'], width);
}

/** @param width Where lines are cut; undefined leaves the last column whole. */
export function auditTableRow(record: AuditRecord, width: number | undefined): string {
  const at = record.at.replace(/\.\d+Z$/u, 'Z');
  const cells = record.kind === 'MUTATION' ? mutationCells(record) : ['', '', record.kind, '', ''];
  return row([String(record.sequence), at, ...cells, describe(record)], width);
}

function mutationCells(record: MutationRecord): readonly string[] {
  const { caller, mutation, phase, systems, dryRun } = record;
  const outcome = record.phase === 'INTENDED' ? '' : record.outcome;
  return [
    caller.name,
    mutation,
    dryRun && phase === 'REFUSED' ? 'REFUSED*' : phase,
    outcome,
    systems.join(','),
  ];
}

function row(cells: readonly string[], width: number | undefined): string {
  const fixed = columns.map(([, columnWidth], index) => cell(cells[index] ?? '', columnWidth)).join('  ');
  const used = columns.reduce((sum, [, columnWidth]) => sum + columnWidth + 2, 0);
  const what = cell(cells[columns.length] ?? '', width === undefined ? undefined : Math.max(width - used, 0));
  const line = `${fixed}  ${what}`.trimEnd();
  return width === undefined || width >= used ? line : cell(line, width).trimEnd();
}

/** What a reader looks for first: whom, what was done, why not, and the reason given. */
function describe(record: AuditRecord): string {
  switch (record.kind) {
    case 'CONTINUED':
      return `goes on after record ${record.sequence - 1} of the file before`;
    case 'RECOVERED':
      return [
        ...(record.tornFile === undefined ? [] : [`${record.tornBytes} bytes moved to ${record.tornFile}`]),
        ...(record.missing === undefined ? [] : [`record ${record.missing.sequence} was not found`]),
      ].join('; ');
    case 'MUTATION':
      return describeMutation(record);
  }
}

function describeMutation(record: MutationRecord): string {
  const whom = record.targets.map(({ login, nativeId }) => login ?? nativeId ?? '?').join(', ');
  const done =
    record.phase === 'INTENDED'
      ? record.plan.map(({ summary }) => summary)
      : record.changes.map(({ summary, outcome, problemCode }) =>
          problemCode === undefined ? `${summary}: ${outcome}` : `${summary}: ${outcome} ${problemCode}`,
        );
  const errors = record.phase === 'INTENDED' ? [] : record.userErrors.map(({ code }) => code);
  const reason = record.reason === undefined ? [] : [`(${record.reason})`];
  return [whom, ...done, ...errors, ...reason].filter((part) => part !== '').join('; ');
}
