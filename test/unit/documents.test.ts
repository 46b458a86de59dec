import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '#metrics/create-metrics.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Items of a list that begin in bold are claims; the last line of each names what shows it. */
function claimsOf(document: string): string[] {
  return read(document)
    .split(/^(?=- \*\*|#)/mu)
    .filter((part) => part.startsWith('- **'));
}

/** `path` › part of the title of a test in it; several with semicolons between. */
const proof = /`(?<file>(?:test|bench)\/[^`]+)` › (?<title>[^;]+?)(?=;|\s*$)/gu;

describe.each(['docs/security.md', 'docs/operations.md'])('%s', (document) => {
  const claims = claimsOf(document);

  it('makes claims', () => {
    expect(claims.length).toBeGreaterThan(5);
  });

  it.each(claims.map((claim) => [claim.slice(4, claim.indexOf('**', 4)), claim]))('%s', (_name, claim) => {
    const [, named = ''] = claim.split(/^ {2}Shown by /mu);
    const proofs = [...named.replaceAll(/\s+/gu, ' ').trim().matchAll(proof)];
    expect(proofs.length, 'names no test: expected a line "Shown by `test/…` › title"').toBeGreaterThan(0);
    for (const { groups: { file = '', title = '' } = {} } of proofs) {
      expect(existsSync(new URL(`../../${file}`, import.meta.url)), `${file} is not there`).toBe(true);
      // Titles are compared as people read them: in a source they may be broken or escaped.
      expect(read(file).replaceAll('\\', '')).toContain(title);
    }
  });
});

it('every metric that docs/operations.md names is there, and every one of ours is in it', async () => {
  const metrics = createMetrics();
  metrics.watchProcess();
  metrics.watch(() => ({ systems: [], requestsInProgress: 0, snapshotBytes: 0 }));
  const { text } = await metrics.expose();
  const exposed = [...text.matchAll(/^# TYPE (?<name>\w+)/gmu)].map(({ groups }) => groups?.['name'] ?? '');
  const documented = [...read('docs/operations.md').matchAll(/`(?<name>(?:rollcall|process|nodejs)_\w+)/gu)];
  const names = documented.map(({ groups }) => groups?.['name'] ?? '');
  expect(names.filter((name) => !exposed.includes(name))).toEqual([]);
  expect(exposed.filter((name) => name.startsWith('rollcall_') && !names.includes(name))).toEqual([]);
});
