/**
 * One HTTP request as a simulator sees it: raw where the traps are raw (path and query stay percent-encoded as
 * sent), parsed where nothing can go wrong.
 */
export interface SandboxRequest {
  readonly method: string;
  /** Percent-encoded path as sent, without the query. */
  readonly rawPath: string;
  /** Percent-encoded query as sent, without `?`; empty if there is none. */
  readonly rawQuery: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Address of the peer. Foreman counts failed logins by it. */
  readonly clientAddress: string;
}

export interface SandboxReply {
  readonly status: number;
  /** Header names in lower case; a list is sent as repeated headers. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

type Headers = SandboxReply['headers'];

export function jsonReply(status: number, value: unknown, headers: Headers = {}): SandboxReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

export function textReply(status: number, body: string, headers: Headers = {}): SandboxReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

export function htmlReply(status: number, body: string, headers: Headers = {}): SandboxReply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

export function emptyReply(status: number, headers: Headers = {}): SandboxReply {
  return { status, headers, body: '' };
}
