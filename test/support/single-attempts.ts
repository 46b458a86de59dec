import type { HttpOptions } from '#http/managed-http.ts';

/** For tests about other things: each call is sent, once, however the ones before it ended. */
export const singleAttempts = {
  connectTimeoutMs: 5000,
  firstByteTimeoutMs: 60_000,
  maxQueue: 10_000,
  retries: 0,
  breaker: { failures: 0, openMs: 1000, maxOpenMs: 1000 },
  signInRetryMs: 0,
  userAgent: 'test',
} as const satisfies Partial<HttpOptions>;
