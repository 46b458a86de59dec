import { partMembers } from './config-shape.ts';
import type { AddMistake } from './mistakes.ts';
import { valueAt } from './place.ts';
import { rightMembers } from './shape-mistakes.ts';

/** What no single member is to blame for. Members that are wrong in form are told elsewhere and left out here. */
export function checkTogether(raw: unknown, add: AddMistake): void {
  checkServer(raw, add);
  const limits = rightMembers(partMembers.limits, valueAt(raw, ['limits']));
  checkOrder(['limits', 'defaultPageSize'], limits.defaultPageSize, 'maxPageSize', limits.maxPageSize, add);
  const { freshSeconds, maxAgeSeconds } = rightMembers(partMembers.snapshots, valueAt(raw, ['snapshots']));
  checkOrder(['snapshots', 'freshSeconds'], freshSeconds, 'maxAgeSeconds', maxAgeSeconds, add);
}

function checkServer(raw: unknown, add: AddMistake): void {
  const { corsOrigins = [] } = rightMembers(partMembers.server, valueAt(raw, ['server']));
  for (const [index, origin] of corsOrigins.entries()) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue;
    add(['server', 'corsOrigins', index], 'expected an origin such as https://portal.example.com');
  }
  const documents = rightMembers(partMembers.documents, valueAt(raw, ['documents']));
  if (documents.only === true && documents.file === undefined && 'file' in documents)
    add(['documents', 'only'], 'only the documents of a file would be executed; expected documents.file');
}

function checkOrder(
  path: readonly [part: string, member: string],
  value: number | undefined,
  limitName: string,
  limit: number | undefined,
  add: AddMistake,
): void {
  if (value !== undefined && limit !== undefined && value > limit)
    add(path, `expected at most ${limitName} (${limit}); got ${value}`);
}
