import { afterEach, expect, it } from 'vitest';
import { withSystem } from '../support/gateway-config.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack, StackOptions } from '../support/start-stack.ts';

const running: Stack[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((stack) => stack.stop()));
});
async function start(options?: StackOptions): Promise<Stack> {
  const stack = await startStack(options);
  running.push(stack);
  return stack;
}

const systemsOf = async (stack: Stack): Promise<string[]> => {
  const { data } = await stack.query('{ systems { name } }');
  return data.systems.map(({ name }: { readonly name: string }) => name);
};
const ada = '{ user(by: { login: { system: "foreman", login: "ada.lovelace" } }) { login } }';
const slow = { kind: 'latency', ms: 400 } as const;

it('what comes after a reload is answered by the new configuration', async () => {
  const stack = await start();
  expect(await systemsOf(stack)).toEqual(['Zephyr Enterprise', 'Foreman', 'Squash TM', 'TeamCity']);
  expect(await stack.reload(withSystem('teamcity', { name: 'Build server' }))).toEqual([]);
  expect(await systemsOf(stack)).toEqual(['Zephyr Enterprise', 'Foreman', 'Squash TM', 'Build server']);
});

it('what is under way ends by the old configuration, and no request is dropped', async () => {
  const stack = await start();
  const takeBack = stack.sandbox.fail('foreman', { fault: slow });
  const answers = [stack.query(ada)];
  for (let round = 0; round < 5; round += 1) {
    await stack.reload(withSystem('foreman', { name: `Foreman ${round}` }));
    answers.push(stack.query(ada), stack.query('{ systems { name } }'));
  }
  const statuses = (await Promise.all(answers)).map(({ status, errors }) => [status, errors]);
  takeBack();
  expect(statuses).toEqual(answers.map(() => [200, undefined]));
  expect((await systemsOf(stack))[1]).toBe('Foreman 4');
});

it('a graph that nobody uses any more lets go of its connections', async () => {
  const stack = await start();
  await stack.query(ada);
  const agents = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  const before = agents();
  for (let round = 0; round < 8; round += 1) {
    await stack.reload(withSystem('foreman', { name: `Foreman ${round}` }));
    await stack.query(ada);
  }
  // Closed sockets leave the list a moment later. Eight graphs would hold at least eight sockets more.
  await expect.poll(agents, { timeout: 5000 }).toBeLessThan(before + 8);
});

it('settings that take a restart are named and stay as they are', async () => {
  const stack = await start();
  const differing = await stack.reload((yaml) =>
    yaml.replace('server: { port: 0 }', 'server: { port: 0, graphiql: false, drainSeconds: 1 }'),
  );
  expect(differing).toEqual(['server.graphiql', 'server.drainSeconds']);
  expect((await fetch(stack.url, { headers: { accept: 'text/html' } })).status).toBe(200);
});

it('what cannot be made is refused, and the old configuration goes on', async () => {
  const stack = await start();
  await expect(stack.reload((yaml) => `${yaml}limits: { maxRows: none }\n`)).rejects.toThrow('maxRows');
  expect(await systemsOf(stack)).toHaveLength(4);
});
