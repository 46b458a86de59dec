import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

/** What `npm run build:graphiql` writes: `index.html`, and assets with a hash in their names, each also as `.gz`. */
const directory = new URL('../../../build/graphiql/', import.meta.url);

const typeByExtension: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

export interface BuiltFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly isGzip: boolean;
}

export interface BuiltFiles {
  readonly page: string;
  /** An asset by its name; undefined where there is none. Read at the first request, then kept. */
  asset(name: string, acceptsGzip: boolean): BuiltFile | undefined;
}

let opened: BuiltFiles | undefined;

/** Undefined while nothing is built: asked again at the next request, so that a build needs no restart. */
export function builtFiles(): BuiltFiles | undefined {
  opened ??= open();
  return opened;
}

function open(): BuiltFiles | undefined {
  const names = new Set(listing());
  if (!names.has('index.html')) return undefined;
  const cache = new Map<string, BuiltFile>();
  return {
    page: readFileSync(new URL('index.html', directory), 'utf8'),
    asset: (name, acceptsGzip) => {
      const type = typeByExtension[extname(name)];
      // Only names of the listing are opened: no path can lead out of the directory.
      if (type === undefined || !names.has(name)) return undefined;
      const isGzip = acceptsGzip && names.has(`${name}.gz`);
      const file = isGzip ? `${name}.gz` : name;
      const kept = cache.get(file);
      if (kept !== undefined) return kept;
      const read: BuiltFile = { type, bytes: readFileSync(new URL(file, directory)), isGzip };
      cache.set(file, read);
      return read;
    },
  };
}

function listing(): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
