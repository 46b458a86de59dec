import type { Gauge } from './gauges.ts';
import type { SoakReport } from './run-soak.ts';

/** The figures of a run, for people. */
export function reportText(report: SoakReport): string {
  const { trend, overload, errors } = report;
  const lines: readonly (readonly [what: string, figure: string])[] = [
    [
      'requests',
      `${report.requests}, of which ${report.mutations} mutations; ${report.cut} cut by the client`,
    ],
    ['faults survived', `${report.storms}`],
    ['errors told', counted(errors)],
    ['audit records', `${report.auditRecords}`],
    ['memory, first and last quarter', pair(trend, ({ memory }) => `${Math.round(memory / 1_000_000)} MB`)],
    ['handles, first and last quarter', pair(trend, ({ handles }) => `${handles}`)],
    [`${overload.connections} connections at once`, `answered ${counted(overload.statuses)}`],
    ['/healthz meanwhile, slowest', `${Math.round(overload.slowestHealthMs)} ms`],
    ['handles afterwards', `${overload.handlesAfter}`],
    ['wrong', report.wrong.length === 0 ? 'nothing' : ['', ...report.wrong].join('\n    ')],
  ];
  return lines.map(([what, figure]) => `  ${what.padEnd(34)} ${figure}\n`).join('');
}

function counted(counts: Readonly<Record<string, number>>): string {
  const texts = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  return texts.length === 0 ? 'none' : texts.join(', ');
}

function pair(trend: { readonly start: Gauge; readonly end: Gauge }, text: (gauge: Gauge) => string): string {
  return `${text(trend.start)}, ${text(trend.end)}`;
}
