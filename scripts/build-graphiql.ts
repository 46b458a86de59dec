import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type * as Esbuild from 'esbuild';
import type { BuildOptions, OutputFile } from 'esbuild';
import { fontsAsFiles, leaveOutEditorStyles } from './graphiql-styles.ts';

/**
 * Builds the GraphiQL page: `src/server/graphiql/page` → `build/graphiql`, everything with a hash in its name and
 * also compressed. With `--if-possible` (as `prepare` calls it) a missing esbuild is no error: it is left out by
 * `npm ci --omit=dev`, and the server then says how to build the page.
 */
const root = fileURLToPath(new URL('../', import.meta.url));
const page = join(root, 'src/server/graphiql/page');
const output = join(root, 'build/graphiql');

const esbuild = await loadEsbuild(process.argv.includes('--if-possible'));
if (esbuild === undefined) process.stdout.write('GraphiQL is not built: esbuild is not installed.\n');
else await buildPage(esbuild);

async function loadEsbuild(mayBeMissing: boolean): Promise<typeof Esbuild | undefined> {
  try {
    return await import('esbuild');
  } catch (error) {
    if (mayBeMissing && (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function buildPage({ build }: typeof Esbuild): Promise<void> {
  const common = {
    bundle: true,
    write: false,
    minify: true,
    target: ['es2022', 'chrome109', 'firefox115', 'safari16.4'],
    outdir: output,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    legalComments: 'none',
    logLevel: 'warning',
    absWorkingDir: root,
  } satisfies BuildOptions;
  const workers = await build({
    ...common,
    format: 'iife',
    entryPoints: {
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
  });
  const workerNames = workers.outputFiles.map(({ path }) => basename(path));
  const main = await build({
    ...common,
    format: 'esm',
    splitting: true,
    entryPoints: [join(page, 'main.tsx')],
    tsconfig: join(page, 'tsconfig.json'),
    define: {
      'process.env.NODE_ENV': '"production"',
      WORKER_FILES: JSON.stringify({
        editor: nameOf(workerNames, 'editor.worker-', '.js'),
        json: nameOf(workerNames, 'json.worker-', '.js'),
        graphql: nameOf(workerNames, 'graphql.worker-', '.js'),
      }),
    },
    plugins: [leaveOutEditorStyles, fontsAsFiles],
  });
  const files = [...workers.outputFiles, ...main.outputFiles];
  await writeAll(files, await html(files));
}

async function html(files: readonly OutputFile[]): Promise<string> {
  const names = files.map(({ path }) => basename(path));
  const template = await readFile(join(page, 'index.html'), 'utf8');
  return template
    .replace('{{script}}', nameOf(names, 'main-', '.js'))
    .replace('{{style}}', nameOf(names, 'main-', '.css'));
}

function nameOf(names: readonly string[], start: string, end: string): string {
  const found = names.filter((name) => name.startsWith(start) && name.endsWith(end));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`Expected one file named ${start}…${end}; got ${found.length} of ${names.join(', ')}.`);
  }
  return only;
}

async function writeAll(files: readonly OutputFile[], index: string): Promise<void> {
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  let plain = 0;
  let packed = 0;
  for (const { path, contents } of files) {
    plain += contents.byteLength;
    packed += await writeWithGzip(path, contents);
  }
  await writeFile(join(output, 'index.html'), index);
  const size = `${megabytes(plain)}, ${megabytes(packed)} compressed`;
  process.stdout.write(`GraphiQL: ${files.length} files in build/graphiql, ${size}.\n`);
}

/** Fonts are compressed already. The number of bytes a browser would load. */
async function writeWithGzip(path: string, contents: Uint8Array): Promise<number> {
  await writeFile(path, contents);
  if (!/\.(?:js|css|ttf)$/u.test(path)) return contents.byteLength;
  const compressed = await promisify(gzip)(contents, { level: 9 });
  await writeFile(`${path}.gz`, compressed);
  return compressed.byteLength;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
