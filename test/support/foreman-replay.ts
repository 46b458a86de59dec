import { createForemanSimulator } from '#sandbox/foreman/simulator.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { differences } from './foreman-comparison.ts';
import { Mapping } from './foreman-mapping.ts';
import { readPopulation, readRecording } from './foreman-recordings.ts';
import type { RecordedExchange } from './foreman-recordings.ts';
import { rawRequest } from './foreman-request.ts';
import type { RawReply } from './foreman-request.ts';

/** A quarter of an hour after the last account was made: a Saturday, within an hour of the recorded logins. */
const recordedAt = Date.parse('2026-11-21T20:00:00Z');

export interface Replay {
  readonly exchanges: number;
  /** Exchanges that came out otherwise, each with its number, its step and all differences. */
  readonly disagreements: readonly string[];
}

/** Replays one recorded scenario over HTTP against a simulator that starts from the population. */
export async function replay(name: string): Promise<Replay> {
  const population = readPopulation();
  const exchanges = readRecording(name);
  let seconds = 0;
  const simulator = createForemanSimulator({
    population,
    now: () => new Date(recordedAt + seconds * 1000),
    random: createRandom(13),
  });
  const listener = await listen({
    system: 'foreman',
    simulator,
    calls: new CallLog(),
    faults: new FaultSchedule(),
    port: 0,
  });
  const mapping = new Mapping(population);
  const disagreements: string[] = [];
  try {
    for (const [index, exchange] of exchanges.entries()) {
      seconds += 1;
      const found = await replayed(listener.origin, exchange, mapping);
      if (found.length > 0) disagreements.push(`#${index + 1} ${exchange.step}: ${found.join('; ')}`);
    }
  } finally {
    await listener.stop();
  }
  return { exchanges: exchanges.length, disagreements };
}

async function replayed(
  origin: string,
  exchange: RecordedExchange,
  mapping: Mapping,
): Promise<readonly string[]> {
  const { response } = exchange;
  for (let earlier = 1; earlier < (exchange.repeat ?? 1); earlier += 1) {
    const { status } = await send(origin, exchange, mapping);
    if (status !== response.status) return [`status ${status} at repetition ${earlier}`];
  }
  return differences(exchange, await send(origin, exchange, mapping), mapping);
}

function send(origin: string, { request }: RecordedExchange, mapping: Mapping): Promise<RawReply> {
  const query = request.query === null ? '' : `?${mapping.query(request.query)}`;
  const headers = Object.entries(request.headers).map(([name, value]) => [name, mapping.header(name, value)]);
  return rawRequest(origin, {
    method: request.method,
    target: mapping.path(request.path) + query,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: bodyText(request, mapping),
  });
}

function bodyText(request: RecordedExchange['request'], mapping: Mapping): string | undefined {
  if (request.body === null) return undefined;
  if (request.bodyIsRaw === true && typeof request.body === 'string') return request.body;
  return JSON.stringify(mapping.body(request.body));
}
