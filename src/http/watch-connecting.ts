import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Bounds the time until a connection stands, and tells whether it ever did: before, nothing can have been sent. */
export interface Connecting {
  watch(request: ClientRequest): void;
  isConnected(): boolean;
  isLate(): boolean;
}

/** One bound over name look-up, connecting and TLS together; got has a bound for each of them. */
export function watchConnecting(limitMs: number): Connecting {
  let state: 'connecting' | 'connected' | 'late' = 'connecting';

  const follow = (socket: Socket, done: () => void): void => {
    // One that stood before, or is known to stand already, may have carried the request: when in doubt, it did.
    if (!socket.connecting) done();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', done);
  };

  return {
    watch: (request) => {
      const timer = setTimeout(() => {
        state = 'late';
        request.destroy(new Error('No connection in time.'));
      }, limitMs);
      const done = (): void => {
        clearTimeout(timer);
        if (state === 'connecting') state = 'connected';
      };
      if (request.socket === null) request.once('socket', (socket) => follow(socket, done));
      else follow(request.socket, done);
      request.once('close', () => clearTimeout(timer));
    },
    isConnected: () => state === 'connected',
    isLate: () => state === 'late',
  };
}
