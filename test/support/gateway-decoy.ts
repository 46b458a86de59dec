import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that nobody has any business to call; it remembers who did. */
export interface Decoy {
  readonly url: string;
  readonly calls: readonly string[];
  stop(): Promise<void>;
}

export async function startDecoy(): Promise<Decoy> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html><body>Sign in</body></html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
