import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The words behind `node` in the start script, so that what is measured is what `npm start` runs. */
function startWords(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  return scripts.start.split(' ').slice(1);
}

/** A command of the product, running as its own process. */
export interface Running {
  /** What it printed until it was ready. */
  readonly printed: string;
  readonly pid: number;
  /** Resident memory now, in bytes; also the most it ever was. */
  memory(): { readonly now: number; readonly peak: number };
  /** CPU time so far, in milliseconds, user and system. */
  cpuMs(): number;
  /** Open files, sockets and pipes now. */
  handles(): number;
  isAlive(): boolean;
  stop(): Promise<void>;
}

/** Starts `rollcall <words>` and waits until it has printed `ready`; standard error goes to a file where one is named. */
export async function start(words: readonly string[], ready: string, errorFile?: string): Promise<Running> {
  return startNode([...startWords(), ...words], ready, errorFile);
}

/** Starts `node <words>` and waits until it has printed `ready`. */
export async function startNode(
  words: readonly string[],
  ready: string,
  errorFile?: string,
): Promise<Running> {
  const errors = errorFile === undefined ? 'inherit' : openSync(errorFile, 'a');
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', errors] });
  const printed = await untilPrinted(child, ready);
  const pid = child.pid ?? 0;
  return {
    printed,
    pid,
    memory: () => ({ now: statusBytes(pid, 'VmRSS'), peak: statusBytes(pid, 'VmHWM') }),
    cpuMs: () => cpuMs(pid),
    handles: () => readdirSync(`/proc/${pid}/fd`).length,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilPrinted(child: ChildProcess, ready: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes(ready)) resolve(text);
    });
    child.once('exit', (code) =>
      reject(new Error(`The process ended with ${code} before it was ready. It printed: ${text}`)),
    );
  });
}

function statusBytes(pid: number, name: string): number {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'mu').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

/** Clock ticks are 10 ms on Linux. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /u, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
