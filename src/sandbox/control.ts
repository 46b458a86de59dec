import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from './sandbox.ts';

export interface SandboxControl {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A loopback port to look at a sandbox that runs as a process of its own: `GET /calls` (counts and the calls,
 * without their headers), `DELETE /calls`, `POST /reset`.
 */
export async function startControl(sandbox: Sandbox, port: number): Promise<SandboxControl> {
  const server = createServer((request, response) => answer(sandbox, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): void {
  switch (`${request.method} ${request.url}`) {
    case 'GET /calls':
      sendJson(response, 200, summary(sandbox));
      return;
    case 'DELETE /calls':
      sandbox.forgetCalls();
      sendJson(response, 200, summary(sandbox));
      return;
    case 'POST /reset':
      sandbox.reset();
      sendJson(response, 200, summary(sandbox));
      return;
    default:
      sendJson(response, 404, { error: 'Expected GET /calls, DELETE /calls or POST /reset.' });
  }
}

function summary(sandbox: Sandbox) {
  const calls = sandbox.calls();
  return {
    total: calls.length,
    bySystem: Object.fromEntries(
      Object.keys(sandbox.urls).map((key) => [key, calls.filter((call) => call.system === key).length]),
    ),
    calls: calls.map(({ system, method, path, query, status }) => ({ system, method, path, query, status })),
  };
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
