import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { headersOf } from './callers.ts';
import type { SoakStack } from './stack.ts';
import { calm } from './weather.ts';

export interface Overload {
  readonly connections: number;
  /** How often each status came; 0 stands for a connection that broke. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Answers sent away without saying when to come back. */
  readonly withoutRetryAfter: number;
  readonly slowestHealthMs: number;
  readonly healthStatuses: readonly number[];
  /** Open handles when all of it was over. */
  readonly handlesAfter: number;
}

/** So many callers at once, each on a connection of its own, while every server is slow. */
export async function overload(stack: SoakStack, connections: number): Promise<Overload> {
  for (const system of Object.keys(stack.systems)) {
    const body = JSON.stringify({ system, fault: { kind: 'latency', ms: 1000 } });
    await fetch(`${stack.control}/faults`, { method: 'POST', body });
  }
  const agent = new Agent({ keepAlive: false, maxSockets: connections });
  let isOver = false;
  const health = watchHealth(stack.origin, () => isOver);
  const answers = await Promise.all(
    Array.from({ length: connections }, async () => askSlowly(stack.url, agent)),
  );
  isOver = true;
  await calm(stack.control);
  const looks = await health;
  // Connections are closed a moment after their answer.
  await delay(2000);
  return {
    connections,
    statuses: Object.fromEntries(
      [...Map.groupBy(answers, ({ status }) => status)].map(([status, same]) => [status, same.length]),
    ),
    withoutRetryAfter: answers.filter(({ status, waits }) => status === 503 && !waits).length,
    slowestHealthMs: Math.max(...looks.map(({ ms }) => ms)),
    healthStatuses: [...new Set(looks.map(({ status }) => status))],
    handlesAfter: stack.gateway.handles(),
  };
}

async function watchHealth(
  origin: string,
  isOver: () => boolean,
): Promise<readonly { readonly status: number; readonly ms: number }[]> {
  const looks: { readonly status: number; readonly ms: number }[] = [];
  while (!isOver()) {
    const startedAt = performance.now();
    const { status } = await fetch(`${origin}/healthz`);
    looks.push({ status, ms: performance.now() - startedAt });
    await delay(100);
  }
  return looks;
}

/** Lists of everybody, read anew: several slow upstream calls each. */
async function askSlowly(
  url: string,
  agent: Agent,
): Promise<{ readonly status: number; readonly waits: boolean }> {
  const body = JSON.stringify({ query: '{ users(first: 20) { nodes { login } sources { state } } }' });
  return new Promise((resolve) => {
    const call = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'cache-control': 'no-cache',
          ...headersOf({ keyName: 'portal' }),
        },
      },
      (response) => {
        const answer = {
          status: response.statusCode ?? 0,
          waits: response.headers['retry-after'] !== undefined,
        };
        response.resume().on('close', () => resolve(answer));
      },
    );
    call.on('error', () => resolve({ status: 0, waits: false }));
    call.end(body);
  });
}
