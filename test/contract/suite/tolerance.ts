import { describe, expect, it, onTestFinished } from 'vitest';
import type { HttpSubject } from '../subject.ts';
import { changedObjects, editingJson } from '../subjects/editing.ts';
import { faultyReads } from './faulty-reads.ts';
import { started } from './started.ts';

/** What servers do now and then that is no failure, and changes nothing of what is so. */
export function tolerance(subject: HttpSubject): void {
  const reads = faultyReads(subject);
  const { identityKeys } = subject.overHttp;
  const oddities = [
    { name: 'rows that come twice', fault: editingJson(twice) },
    {
      name: 'members nobody knows',
      fault: editingJson((body) => withUnknownMembers(identityKeys, body)),
    },
  ];

  describe.each(oddities)('$name', ({ fault }) => {
    const upstream = started(subject);

    it.each(reads)('change nothing: $name', async ({ run }) => {
      onTestFinished(upstream().fail({ fault }));
      expect(await run(upstream(), upstream().connect())).toEqual([]);
    });
  });
}

function twice(value: unknown): unknown {
  if (Array.isArray(value)) {
    const rows = value.map(twice);
    return [...rows, ...rows];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, twice(member)]));
}

/** Only in rows: elsewhere the name of a member may be a thing of its own, as permissions are in Squash. */
function withUnknownMembers(identityKeys: readonly string[], body: unknown): unknown {
  return changedObjects(body, (object) =>
    identityKeys.some((key) => key in object) ? { ...object, plugin: { rows: [1, null, 'x'] } } : object,
  );
}
