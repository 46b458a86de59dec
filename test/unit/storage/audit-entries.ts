import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AuditEntry, EndedEntry, IntendedEntry } from '#domain/audit.ts';

/** A directory of its own, gone after the test. */
export async function freshDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-storage-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export function logIn(directory: string): string {
  return join(directory, 'audit.ndjson');
}

export async function linesOf(directory: string): Promise<string[]> {
  return (await readFile(logIn(directory), 'utf8')).split('\n').slice(0, -1);
}

export const noon = Date.UTC(2026, 4, 4, 12);
export const atNoon = { now: () => noon };

const facts = {
  requestId: 'req-1',
  caller: { name: 'portal', scopes: ['WRITE'] },
  mutation: 'assignRoles',
  dryRun: false,
  reason: 'TICKET-7: moves to QA',
  systems: ['teamcity'],
  targets: [{ system: 'teamcity', nativeId: '12', login: 'ada' }],
  plan: [
    {
      system: 'teamcity',
      operation: 'ASSIGN_ROLE',
      summary: 'Give ada the role Tester',
      isDestructive: false,
      replaced: [],
    },
  ],
  planHash: 'p1',
};

export function intended(change: Partial<IntendedEntry> = {}): AuditEntry {
  return { ...facts, phase: 'INTENDED', ...change };
}

export function ended(change: Partial<EndedEntry> = {}): AuditEntry {
  const done = {
    system: 'teamcity',
    operation: 'ASSIGN_ROLE',
    summary: 'Give ada the role Tester',
    outcome: 'APPLIED' as const,
    upstreamRequestId: 'tc-9',
  };
  return {
    ...facts,
    phase: 'FINISHED',
    outcome: 'APPLIED',
    changes: [done],
    userErrors: [],
    durationMs: 12,
    ...change,
  };
}
