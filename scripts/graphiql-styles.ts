import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** GraphiQL's style sheet has the editor's in it already. */
export const leaveOutEditorStyles: Plugin = {
  name: 'leave-out-editor-styles',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]monaco-editor[\\/].*\.css$/ }, () => ({ contents: '', loader: 'css' }));
  },
};

/** Fonts written into GraphiQL's style sheet become files: a browser then loads the few whose letters are on the page. */
export const fontsAsFiles: Plugin = {
  name: 'fonts-as-files',
  setup: (build) => {
    const fonts: { readonly name: string; readonly bytes: Buffer }[] = [];
    build.onLoad({ filter: /[\\/]graphiql[\\/]dist[\\/]style\.css$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replaceAll(
        /url\(data:font\/(\w+);base64,([^)]+)\)/gu,
        (_whole, kind: string, base64: string) => {
          const index = fonts.push({ name: `font.${kind}`, bytes: Buffer.from(base64, 'base64') }) - 1;
          return `url(embedded-font:${index})`;
        },
      );
      return { contents, loader: 'css', resolveDir: dirname(path) };
    });
    build.onResolve({ filter: /^embedded-font:/ }, ({ path }) => {
      const index = path.slice('embedded-font:'.length);
      return { path: `${index}/${fonts[Number(index)]?.name}`, namespace: 'embedded-font' };
    });
    build.onLoad({ filter: /.*/, namespace: 'embedded-font' }, ({ path }) => {
      return { contents: fonts[Number.parseInt(path, 10)]?.bytes, loader: 'file' };
    });
  },
};
