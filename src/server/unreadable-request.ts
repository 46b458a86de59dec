import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { failureBody } from './failure.ts';
import { responseHeaders } from './response-headers.ts';

const known: Readonly<Record<string, { readonly status: number; readonly message: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to come; send it in one go.' },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers of the request are too large.' },
};
const unknown = { status: 400, message: 'Expected an HTTP request; got something else.' };

/** Answers what is not, or not yet, a request: no hook and no route has seen it. */
export function answerUnreadable(error: Error & { readonly code: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, message } = known[error.code] ?? unknown;
  const body = JSON.stringify(failureBody({ code: 'INVALID_INPUT', message }));
  const headers = {
    ...responseHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable)
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  socket.destroy();
}
