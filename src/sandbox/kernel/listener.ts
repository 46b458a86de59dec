import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallLog } from './call-log.ts';
import type { SandboxReply, SandboxRequest } from './exchange.ts';
import { htmlReply } from './exchange.ts';
import type { Fault, FaultSchedule } from './faults.ts';
import type { Simulator } from './simulator.ts';

export interface ListenerOptions {
  readonly system: string;
  readonly simulator: Simulator;
  readonly calls: CallLog;
  readonly faults: FaultSchedule;
  /** 0 picks a free port. */
  readonly port: number;
}

export interface Listener {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** Puts one simulator on a loopback port. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      // A simulator that throws is a defect of the simulator; say so loudly instead of looking like an upstream 500.
      response.destroy();
      process.emitWarning(
        `The ${options.system} simulator failed on ${request.method} ${request.url}: ${String(error)}`,
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  options: ListenerOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(message);
  const call = {
    system: options.system,
    method: request.method,
    path: request.rawPath,
    query: request.rawQuery,
    headers: request.headers,
    body: request.body.toString('utf8'),
    status: 0,
  };
  options.calls.record(call);
  const faults = options.faults.take(request);
  if (faults.some((fault) => fault.kind === 'reset' && fault.when === 'before')) {
    message.socket.destroy();
    return;
  }
  if (faults.some((fault) => fault.kind === 'hang' && fault.where === 'before-headers')) return;
  for (const fault of faults) if (fault.kind === 'latency') await delay(fault.ms);
  const reply = await answer(options.simulator, request, faults);
  if (faults.some((fault) => fault.kind === 'reset' && fault.when === 'after')) {
    message.socket.destroy();
    return;
  }
  call.status = reply.status;
  await send(message, response, reply, faults);
}

async function answer(
  simulator: Simulator,
  request: SandboxRequest,
  faults: readonly Fault[],
): Promise<SandboxReply> {
  let reply: SandboxReply | undefined;
  for (const fault of faults) if (fault.kind === 'answer') reply = fault.reply;
  reply ??= await simulator.handle(request);
  for (const fault of faults) if (fault.kind === 'edit') reply = fault.edit(reply);
  return reply;
}

async function send(
  message: IncomingMessage,
  response: ServerResponse,
  reply: SandboxReply,
  faults: readonly Fault[],
): Promise<void> {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body;
  for (const [name, value] of Object.entries(reply.headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  response.statusCode = reply.status;
  const withBody = message.method !== 'HEAD' && reply.status !== 204 && reply.status !== 304;
  if (withBody) response.setHeader('content-length', body.length);
  if (!withBody) {
    response.end();
    return;
  }
  const half = body.subarray(0, Math.floor(body.length / 2));
  for (const fault of faults) {
    if (fault.kind === 'hang' && fault.where === 'in-body') {
      response.write(half);
      return;
    }
    if (fault.kind === 'truncate' || (fault.kind === 'reset' && fault.when === 'during')) {
      response.write(half, () => message.socket.destroy());
      return;
    }
    if (fault.kind === 'drip') {
      await drip(response, body, fault.bytesPerSecond);
      return;
    }
  }
  response.end(body);
}

async function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number): Promise<void> {
  const step = Math.max(1, Math.floor(bytesPerSecond / 10));
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    response.write(body.subarray(at, at + step));
    await delay(100);
  }
  response.end();
}

async function readRequest(message: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: message.method ?? 'GET',
    rawPath: mark < 0 ? url : url.slice(0, mark),
    rawQuery: mark < 0 ? '' : url.slice(mark + 1),
    headers,
    body: Buffer.concat(chunks),
    clientAddress: message.socket.remoteAddress ?? '',
  };
}

/** Page of a reverse proxy in front of a server that is down; for fault rules. */
export const badGatewayPage: SandboxReply = htmlReply(
  502,
  '<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>',
);
