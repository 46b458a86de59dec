import type { Document } from 'yaml';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { GatewayConfig } from './config.ts';
import { readAuth } from './auth-config.ts';
import { configShape, partMembers } from './config-shape.ts';
import { interpolate } from './interpolate.ts';
import { byLine, ConfigurationError } from './mistakes.ts';
import type { AddMistake, Mistake } from './mistakes.ts';
import { offsetOf, pathText, valueAt } from './place.ts';
import { checkTogether } from './server-config.ts';
import { addIssues, rightMembers } from './shape-mistakes.ts';
import { readSystems } from './system-config.ts';
import { readTrustedDocuments } from './trusted-documents.ts';
import { readYaml } from './yaml-document.ts';

export interface ReadConfigOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Reads and checks `rollcall.yaml`. Throws ConfigurationError with every mistake at once, each with its line. */
export async function readConfig(file: string, options: ReadConfigOptions): Promise<GatewayConfig> {
  return parseConfig(readText(file), file, options);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigurationError(file, [{ message: `the file cannot be read (${code})` }]);
  }
}

/** @param file Name for messages, and what relative paths inside are relative to. */
export async function parseConfig(
  text: string,
  file: string,
  options: ReadConfigOptions,
): Promise<GatewayConfig> {
  const { document, lineOf, mistakes: malformed } = readYaml(text);
  if (malformed.length > 0) throw new ConfigurationError(file, byLine(malformed));

  const baseDirectory = dirname(resolve(file));
  const mistakes: Mistake[] = [];
  const unfilled = new Set<unknown>();
  interpolate(document, {
    environment: options.environment,
    baseDirectory,
    onMissing: (message, offset, left) => {
      mistakes.push({ line: lineOf(offset), message });
      unfilled.add(left);
    },
  });
  const raw = toJs(document, file);
  const add: AddMistake = (path, message, shown = path) => {
    // That it is not filled in is told already; nothing else can be said of it.
    if (isOrHolds(valueAt(raw, path), unfilled)) return;
    const offset = offsetOf(document, path);
    mistakes.push({
      line: offset === undefined ? undefined : lineOf(offset),
      path: pathText(shown),
      message,
    });
  };
  const parsed = configShape.safeParse(raw);
  if (!parsed.success) addIssues(parsed.error.issues, add);
  checkTogether(raw, add);
  const systems = await readSystems(valueAt(raw, ['systems']), baseDirectory, add);
  const auth = readAuth(raw, baseDirectory, add);
  const { file: documents } = rightMembers(partMembers.documents, valueAt(raw, ['documents']));
  const byId = readTrustedDocuments(documents, baseDirectory, add);
  if (mistakes.length > 0 || !parsed.success || auth === undefined)
    throw new ConfigurationError(file, byLine(mistakes));
  const { server, limits, snapshots, log, data } = parsed.data;
  return {
    server,
    auth,
    systems,
    limits,
    snapshots,
    log,
    documents: { byId, only: parsed.data.documents.only },
    dataDirectory: data.dir,
    keepIdempotencyKeysMs: data.keepIdempotencyKeysHours * 3_600_000,
  };
}

/** Whether a value, or a member of it, is one of these. */
function isOrHolds(value: unknown, wanted: ReadonlySet<unknown>): boolean {
  if (typeof value !== 'object' || value === null) return wanted.has(value);
  return Object.values(value).some((member) => wanted.has(member));
}

/** Aliases of aliases of aliases could fill the memory; the library refuses them with an error of its own. */
function toJs(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(file, [{ message: `not usable YAML: ${reason}` }]);
  }
}
