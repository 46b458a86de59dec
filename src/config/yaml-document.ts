import { LineCounter, parseDocument, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import type { Mistake } from './mistakes.ts';

export interface YamlDocument {
  readonly document: Document;
  /** Line, from 1, of an offset in the text. */
  readonly lineOf: (offset: number) => number;
  /** What is no YAML; where there is any, the document is not to be used. */
  readonly mistakes: readonly Mistake[];
}

/** Parses YAML; what is wrong with it is told without quoting the text, which may hold secrets. */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  const textLines = text.split('\n');
  const mistakes: Mistake[] = [...document.errors, ...document.warnings].map((error) => {
    const line = lineOf(error.pos[0]);
    const hint =
      textLines[line - 1]?.includes('${') === true ? '; a ${…} inside { } or [ ] needs quotes' : '';
    return { line, message: `not valid YAML: ${describe(error)}${hint}` };
  });
  visit(document, {
    Alias: (_key, node) => {
      if (node.resolve(document) !== undefined) return;
      const line = lineOf(node.range?.[0] ?? 0);
      mistakes.push({ line, message: 'not valid YAML: text that begins with * needs quotes' });
    },
  });
  return { document, lineOf, mistakes };
}

function describe({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'expected one document, got several';
  if (code === 'TAG_RESOLVE_FAILED') return 'text that begins with ! needs quotes';
  // The parser quotes the text after these.
  const words = message.split(/: |[\\%]/u, 1)[0] ?? message;
  return words.charAt(0).toLowerCase() + words.slice(1).trimEnd();
}
