import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '#domain/errors.ts';
import { htmlReply, jsonReply, textReply } from '#sandbox/kernel/exchange.ts';
import type { SandboxReply } from '#sandbox/kernel/exchange.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { rawCanary } from '../gateway-faults.ts';
import { maxAnswerBytes } from './place.ts';
import type { Place, Way } from './place.ts';

export interface MatrixFault {
  readonly name: string;
  readonly way: Way;
  /** Codes that may name it; none where everything must be served all the same. */
  readonly codes: readonly ErrorCode[];
  /** Where a system means something of its own by it. */
  readonly codesOn?: Partial<Record<SandboxSystem, readonly ErrorCode[]>>;
  /** "It is not there" is an honest reading of it: an account may be null without an error. */
  readonly maySayNothingIsThere?: boolean;
  /** It cannot be taken back. */
  readonly isForGood?: boolean;
  /** Makes the system fail; returns what takes that back. */
  start(place: Place): Promise<() => Promise<void>>;
}

/** What the connectors' own documents say of these answers. */
const peculiar: Readonly<Record<number, MatrixFault['codesOn']>> = {
  // It locks an address after failed logins; credentials that were good a moment ago are taken for that.
  401: { foreman: ['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAUTHENTICATED'] },
  // A path that is not there is a version that has no such thing.
  404: { zephyr: ['UNSUPPORTED', 'NOT_FOUND'] },
  // Its state is inconsistent for the moment.
  409: { teamcity: ['UPSTREAM_UNAVAILABLE'] },
  410: { zephyr: ['UNSUPPORTED', 'NOT_FOUND'] },
  // An administrator has switched its REST API off.
  501: { teamcity: ['UPSTREAM_REJECTED'] },
};

/** Everything that a server, or what stands before it, is known to do to its clients. */
export const matrixFaults: readonly MatrixFault[] = [
  onWire('latency below the time-out', [], { kind: 'latency', ms: 40 }),
  onWire('hang before headers', ['UPSTREAM_TIMEOUT'], { kind: 'hang', where: 'before-headers' }),
  onWire('hang in body', ['UPSTREAM_TIMEOUT'], { kind: 'hang', where: 'in-body' }),
  onWire('slow drip', ['UPSTREAM_TIMEOUT'], { kind: 'drip', bytesPerSecond: 20 }),
  onWire('reset before', ['UPSTREAM_UNAVAILABLE'], { kind: 'reset', when: 'before' }),
  onWire('reset during', ['UPSTREAM_UNAVAILABLE', 'UPSTREAM_BAD_RESPONSE'], {
    kind: 'reset',
    when: 'during',
  }),
  onWire('reset after', ['UPSTREAM_UNAVAILABLE'], { kind: 'reset', when: 'after' }),
  ...statuses(),
  answers('garbage', ['UPSTREAM_BAD_RESPONSE'], {
    ...jsonReply(200, null),
    body: Buffer.from(`\u0000\u0001\u0002{${rawCanary}\u00ff\u00fe[[[`, 'latin1'),
  }),
  onWire('truncated', ['UPSTREAM_BAD_RESPONSE', 'UPSTREAM_UNAVAILABLE'], { kind: 'truncate' }),
  answers('JSON of another shape', ['UPSTREAM_BAD_RESPONSE'], jsonReply(200, { said: rawCanary })),
  answers('JSON of another type', ['UPSTREAM_BAD_RESPONSE'], jsonReply(200, rawCanary)),
  answers('HTML with 200', ['UPSTREAM_BAD_RESPONSE'], htmlReply(200, `<html>${rawCanary}</html>`)),
  redirect(),
  answers(
    'larger than maxAnswerBytes',
    ['UPSTREAM_BAD_RESPONSE'],
    jsonReply(200, { said: rawCanary.repeat((maxAnswerBytes * 2) / rawCanary.length) }),
  ),
  {
    ...onWire('gzip bomb', ['UPSTREAM_BAD_RESPONSE'], { kind: 'edit', edit: gzipBomb }),
    // Lists of everything may have 64 MiB, and to unpack so much takes a busy machine a while.
    way: 'patient',
  },
  atDoor('plain text on an https port', async ({ door }) => door.speakPlainly()),
  atDoor('certificate of an unknown authority', async ({ door, certificates }) =>
    door.show(certificates.unknown),
  ),
  atDoor('certificate for another host', async ({ door, certificates }) => door.show(certificates.elsewhere)),
  atDoor('expired certificate', async ({ door, certificates }) => door.show(certificates.expired)),
  atDoor('connection refused', async ({ door }) => door.close()),
  {
    name: 'name that does not resolve',
    way: 'unknown name',
    codes: ['UPSTREAM_UNAVAILABLE'],
    isForGood: true,
    start: async () => async () => undefined,
  },
];

