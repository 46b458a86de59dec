import { expect, it } from 'vitest';
import type { Step } from '#connectors/writing.ts';
import { sendStep } from '#directory/writing/send-step.ts';
import { RollcallError } from '#domain/errors.ts';
import { createIdentity } from '#domain/identity.ts';

const call = {
  identity: createIdentity('Bearer secret', false),
  signal: new AbortController().signal,
  requestId: 'test',
  isBulk: false,
  isFresh: false,
};

/** A write that fails so, and what becomes of it; `looks` counts how often it was looked for. */
async function failing(isUnsent: boolean) {
  let looks = 0;
  const step: Step = {
    operation: 'CREATE_USER',
    summary: 'Create nora',
    isDestructive: false,
    replaced: [],
    places: [],
    request: { method: 'POST', path: '/users' },
    isIdempotent: false,
    send: async () => {
      throw new RollcallError('UPSTREAM_UNAVAILABLE', 'squash: no.', { system: 'squash', isUnsent });
    },
    look: async () => {
      looks += 1;
      return { verdict: 'unclear' };
    },
  };
  const { outcome } = await sendStep(step, call, { accountIds: new Map() }, 10);
  return { outcome, looks };
}

it('a write that never left has failed, and nobody looks for it', async () => {
  expect(await failing(true)).toEqual({ outcome: 'FAILED', looks: 0 });
});

it('a write that may have arrived is looked for', async () => {
  expect(await failing(false)).toEqual({ outcome: 'UNKNOWN', looks: 1 });
});

/** A write whose answer does not come in time, and which is there from one look on. */
async function late(landsAtLook: number) {
  let looks = 0;
  const step = {
    send: async () => {
      throw new RollcallError('UPSTREAM_TIMEOUT', 'squash: late.', { system: 'squash' });
    },
    look: async () => {
      looks += 1;
      return { verdict: looks < landsAtLook ? 'missing' : 'landed' };
    },
  } as unknown as Step;
  const { outcome } = await sendStep(step, call, { accountIds: new Map() }, 10);
  return { outcome, looks };
}

it('a write that is still on its way when its time is over is looked for once more', async () => {
  expect(await late(1)).toEqual({ outcome: 'APPLIED', looks: 1 });
  expect(await late(2)).toEqual({ outcome: 'APPLIED', looks: 2 });
  expect(await late(3)).toEqual({ outcome: 'FAILED', looks: 2 });
});
