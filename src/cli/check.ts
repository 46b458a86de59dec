import { readConfig } from '#config/read-config.ts';
import { checkSystems } from '#check-systems.ts';
import { refuseUnfitDocuments } from '#server/document-mistakes.ts';
import type { Arguments } from './arguments.ts';
import { createLog } from './log.ts';

/** Reports every mistake of the configuration (they are thrown), then what one probe of each server says. */
export async function check(args: Arguments): Promise<number> {
  const file = args.config ?? 'rollcall.yaml';
  const config = await readConfig(file, { environment: process.env });
  refuseUnfitDocuments(config);
  process.stdout.write(`${file} is well formed. Asking ${config.systems.length} systems …\n`);
  const reports = await checkSystems(config, createLog('silent'));
  for (const { key, isUsable, lines } of reports) {
    process.stdout.write(
      `\n${isUsable ? 'ok  ' : 'FAIL'} ${key}\n${lines.map((line) => `     ${line}\n`).join('')}`,
    );
  }
  const failed = reports.filter((report) => !report.isUsable).length;
  process.stdout.write(
    failed === 0
      ? '\nAll systems can be used.\n'
      : `\n${failed} of ${reports.length} systems cannot be used.\n`,
  );
  return failed === 0 ? 0 : 1;
}
