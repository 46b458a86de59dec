import { createHash } from 'node:crypto';

/**
 * Whose credentials an upstream call carries. Everything that is shared or kept (calls in flight, snapshots,
 * loaders) is keyed by `fingerprint`, so that nothing read as one identity is ever shown to another.
 */
export interface Identity {
  /** Digest of the credentials; safe to use as a key, useless to sign in with. */
  readonly fingerprint: string;
  /** True: brought by the caller in `upstream-authorization-<key>`; false: the gateway's configured ones. */
  readonly isCallers: boolean;
  /** Value of the Authorization header; empty where the system needs none. A secret. */
  readonly authorization: string;
}

export function createIdentity(authorization: string, isCallers: boolean): Identity {
  const fingerprint = createHash('sha256').update(authorization).digest('base64url');
  const identity = { fingerprint, isCallers };
  // Not enumerable: a logged or serialised identity does not show the secret.
  return Object.defineProperty(identity, 'authorization', {
    value: authorization,
    enumerable: false,
  }) as typeof identity & {
    readonly authorization: string;
  };
}
