import type { Document } from 'yaml';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { GatewayConfig } from './config.ts';
import { configShape } from './config-shape.ts';
import type { ConfigFile } from './config-shape.ts';
import { interpolate } from './interpolate.ts';
import { byLine, ConfigurationError } from './mistakes.ts';
import type { AddMistake, Mistake } from './mistakes.ts';
import { offsetOf, pathText, valueAt } from './place.ts';
import { checkTogether } from './server-config.ts';
import { addIssues } from './shape-mistakes.ts';
import { readSystems } from './system-config.ts';
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
  if (mistakes.length > 0 || !parsed.success) throw new ConfigurationError(file, byLine(mistakes));
  return assemble(parsed.data, systems);
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

function assemble(file: ConfigFile, systems: GatewayConfig['systems']): GatewayConfig {
  const { server, auth, limits, snapshots, log, data } = file;
  return {
    server,
    auth: auth.mode === 'none' ? { mode: 'none' } : { mode: 'keys', keys: auth.keys },
    systems,
    limits,
    snapshots,
    log,
    dataDirectory: data.dir,
  };
}
