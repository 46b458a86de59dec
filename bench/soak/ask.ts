import type { Data } from '../support/stack.ts';
import { headersOf } from './callers.ts';
import type { Caller } from './callers.ts';
import type { Tally } from './tally.ts';

export interface Wish {
  readonly caller: Caller;
  readonly document: string;
  readonly variables?: object;
  readonly isFresh?: boolean;
  readonly requestId?: string;
  /** When the client loses patience. */
  readonly cutAfterMs?: number;
}

export interface Answer {
  /** `cut`: the client did not wait for it. `away`: sent away with 503, to come back later. */
  readonly state: 'answered' | 'cut' | 'away';
  readonly data: Data | undefined;
  readonly codes: readonly string[];
}

/** One request to the gateway; what no answer may be, whatever the question, is told to the tally here. */
export async function ask(url: string, tally: Tally, wish: Wish): Promise<Answer> {
  tally.requests += 1;
  let response: Response;
  let text: string;
  try {
    response = await send(url, wish);
    text = await response.text();
  } catch (error) {
    if (wish.cutAfterMs === undefined) tally.blame(`no answer: ${causeOf(error)}`);
    else tally.cut += 1;
    return { state: 'cut', data: undefined, codes: [] };
  }
  if (response.status === 503) return sentAway(response, tally);
  const { data, errors = [] } = JSON.parse(text) as {
    readonly data?: Data | null;
    readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  };
  const codes = errors.map(({ extensions }) => extensions.code);
  tally.countErrors(codes);
  if (response.status !== 200) tally.blame(`answered ${response.status}: ${text.slice(0, 200)}`);
  if (codes.includes('INTERNAL')) tally.blame(`INTERNAL: ${wish.document.slice(0, 100)}`);
  return { state: 'answered', data: data ?? undefined, codes };
}

async function send(url: string, wish: Wish): Promise<Response> {
  const { caller, document, variables = {}, isFresh, requestId, cutAfterMs } = wish;
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...headersOf(caller),
      ...(isFresh === true ? { 'cache-control': 'no-cache' } : {}),
      ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
    },
    body: JSON.stringify({ query: document, variables }),
    ...(cutAfterMs === undefined ? {} : { signal: AbortSignal.timeout(cutAfterMs) }),
  });
}

function sentAway(response: Response, tally: Tally): Answer {
  tally.countErrors(['503']);
  if (response.headers.get('retry-after') === null) tally.blame('503 without Retry-After');
  return { state: 'away', data: undefined, codes: [] };
}

function causeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return `${String(error)} ${cause instanceof Error ? cause.message : ''}`;
}
