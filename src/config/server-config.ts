import { isIP } from 'node:net';
import { partMembers } from './config-shape.ts';
import type { AddMistake } from './mistakes.ts';
import { valueAt } from './place.ts';
import { rightMembers } from './shape-mistakes.ts';

/** Names and addresses that never leave the machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/gu, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** What no single member is to blame for. Members that are wrong in form are told elsewhere and left out here. */
export function checkTogether(raw: unknown, add: AddMistake): void {
  checkAccess(raw, add);
  const limits = rightMembers(partMembers.limits, valueAt(raw, ['limits']));
  checkOrder(['limits', 'defaultPageSize'], limits.defaultPageSize, 'maxPageSize', limits.maxPageSize, add);
  const { freshSeconds, maxAgeSeconds } = rightMembers(partMembers.snapshots, valueAt(raw, ['snapshots']));
  checkOrder(['snapshots', 'freshSeconds'], freshSeconds, 'maxAgeSeconds', maxAgeSeconds, add);
}

function checkAccess(raw: unknown, add: AddMistake): void {
  const { host } = rightMembers(partMembers.server, valueAt(raw, ['server']));
  const { mode, allowAnonymous, keys } = rightMembers(partMembers.auth, valueAt(raw, ['auth']));
  if (mode === 'none' && host !== undefined && !isLoopback(host) && allowAnonymous === false) {
    add(
      ['auth', 'mode'],
      `mode none would let everybody in who can reach ${host}: configure keys, listen on 127.0.0.1, or say auth.allowAnonymous: true`,
    );
  }
  if (mode === 'none' && keys !== undefined && keys.length > 0)
    add(['auth', 'keys'], 'keys are listed, but mode none asks for none: say mode: keys, or leave them out');
  if (mode === 'keys' && keys?.length === 0) add(['auth', 'keys'], 'mode keys needs at least one key');
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
