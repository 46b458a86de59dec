import type { ErrorCode } from '#domain/errors.ts';
import type { SandboxReply } from '#sandbox/kernel/exchange.ts';
import { emptyReply, htmlReply, jsonReply, textReply } from '#sandbox/kernel/exchange.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';
import type { ConnectOptions } from '../subject.ts';
import { changedObjects, editingJson } from '../subjects/editing.ts';

/** One thing that can go wrong on the way, and what it must be called. */
export interface NamedFault {
  readonly name: string;
  readonly fault: Fault;
  readonly codes: readonly ErrorCode[];
  readonly connect?: ConnectOptions;
  readonly retryAfterSeconds?: number;
  /** What the message must say. */
  readonly message?: RegExp;
}

/** Texts of upstream bodies and headers that no message for people may hold. */
export const canaries: readonly string[] = [
  'canary-4711',
  'NullPointerException',
  'SELECT id FROM core_user',
  '$2a$10$N9qo8uLOickgx2ZMRZoMye',
];

/** Where the redirects point. */
export const loginPath = '/sign-in-here';

const talkative = {
  error: { message: canaries.join(' '), details: canaries[0] },
  message: canaries.join(' '),
  errors: [{ message: canaries.join(' ') }],
  errorMsg: canaries.join(' '),
};
const loginPage = htmlReply(200, `<!doctype html><title>Log in</title><p>${canaries.join(' ')}</p>`);
const shortTimeout = { timeoutMs: 50 };
const unusable: readonly ErrorCode[] = ['UPSTREAM_BAD_RESPONSE'];
const unavailable: readonly ErrorCode[] = ['UPSTREAM_UNAVAILABLE'];

function answering(reply: SandboxReply): Fault {
  return { kind: 'answer', reply };
}

/** Larger than the 64 MiB that connectors allow a list of everything. */
const hugeBody = Buffer.alloc(65 * 1024 * 1024, ' ');

export function faultList(identityKeys: readonly string[]): readonly NamedFault[] {
  const keys = new Set(identityKeys);
  return [
    {
      name: 'connection reset before the answer',
      fault: { kind: 'reset', when: 'before' },
      codes: unavailable,
    },
    { name: 'connection reset after the work', fault: { kind: 'reset', when: 'after' }, codes: unavailable },
    { name: 'connection reset in the body', fault: { kind: 'reset', when: 'during' }, codes: unusable },
    { name: 'truncated body', fault: { kind: 'truncate' }, codes: unusable },
    {
      name: 'no answer at all',
      fault: { kind: 'hang', where: 'before-headers' },
      codes: ['UPSTREAM_TIMEOUT'],
      connect: shortTimeout,
    },
    {
      name: 'an answer that stops half-way',
      fault: { kind: 'hang', where: 'in-body' },
      codes: ['UPSTREAM_TIMEOUT'],
      connect: shortTimeout,
    },
    { name: '500 with a stack trace', fault: answering(jsonReply(500, talkative)), codes: unavailable },
    { name: '502 page of a proxy', fault: answering(badGatewayPage), codes: unavailable },
    { name: '503', fault: answering(textReply(503, canaries.join(' '))), codes: unavailable },
    {
      name: '429 with Retry-After',
      fault: answering(textReply(429, canaries.join(' '), { 'retry-after': '17' })),
      codes: ['UPSTREAM_RATE_LIMITED'],
      retryAfterSeconds: 17,
    },
    { name: '403', fault: answering(jsonReply(403, talkative)), codes: ['UPSTREAM_FORBIDDEN'] },
    { name: '401', fault: answering(jsonReply(401, talkative)), codes: ['UPSTREAM_UNAUTHENTICATED'] },
    { name: '200 with a login page', fault: answering(loginPage), codes: unusable },
    {
      name: '200 with garbage called JSON',
      fault: answering({ ...jsonReply(200, null), body: `{"id": ${canaries.join(' ')}` }),
      codes: unusable,
    },
    { name: '200 with null', fault: answering(jsonReply(200, null)), codes: unusable },
    { name: '200 with a text in JSON', fault: answering(jsonReply(200, canaries[0])), codes: unusable },
    { name: '200 with an empty body', fault: answering(emptyReply(200)), codes: unusable },
    {
      name: 'redirect to a login page',
      fault: answering(emptyReply(302, { location: `${loginPath}?from=${canaries[0]}` })),
      codes: unusable,
    },
    {
      name: 'rows without an id',
      fault: editingJson((body) => without(keys, body)),
      codes: unusable,
      message: new RegExp(identityKeys.join('|'), 'u'),
    },
    { name: 'ids of another type', fault: editingJson((body) => mistyped(keys, body)), codes: unusable },
    { name: 'lists that are texts', fault: editingJson(listsAsText), codes: unusable },
    {
      name: 'an answer beyond all limits',
      fault: answering({ ...jsonReply(200, null), body: hugeBody }),
      codes: unusable,
      connect: { maxBytes: 1_048_576 },
      message: /larger than \d+ bytes/u,
    },
  ];
}

/** Objects without some members, or with others in their place. */
function withMembers(
  body: unknown,
  change: (key: string, member: unknown) => readonly [string, unknown][],
): unknown {
  return changedObjects(body, (object) =>
    Object.fromEntries(Object.entries(object).flatMap(([key, member]) => change(key, member))),
  );
}

function without(keys: ReadonlySet<string>, body: unknown): unknown {
  return withMembers(body, (key, member) => (keys.has(key) ? [] : [[key, member]]));
}

function mistyped(keys: ReadonlySet<string>, body: unknown): unknown {
  return withMembers(body, (key, member) => [[key, keys.has(key) ? { [canaries[0] ?? '']: [] } : member]]);
}

function listsAsText(body: unknown): unknown {
  if (Array.isArray(body)) return canaries[0];
  return withMembers(body, (key, member) => [[key, Array.isArray(member) ? canaries[0] : member]]);
}
