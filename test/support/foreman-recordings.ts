import { readdirSync, readFileSync } from 'node:fs';
import type { ForemanPopulation } from '#sandbox/foreman/population.ts';

const folder = new URL('../sandbox/recordings/foreman/', import.meta.url);

/** One recorded exchange; the README beside the recordings explains the fields. */
export interface RecordedExchange {
  readonly step: string;
  readonly as?: string;
  readonly repeat?: number;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: string | null;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
    readonly bodyIsRaw?: boolean;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly bodyText?: string;
  };
}

/** Names of the recorded scenarios, in order. */
export function recordingNames(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.replace('.jsonl', ''))
    .sort();
}

export function readRecording(name: string): readonly RecordedExchange[] {
  const text = readFileSync(new URL(`${name}.jsonl`, folder), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as RecordedExchange);
}

/** The state before every scenario. */
export function readPopulation(): ForemanPopulation {
  return JSON.parse(readFileSync(new URL('population.json', folder), 'utf8')) as ForemanPopulation;
}
