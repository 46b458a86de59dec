import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Child {
  readonly pid: number | undefined;
  /** Everything it said, once that holds the text. */
  says(text: string): Promise<string>;
  /** Ends it as a loss of the process would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Lets it end by itself; its exit code. */
  end(): Promise<number | null>;
}

/** A script in a process of its own. */
export function startChild(script: URL, ...words: readonly string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(script), ...words], { stdio: 'pipe' });
  let said = '';
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const gone = new Promise<number | null>((resolve) => child.on('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  return {
    pid: child.pid,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (said.includes(text)) resolve(said);
        };
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`It ended without saying ${text}: ${complaint}`)));
        look();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    end: async () => {
      child.stdin.end();
      return gone;
    },
  };
}
