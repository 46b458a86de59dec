import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { configShape } from '#config/config-shape.ts';
import { interpolate } from '#config/interpolate.ts';
import { ConfigurationError } from '#config/mistakes.ts';
import { readYaml } from '#config/yaml-document.ts';
import { auditFileName } from '#storage/audit-names.ts';
import type { AuditPlace } from './audit-arguments.ts';

/** The log's file, and the directory where its head is noted, if it is not one that was put away. */
export async function locateAudit(
  place: AuditPlace,
): Promise<{ readonly file: string; readonly directory: string | undefined }> {
  if ('file' in place) return { file: place.file, directory: undefined };
  const directory = 'config' in place ? await readDataDirectory(place.config) : place.directory;
  return { file: join(directory, auditFileName), directory };
}

/**
 * `data.dir` alone, relative to where the command runs as for the gateway: the log can be read without the secrets
 * that the rest of a configuration needs.
 */
async function readDataDirectory(file: string): Promise<string> {
  const { document, mistakes } = readYaml(await readText(file));
  if (mistakes.length > 0) throw new ConfigurationError(file, mistakes);
  const left = new Map<string, string>();
  interpolate(document, {
    environment: process.env,
    baseDirectory: dirname(resolve(file)),
    onMissing: (message, _offset, text) => left.set(text, message),
  });
  const whole: unknown = document.toJS();
  const data = typeof whole === 'object' && whole !== null && 'data' in whole ? whole.data : undefined;
  const parsed = configShape.shape.data.safeParse(data);
  const [issue] = parsed.error?.issues ?? [];
  const mistake = issue?.message ?? left.get(parsed.data?.dir ?? '');
  if (mistake !== undefined || parsed.data === undefined) {
    throw new ConfigurationError(file, [{ path: 'data.dir', message: mistake ?? 'expected a directory' }]);
  }
  return parsed.data.dir;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigurationError(file, [{ message: `the file cannot be read (${code})` }]);
  }
}
