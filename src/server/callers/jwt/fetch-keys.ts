import { Agent as HttpAgent, get as httpGet } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';

/** Some hundred keys; an issuer publishes a handful. */
const maxBytes = 256 * 1024;

/**
 * What an issuer publishes at an address. `fetch` would follow proxies of the environment, keep its own connections and
 * take no authorities of one's own. Redirects are not followed: whoever could send one could bring keys of their own.
 */
export async function fetchKeys(url: URL, ca: string | undefined, signal: AbortSignal): Promise<string> {
  const response = await get(url, ca, signal);
  try {
    if (response.statusCode !== 200)
      throw new Error(`Expected status 200 with a list of keys; got ${response.statusCode}.`);
    return await textOf(response);
  } finally {
    response.destroy();
  }
}

async function get(url: URL, ca: string | undefined, signal: AbortSignal): Promise<IncomingMessage> {
  const headers = { accept: 'application/json, application/jwk-set+json' };
  return new Promise((resolve, reject) => {
    // An agent of its own knows of no proxy; a connection is not worth keeping for minutes.
    const request =
      url.protocol === 'https:'
        ? httpsGet(url, { headers, signal, agent: new HttpsAgent(ca === undefined ? {} : { ca }) }, resolve)
        : httpGet(url, { headers, signal, agent: new HttpAgent() }, resolve);
    request.on('error', reject);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`Expected a list of keys of at most ${maxBytes} bytes; got more.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
