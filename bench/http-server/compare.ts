import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startNode } from '../support/process.ts';

/** CPU of the server process per request, for each way of putting HTTP before Apollo. `npm run bench:http` */
const variants = ['bare', 'fastify', 'standalone'];
const rounds = 5;
const connections = 32;
const requests = 4000;
const body = JSON.stringify({ query: '{ hello }' });

const script = fileURLToPath(new URL('variant.ts', import.meta.url));
const figures = new Map<string, number[]>(variants.map((name) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  // Interleaved, so that drift of the machine hits all alike.
  for (const name of variants) figures.get(name)?.push(await measure(name));
}
for (const [name, values] of figures) {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, middle, high] = [sorted[0], sorted[Math.floor(rounds / 2)], sorted.at(-1)];
  process.stdout.write(
    `${name.padEnd(12)} ${middle?.toFixed(0)} µs CPU a request [${low?.toFixed(0)}–${high?.toFixed(0)}]\n`,
  );
}

async function measure(name: string): Promise<number> {
  const server = await startNode([script, name], '\n');
  const port = Number(/port (\d+)/u.exec(server.printed)?.[1]);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  await load(port, agent, 1000);
  const before = server.cpuMs();
  await load(port, agent, requests);
  const spent = server.cpuMs() - before;
  agent.destroy();
  await server.stop();
  return (spent * 1000) / requests;
}

async function load(port: number, agent: Agent, count: number): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await post(port, agent);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

async function post(port: number, agent: Agent): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`Answered ${response.statusCode}.`));
        response.resume().on('end', resolve);
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
