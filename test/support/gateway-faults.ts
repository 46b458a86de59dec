import type { Fault } from '#sandbox/kernel/faults.ts';
import type { SandboxReply } from '#sandbox/kernel/exchange.ts';
import { htmlReply, textReply } from '#sandbox/kernel/exchange.ts';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';

/** Stands in what a broken server sends; nothing of it may reach a client. */
export const rawCanary = 'raw-upstream-canary-8f31';

/** What a client must be told of each way in which a server can be lost. */
export const losses: readonly { readonly name: string; readonly fault: Fault; readonly code: string }[] = [
  {
    name: 'is down behind its proxy',
    fault: { kind: 'answer', reply: badGatewayPage },
    code: 'UPSTREAM_UNAVAILABLE',
  },
  { name: 'cuts the connection', fault: { kind: 'reset', when: 'before' }, code: 'UPSTREAM_UNAVAILABLE' },
  { name: 'hangs', fault: { kind: 'hang', where: 'before-headers' }, code: 'UPSTREAM_TIMEOUT' },
  {
    name: 'stops in the middle of an answer',
    fault: { kind: 'hang', where: 'in-body' },
    code: 'UPSTREAM_TIMEOUT',
  },
  {
    name: 'answers a page',
    fault: { kind: 'answer', reply: htmlReply(200, `<html><body>${rawCanary}</body></html>`) },
    code: 'UPSTREAM_BAD_RESPONSE',
  },
  {
    name: 'answers JSON of another shape',
    fault: {
      kind: 'answer',
      reply: textReply(200, `{"said":"${rawCanary}"}`, { 'content-type': 'application/json' }),
    },
    code: 'UPSTREAM_BAD_RESPONSE',
  },
  { name: 'cuts its answer short', fault: { kind: 'truncate' }, code: 'UPSTREAM_BAD_RESPONSE' },
];

export const down: Fault = { kind: 'answer', reply: badGatewayPage };

/** Changes the JSON of an answer; answers that are not JSON stay as they are. */
export function editJson(change: (value: unknown) => unknown): Fault {
  return {
    kind: 'edit',
    edit: (reply): SandboxReply => {
      const type = String(reply.headers['content-type'] ?? '');
      return type.includes('json')
        ? { ...reply, body: JSON.stringify(change(JSON.parse(String(reply.body)))) }
        : reply;
    },
  };
}
