import type { Fetcher } from '@graphiql/toolkit';
import { storedHeaders } from './storage.ts';

/** The page is served at the API's own address, whatever a proxy in front makes of it. */
const endpoint = window.location.pathname;

/** One POST an operation: this API has neither subscriptions nor answers in parts. */
export const fetcher: Fetcher = async (parameters, options) => {
  const response = await post(JSON.stringify(parameters), options?.headers ?? storedHeaders());
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      `Expected JSON; ${response.status} ${response.statusText} came with ${text.slice(0, 200)}`,
    );
  }
};

/** Whether the gateway refuses those who bring no key. */
export async function needsKey(): Promise<boolean> {
  const response = await post(JSON.stringify({ query: '{ __typename }' }));
  return response.status === 401;
}

function post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
  });
}
