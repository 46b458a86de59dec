/** One thing wrong with a configuration. The message never quotes a value that may be secret. */
export interface Mistake {
  /** Line in the file, from 1; absent where the file as a whole is meant. */
  readonly line?: number | undefined;
  /** Where in the file, e.g. `systems[0].url`. */
  readonly path?: string | undefined;
  readonly message: string;
}

/** Told of one mistake and where it is; `shown` is the path to show where the real one may hold a secret. */
export type AddMistake = (
  path: readonly PropertyKey[],
  message: string,
  shown?: readonly PropertyKey[],
) => void;

/** Everything wrong with a configuration, at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly mistakes: readonly Mistake[];

  constructor(file: string, mistakes: readonly Mistake[]) {
    super(mistakes.map((mistake) => describe(file, mistake)).join('\n'));
    this.mistakes = mistakes;
  }
}

/** By line; what is about the file as a whole first. */
export function byLine(mistakes: readonly Mistake[]): Mistake[] {
  return [...mistakes].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

/** `rollcall.yaml:12: systems[0].url: expected …` */
function describe(file: string, { line, path, message }: Mistake): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return path === undefined || path === '' ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}
