import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readFault } from './read-fault.ts';
import type { Sandbox } from './sandbox.ts';

export interface SandboxControl {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A loopback port to look at a sandbox that runs as a process of its own: `GET /calls` (counts and the calls,
 * without their headers), `DELETE /calls`, `POST /reset`; and to make it fail: `POST /faults`, `DELETE /faults`.
 */
export async function startControl(sandbox: Sandbox, port: number): Promise<SandboxControl> {
  const server = createServer((request, response) => {
    // Whoever leaves in the middle of a request needs no answer.
    answer(sandbox, request, response).catch(() => response.destroy());
  });
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

async function answer(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
    case 'POST /faults':
      await addFault(sandbox, request, response);
      return;
    case 'DELETE /faults':
      sandbox.heal();
      sendJson(response, 200, summary(sandbox));
      return;
    default:
      sendJson(response, 404, {
        error: 'Expected GET /calls, DELETE /calls, POST /reset, POST /faults or DELETE /faults.',
      });
  }
}

async function addFault(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wanted = readFault(await text(request));
  if ('mistake' in wanted) {
    sendJson(response, 400, { error: wanted.mistake });
    return;
  }
  sandbox.fail(wanted.system, wanted.rule);
  sendJson(response, 201, {});
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
