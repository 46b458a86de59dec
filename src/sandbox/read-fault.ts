import { z } from 'zod';
import type { FaultRule } from './kernel/faults.ts';
import type { SandboxSystem } from './sandbox.ts';

export type WantedFault =
  { readonly system: SandboxSystem; readonly rule: FaultRule } | { readonly mistake: string };

const whole = z.int().min(0);

/** All of them but `edit`, which is a function. */
const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ms: whole }),
  z.strictObject({
    kind: z.literal('answer'),
    reply: z.strictObject({
      status: z.int().min(200).max(599),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.string().default(''),
    }),
  }),
  z.strictObject({ kind: z.literal('hang'), where: z.enum(['before-headers', 'in-body']) }),
  z.strictObject({ kind: z.literal('reset'), when: z.enum(['before', 'during', 'after']) }),
  z.strictObject({ kind: z.literal('truncate') }),
  z.strictObject({ kind: z.literal('drip'), bytesPerSecond: z.int().min(1) }),
]);

const wanted = z.strictObject({
  system: z.enum(['zephyr', 'foreman', 'squash', 'teamcity']),
  method: z.string().optional(),
  /** What path and query begin with. */
  path: z.string().optional(),
  skip: whole.optional(),
  times: whole.optional(),
  fault,
});

/** A fault as another process words it, in JSON. */
export function readFault(json: string): WantedFault {
  const parsed = wanted.safeParse(parseJson(json));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      mistake: `Expected a fault (docs/sandbox.md); at "${issue?.path.join('.')}": ${issue?.message}`,
    };
  }
  const { system, method, path, skip, times, fault } = parsed.data;
  return {
    system,
    rule: {
      fault,
      ...(method === undefined ? {} : { method }),
      ...(path === undefined ? {} : { path }),
      ...(skip === undefined ? {} : { skip }),
      ...(times === undefined ? {} : { times }),
    },
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
