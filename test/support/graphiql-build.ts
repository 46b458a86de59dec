import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const directory = new URL('../../build/graphiql/', import.meta.url);
const script = fileURLToPath(new URL('../../scripts/build-graphiql.ts', import.meta.url));

/** Builds the page where `npm ci` has not (scripts left out, say). */
export async function ensureGraphiqlBuilt(): Promise<void> {
  if (!existsSync(new URL('index.html', directory))) await promisify(execFile)(process.execPath, [script]);
}

/** Names under which the gateway serves what was built. */
export function builtAssetNames(): string[] {
  return readdirSync(directory).filter((name) => name !== 'index.html' && !name.endsWith('.gz'));
}
