/** One line of a table; a quoted field may hold line breaks, so `line` is where it begins. */
export interface CsvRecord {
  /** From 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export class CsvSyntaxError extends Error {
  override readonly name = 'CsvSyntaxError';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

interface Reader {
  readonly text: string;
  readonly delimiter: string;
  at: number;
  line: number;
}

const lineEnd = /\r\n|\n|\r/uy;

/**
 * Reads a table as RFC 4180 writes it: fields in quotes may hold delimiters, line breaks and doubled quotes. Any line
 * break ends a record, a byte order mark is skipped, and empty lines are no records.
 */
export function* parseCsv(text: string, delimiter = ','): Generator<CsvRecord> {
  const reader: Reader = { text, delimiter, at: text.startsWith('\u{feff}') ? 1 : 0, line: 1 };
  while (reader.at < text.length) {
    const line = reader.line;
    const fields = [readField(reader)];
    while (text[reader.at] === delimiter) {
      reader.at += 1;
      fields.push(readField(reader));
    }
    passLineEnd(reader);
    if (fields.length > 1 || fields[0] !== '') yield { line, fields };
  }
}

function readField(reader: Reader): string {
  return reader.text[reader.at] === '"' ? readQuoted(reader) : readPlain(reader);
}

function readPlain(reader: Reader): string {
  const start = reader.at;
  for (; reader.at < reader.text.length; reader.at += 1) {
    const character = reader.text[reader.at];
    if (character === reader.delimiter || character === '\n' || character === '\r') break;
    if (character === '"') throw new CsvSyntaxError(reader.line, 'a quote inside a field without quotes');
  }
  return reader.text.slice(start, reader.at);
}

function readQuoted(reader: Reader): string {
  const startLine = reader.line;
  let value = '';
  for (;;) {
    const start = reader.at + 1;
    const end = reader.text.indexOf('"', start);
    if (end === -1) throw new CsvSyntaxError(startLine, 'a quote that is never closed');
    const part = reader.text.slice(start, end);
    value += part;
    reader.line += part.match(/\r\n|\n|\r/gu)?.length ?? 0;
    reader.at = end + 1;
    if (reader.text[reader.at] !== '"') return value;
    value += '"';
  }
}

/** After a field comes a delimiter, a line break or the end; only a closed quote can be followed by more. */
function passLineEnd(reader: Reader): void {
  if (reader.at === reader.text.length) return;
  lineEnd.lastIndex = reader.at;
  const found = lineEnd.exec(reader.text);
  if (found === null) throw new CsvSyntaxError(reader.line, 'text after a closing quote');
  reader.at += found[0].length;
  reader.line += 1;
}
