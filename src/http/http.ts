import type { ZodType } from 'zod';

/** One upstream answer, whatever its status. Header names are in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as text; made anew each time it is read where there are `bytes`. */
  readonly text: string;
  /** The body as it came, in UTF-8. As text a list of many megabytes takes up to twice the memory. */
  readonly bytes?: Uint8Array | undefined;
  /** What was asked, for messages: `GET /api/users`, without query. */
  readonly asked: string;
}

export interface HttpRequest {
  /** `GET` unless said. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the system's URL, percent-encoded by the connector, starting with `/`. */
  readonly path: string;
  /** Query, percent-encoded by the connector, without `?`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with the content type given in `headers`. */
  readonly body?: string;
  /** Most bytes the answer may have; the system's ordinary limit unless said. Lists of everything say more. */
  readonly maxBytes?: number;
}

/** What a call needs to know of its caller; the connector contract's `Call` fits. */
export interface HttpCall {
  readonly identity: {
    readonly fingerprint: string;
    readonly authorization: string;
    /** False: the gateway's configured credentials. */
    readonly isCallers: boolean;
  };
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly isBulk: boolean;
  readonly isFresh: boolean;
  readonly onUpstreamCall?: (() => void) | undefined;
  readonly onUpstreamRequestId?: ((id: string) => void) | undefined;
}

/**
 * The way to one system. Base URL, credentials, time-outs, places, retries, size limit and logging are seen to;
 * redirects are never followed, cookies never kept. A read may be sent several times, a write is received once at most.
 *
 * Both methods throw UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE (no connection; or not asked, as it keeps failing or too
 * many wait), UPSTREAM_UNAUTHENTICATED (not asked, as it refused the configured credentials before) and
 * UPSTREAM_BAD_RESPONSE (too large, cut short, a redirect).
 */
export interface Http {
  /** The answer whatever its status; the connector decides what it means. */
  send(request: HttpRequest, call: HttpCall): Promise<HttpAnswer>;
  /**
   * The parsed body of a 2xx answer. Another status is thrown as `errorFromStatus` says; a body that is not JSON
   * or does not fit the schema is UPSTREAM_BAD_RESPONSE naming the path inside it.
   */
  json<T>(schema: ZodType<T>, request: HttpRequest, call: HttpCall): Promise<T>;
}
