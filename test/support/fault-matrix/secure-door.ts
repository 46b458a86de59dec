import { createServer as createPlainServer, request } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certified } from './certificates.ts';

/**
 * An https address before a plain server: what it shows, and whether it is there at all, can change while somebody is
 * configured to use it.
 */
export interface SecureDoor {
  readonly url: string;
  show(certified: Certified): Promise<void>;
  /** Speaks plain HTTP where TLS is expected. */
  speakPlainly(): Promise<void>;
  /** Nobody listens. */
  close(): Promise<void>;
}

export async function openSecureDoor(target: string, certified: Certified): Promise<SecureDoor> {
  const { origin, pathname } = new URL(target);
  const forward: RequestListener = (message, response) => passOn(origin, message, response);
  let server: Server = createSecureServer({ ...certified }, forward);
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const exchange = async (other: Server): Promise<void> => {
    await shut(server);
    server = other;
    await listen(server, port);
  };
  return {
    url: `https://127.0.0.1:${port}${pathname === '/' ? '' : pathname}`,
    show: async (shown) => exchange(createSecureServer({ ...shown }, forward)),
    speakPlainly: async () => exchange(createPlainServer(forward)),
    close: async () => shut(server),
  };
}

function passOn(origin: string, message: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = message;
  const onward = request(`${origin}${message.url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  message.pipe(onward);
}

async function listen(server: Server, port: number): Promise<void> {
  // Handshakes that fail are what this is for.
  server.on('tlsClientError', () => undefined);
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