function onWire(name: string, codes: readonly ErrorCode[], fault: Fault): MatrixFault {
  return {
    name,
    way: 'plain',
    codes,
    start: async ({ sandbox, system }) => {
      const takeBack = sandbox.fail(system, { fault });
      return async () => takeBack();
    },
  };
}

function answers(name: string, codes: readonly ErrorCode[], reply: SandboxReply): MatrixFault {
  return onWire(name, codes, { kind: 'answer', reply });
}

function statuses(): MatrixFault[] {
  const codes: Readonly<Record<number, readonly ErrorCode[]>> = {
    400: ['UPSTREAM_REJECTED'],
    401: ['UPSTREAM_UNAUTHENTICATED'],
    403: ['UPSTREAM_FORBIDDEN'],
    404: ['NOT_FOUND', 'UPSTREAM_BAD_RESPONSE', 'UPSTREAM_REJECTED'],
    408: ['UPSTREAM_TIMEOUT'],
    409: ['UPSTREAM_REJECTED'],
    410: ['NOT_FOUND', 'UPSTREAM_BAD_RESPONSE', 'UPSTREAM_REJECTED'],
    422: ['UPSTREAM_REJECTED'],
    429: ['UPSTREAM_RATE_LIMITED'],
    500: ['UPSTREAM_UNAVAILABLE'],
    501: ['UPSTREAM_UNAVAILABLE'],
    502: ['UPSTREAM_UNAVAILABLE'],
    503: ['UPSTREAM_UNAVAILABLE'],
    504: ['UPSTREAM_TIMEOUT', 'UPSTREAM_UNAVAILABLE'],
  };
  const plain = Object.keys(codes).map((status) => withStatus(Number(status), codes[Number(status)] ?? []));
  const waits = { 'retry-after': '1' };
  return [
    ...plain,
    withStatus(429, ['UPSTREAM_RATE_LIMITED'], waits),
    withStatus(503, ['UPSTREAM_UNAVAILABLE', 'UPSTREAM_RATE_LIMITED'], waits),
  ];
}

function withStatus(
  status: number,
  codes: readonly ErrorCode[],
  headers: Record<string, string> = {},
): MatrixFault {
  const body = `java.lang.IllegalStateException: ${rawCanary}\n\tat com.example.Users.list(Users.java:42)`;
  const name = Object.keys(headers).length === 0 ? `${status}` : `${status} with Retry-After`;
  return {
    ...answers(name, codes, textReply(status, body, headers)),
    codesOn: peculiar[status] ?? {},
    maySayNothingIsThere: status === 404 || status === 410,
  };
}

function redirect(): MatrixFault {
  return {
    name: 'redirect',
    way: 'plain',
    codes: ['UPSTREAM_BAD_RESPONSE'],
    start: async ({ sandbox, system, decoy }) => {
      const reply = htmlReply(302, '', { location: `${decoy.url}/login?next=${rawCanary}` });
      const takeBack = sandbox.fail(system, { fault: { kind: 'answer', reply } });
      return async () => takeBack();
    },
  };
}

/**
 * The right answer with 128 MB of blanks behind it, in a hundred and some KB: nothing but its size is wrong. Compressed
 * texts may be put one behind the other.
 */
function gzipBomb(reply: SandboxReply): SandboxReply {
  blanks ??= gzipSync(Buffer.alloc(134_217_728, ' '));
  const body = Buffer.concat([gzipSync(reply.body), blanks]);
  return { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' }, body };
}
let blanks: Buffer | undefined;

function atDoor(name: string, open: (place: Place) => Promise<void>): MatrixFault {
  return {
    name,
    way: 'secure',
    codes: ['UPSTREAM_UNAVAILABLE'],
    start: async (place) => {
      await open(place);
      return async () => place.door.show(place.certificates.good);
    },
  };
}
