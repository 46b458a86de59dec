import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { GatewayConfig } from './config.ts';
import { configShape, systemShape } from './config-shape.ts';
import type { ConfigFile, SystemFile } from './config-shape.ts';
import { interpolate } from './interpolate.ts';
import { ConfigurationError } from './mistakes.ts';
import type { Mistake } from './mistakes.ts';
import { checkServer } from './server-config.ts';
import { connectorsOf } from './system-config.ts';

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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const mistakes: Mistake[] = [];
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  for (const error of document.errors) {
    const line = lineOf(error.pos[0]);
    const hint = text.split('\n')[line - 1]?.includes('${') === true ? ' (a ${…} inside { } or [ ] needs quotes)' : '';
    mistakes.push({ line, message: `not valid YAML: ${error.message}${hint}` });
  }
  if (mistakes.length > 0) throw new ConfigurationError(file, mistakes);

  const baseDirectory = dirname(resolve(file));
  interpolate(document, {
    environment: options.environment,
    baseDirectory,
    onMissing: (message, offset) => mistakes.push({ line: lineOf(offset), message }),
  });
  const add = (path: readonly PropertyKey[], message: string): void => {
    mistakes.push({ line: lineAt(document, path, lineOf), path: pathText(path), message });
  };
  const raw: unknown = document.toJS();
  const parsed = configShape.safeParse(raw);
  if (parsed.success) checkServer(parsed.data, add);
  else for (const issue of parsed.error.issues) add(issue.path, describeIssue(issue));
  const systems = await connectorsOf(wellFormedSystems(raw), baseDirectory, add);
  if (mistakes.length > 0 || !parsed.success) throw new ConfigurationError(file, byLine(mistakes));
  return assemble(parsed.data, systems);
}

/** The systems that are right in form, with their places: they are checked also when the file is wrong elsewhere. */
function wellFormedSystems(raw: unknown): (readonly [index: number, system: SystemFile])[] {
  const list = (raw as { readonly systems?: unknown } | null)?.systems;
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown, index) => {
    const parsed = systemShape.safeParse(each);
    return parsed.success ? [[index, parsed.data] as const] : [];
  });
}

function assemble(file: ConfigFile, systems: GatewayConfig['systems']): GatewayConfig {
  const { server, auth, limits, snapshots, log } = file;
  return {
    server,
    auth: auth.mode === 'none' ? { mode: 'none' } : { mode: 'keys', keys: auth.keys },
    systems,
    limits,
    snapshots,
    log,
  };
}

function describeIssue(issue: {
  readonly code?: string;
  readonly message: string;
  readonly keys?: readonly string[];
}): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown key ${(issue.keys ?? []).map((key) => `"${key}"`).join(', ')}`;
  return issue.message.startsWith('Invalid input')
    ? issue.message.replace('Invalid input: ', '')
    : issue.message;
}

/** Line of the deepest node along the path that is in the file: a missing key is told at its parent. */
function lineAt(
  document: Document,
  path: readonly PropertyKey[],
  lineOf: (offset: number) => number,
): number | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lineOf(node.range[0]);
  }
  return undefined;
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

function byLine(mistakes: readonly Mistake[]): Mistake[] {
  return [...mistakes].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}
