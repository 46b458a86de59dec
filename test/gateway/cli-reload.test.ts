import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { query } from '../support/start-stack.ts';
import { startCommand } from '../support/run-command.ts';
import type { RunningCommand } from '../support/run-command.ts';

const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

const systems = (name: string): string =>
  `server: { port: 0 }\nsystems:\n  - { key: ci, kind: teamcity, name: ${name}, url: "http://127.0.0.1:9" }\n`;

async function start(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-cli-'));
  toStop.push(async () => rmSync(folder, { recursive: true }));
  const file = join(folder, 'rollcall.yaml');
  writeFileSync(file, text);
  const command = startCommand(['serve', '--config', file], { environment: { TOKEN: 's3cret' } });
  toStop.push(() => command.stop());
  const said = await command.says('kill -HUP');
  const url = /http:\/\/127\.0\.0\.1:\d+\/graphql/u.exec(said)?.[0] ?? '';
  const name = async (): Promise<string> => {
    const { data } = await query(url, '{ systems { name } }');
    return data.systems[0].name as string;
  };
  return { command, file, name };
}

async function hangUp({ process: child, stderr, stdout }: RunningCommand, until: string): Promise<void> {
  child.kill('SIGHUP');
  await expect.poll(() => stdout() + stderr(), { timeout: 10_000 }).toContain(until);
}

it('SIGHUP puts a changed configuration to use and names what takes a restart', async () => {
  const { command, file, name } = await start(systems('Old'));
  expect(await name()).toBe('Old');
  writeFileSync(file, systems('New').replace('{ port: 0 }', '{ port: 0, drainSeconds: 3 }'));
  await hangUp(command, 'These take a restart: server.drainSeconds.');
  expect(command.stdout()).toContain('The configuration was read anew and is in use');
  expect(await name()).toBe('New');
});

it('SIGHUP with a bad configuration tells every mistake, shows no secret, and changes nothing', async () => {
  const { command, file, name } = await start(systems('Old'));
  writeFileSync(file, systems('New').replace('url:', 'timeoutMs: "${TOKEN}", ulr:'));
  await hangUp(command, 'The configuration stays as it was.');
  expect(command.stderr()).toContain(`${file}:3: systems[0].ulr: unknown key`);
  expect(command.stderr()).toContain('systems[0].url: expected text; it is missing');
  expect(command.stderr()).not.toContain('s3cret');
  expect(await name()).toBe('Old');
  expect((await command.stop()).code).toBe(0);
});

it('SIGHUP leaves the sandbox as it is, and says why', async () => {
  const command = startCommand(['serve', '--port', '0']);
  toStop.push(() => command.stop());
  expect(await command.says('Stop with')).not.toContain('kill -HUP');
  await hangUp(command, 'There is no configuration to read anew');
  expect((await command.stop()).code).toBe(0);
});
