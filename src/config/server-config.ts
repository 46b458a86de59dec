import { isIP } from 'node:net';
import type { ConfigFile } from './config-shape.ts';

export type AddMistake = (path: readonly PropertyKey[], message: string) => void;

/** Names and addresses that never leave the machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/gu, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

export function checkServer(file: ConfigFile, add: AddMistake): void {
  const { server, auth, limits, snapshots } = file;
  if (auth.mode === 'none' && !isLoopback(server.host) && !auth.allowAnonymous) {
    add(
      ['auth', 'mode'],
      `mode none would let everybody in who can reach ${server.host}: configure keys, listen on 127.0.0.1, or say auth.allowAnonymous: true`,
    );
  }
  if (auth.mode === 'keys' && auth.keys.length === 0)
    add(['auth', 'keys'], 'mode keys needs at least one key');
  if (limits.defaultPageSize > limits.maxPageSize) {
    add(
      ['limits', 'defaultPageSize'],
      `expected at most maxPageSize (${limits.maxPageSize}); got ${limits.defaultPageSize}`,
    );
  }
  if (snapshots.freshSeconds > snapshots.maxAgeSeconds) {
    add(['snapshots', 'freshSeconds'], `expected at most maxAgeSeconds (${snapshots.maxAgeSeconds})`);
  }
}
