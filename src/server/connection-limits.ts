/** What one connection may cost, whoever is at its other end. */
export interface ConnectionLimits {
  /** Until the headers have come. A connection that sends nothing at all counts as well. */
  readonly headersTimeoutMs: number;
  /** Until the whole request has come. */
  readonly requestTimeoutMs: number;
  /** How often the two are looked at. */
  readonly checkEveryMs: number;
  /** Until the whole answer has been taken. */
  readonly answerTimeoutMs: number;
  /** Without a byte in either direction: longer than the longest work, so that only who does not read is cut off. */
  readonly idleTimeoutMs: number;
  /** Of all headers of a request: some credentials for systems fit, a flood does not. */
  readonly maxHeaderBytes: number;
}

export const connectionLimits: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  checkEveryMs: 2000,
  answerTimeoutMs: 60_000,
  idleTimeoutMs: 15 * 60_000,
  maxHeaderBytes: 32 * 1024,
};

/** The same as options of Fastify and of the server of Node below it. */
export function asServerOptions(limits: ConnectionLimits) {
  return {
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.idleTimeoutMs,
    http: {
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      maxHeaderSize: limits.maxHeaderBytes,
    },
  };
}
