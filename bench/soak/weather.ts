import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#sandbox/kernel/random.ts';
import type { Tally } from './tally.ts';

const systems = ['zephyr', 'foreman', 'squash', 'teamcity'];

const page = (status: number, headers = {}): object => ({
  kind: 'answer',
  reply: { status, headers, body: '<html>upstream is not well</html>' },
});
const faults: readonly object[] = [
  { kind: 'latency', ms: 200 },
  { kind: 'hang', where: 'before-headers' },
  { kind: 'hang', where: 'in-body' },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'during' },
  { kind: 'reset', when: 'after' },
  { kind: 'truncate' },
  { kind: 'drip', bytesPerSecond: 500 },
  page(401),
  page(429, { 'retry-after': '1' }),
  page(500),
  page(502),
  page(503, { 'retry-after': '1' }),
  page(200),
];

/** Faults that come and go, the same for the same seed: mostly one system at a time, now and then two; then a calm. */
export async function changeWeather(
  control: string,
  random: Random,
  tally: Tally,
  isOver: () => boolean,
): Promise<number> {
  let storms = 0;
  while (!isOver()) {
    const hit = random.shuffled(systems).slice(0, random.below(4) === 0 ? 2 : 1);
    for (const system of hit) {
      storms += 1;
      // Every call, or only the next few.
      const times = random.below(2) === 0 ? {} : { times: 1 + random.below(5) };
      const body = JSON.stringify({ system, fault: random.pick(faults), ...times });
      const { status } = await fetch(`${control}/faults`, { method: 'POST', body });
      if (status !== 201) tally.blame(`the sandbox refused a fault: ${body}`);
    }
    await delay(500 + random.below(2000));
    await calm(control);
    await delay(300 + random.below(1200));
  }
  return storms;
}

export async function calm(control: string): Promise<void> {
  await fetch(`${control}/faults`, { method: 'DELETE' });
}
