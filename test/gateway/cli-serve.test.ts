import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { query } from '../support/start-stack.ts';
import { runCommand, startCommand } from '../support/run-command.ts';
import type { CommandOptions, RunningCommand } from '../support/run-command.ts';

const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(toStop.splice(0).map((stop) => stop()));
});

function start(words: readonly string[], options?: CommandOptions): RunningCommand {
  const command = startCommand(words, options);
  toStop.push(() => command.stop());
  return command;
}

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'rollcall-cli-'));
  toStop.push(async () => rmSync(path, { recursive: true }));
  return path;
}

const addressIn = (text: string): string => /http:\/\/127\.0\.0\.1:\d+\/graphql/u.exec(text)?.[0] ?? '';

it('serve without a configuration serves the sandbox, and the query it prints works', async () => {
  const command = start(['serve', '--port', '0']);
  const said = await command.says('Stop with Ctrl+C');
  expect(said).toContain('Sandbox "');
  for (const system of ['zephyr', 'foreman', 'squash', 'teamcity']) {
    expect(said).toMatch(new RegExp(`^ {2}${system} +http://127\\.0\\.0\\.1:\\d+`, 'mu'));
  }
  expect(said).toContain('(GraphiQL in a browser)');

  const curl = /^ {2}curl -s (?<url>\S+) -H 'content-type: application\/json' -d '(?<body>.*)'$/mu.exec(said);
  const { url = '', body = '' } = curl?.groups ?? {};
  expect(url).toBe(addressIn(said));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { data, errors } = (await response.json()) as {
    data: { users: { totalCount: number; isComplete: boolean; nodes: object[] } };
    errors?: unknown;
  };
  expect(errors).toBeUndefined();
  expect(data.users.isComplete).toBe(true);
  expect(data.users.totalCount).toBeGreaterThan(3);
  expect(data.users.nodes.length).toBeGreaterThan(3);

  // No deprecation, no warning: a first run is quiet.
  expect(await command.stop()).toMatchObject({ code: 0, stderr: '' });
});

it('serve with a port that is taken says so, and which option helps', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  toStop.push(async () => new Promise((resolve) => taken.close(resolve)));
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  const served = await runCommand(['serve', '--port', String(port)]);
  expect(served).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `Cannot listen on 127.0.0.1:${port} (EADDRINUSE). Choose another with --port or server.port.\n`,
  });
  const sandboxed = await runCommand(['sandbox', '--port', String(port)]);
  expect(sandboxed).toMatchObject({ code: 1, stdout: '' });
  expect(sandboxed.stderr).toBe(
    `Cannot listen on 127.0.0.1:${port} (EADDRINUSE). Choose another with --port (five in a row must be free).\n`,
  );
});

/** A server that lets every call wait until the test answers it. */
async function waitingServer() {
  const open: ServerResponse[] = [];
  const server = createServer((_request, response) => open.push(response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  toStop.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, open };
}

it('SIGTERM lets what is under way be answered, takes nothing new, and ends well', async () => {
  const upstream = await waitingServer();
  const file = join(directory(), 'rollcall.yaml');
  writeFileSync(
    file,
    `log: { level: warn }\nsystems:\n  - { key: ci, kind: teamcity, url: "${upstream.url}", credentials: { token: abc } }\n`,
  );
  const command = start(['serve', '--config', file, '--port', '0']);
  const url = addressIn(await command.says('Stop with Ctrl+C'));
  // What the gateway asks by itself at its start; refused at once.
  const before = upstream.open.length;
  const answer = query(url, '{ user(by: { login: { system: "ci", login: "ada" } }) { login } }');
  await expect.poll(() => upstream.open.length, { timeout: 10_000 }).toBeGreaterThan(before);
  command.process.kill('SIGTERM');
  await command.says('Stopping: requests under way are finished first.');
  await expect(fetch(url)).rejects.toThrow();

  const refuse = setInterval(() => {
    for (const response of upstream.open.splice(0)) response.writeHead(404).end();
  }, 20);
  const { status, data, errors } = await answer;
  const { code, stderr } = await command.finished;
  clearInterval(refuse);
  expect(status).toBe(200);
  expect(data).toEqual({ user: null });
  expect(errors?.every(({ extensions }) => extensions.system === 'ci') ?? true).toBe(true);
  expect(code).toBe(0);
  expect(stderr).not.toContain('defect');
});

it('a second signal ends the process at once', async () => {
  const upstream = await waitingServer();
  const file = join(directory(), 'rollcall.yaml');
  writeFileSync(
    file,
    `systems:\n  - { key: ci, kind: teamcity, url: "${upstream.url}", timeoutMs: 60000 }\n`,
  );
  const command = start(['serve', '--config', file, '--port', '0']);
  const url = addressIn(await command.says('Stop with Ctrl+C'));
  const before = upstream.open.length;
  const answer = query(url, '{ user(by: { login: { system: "ci", login: "ada" } }) { login } }').catch(
    () => 'cut off',
  );
  await expect.poll(() => upstream.open.length, { timeout: 10_000 }).toBeGreaterThan(before);
  command.process.kill('SIGTERM');
  await command.says('Stopping:');
  command.process.kill('SIGTERM');
  expect((await command.finished).code).toBe(130);
  expect(await answer).toBe('cut off');
});

it('serve with keys prints a first query that says where the key goes', async () => {
  const file = join(directory(), 'rollcall.yaml');
  writeFileSync(
    file,
    `server: { port: 0, graphiql: false }
auth: { mode: keys, keys: [{ name: a, sha256: ${'ab'.repeat(32)}, scopes: [READ] }] }
systems:
  - { key: ci, kind: teamcity, url: "http://127.0.0.1:9", credentials: { token: "\${TOKEN}" } }
`,
  );
  const command = start(['serve', '--config', file], { environment: { TOKEN: 's3cret' } });
  const said = await command.says('Stop with Ctrl+C');
  expect(said).toContain(`Systems of ${file}:\n  ci           http://127.0.0.1:9/ (teamcity)`);
  expect(said).toContain("-H 'authorization: Bearer <your key>'");
  expect(said).not.toContain('GraphiQL');
  expect((await fetch(addressIn(said))).status).toBe(401);
  const { code, stdout, stderr } = await command.stop();
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain('s3cret');
});

it('serve with a configuration that is wrong tells every mistake and does not start', async () => {
  const file = join(directory(), 'rollcall.yaml');
  writeFileSync(file, 'servr: {}\nsystems:\n  - { key: A, kind: x, url: "${URL}" }\n');
  const { code, stdout, stderr } = await runCommand(['serve', '--config', file]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.split('\n').filter((line) => line.startsWith(file))).toHaveLength(4);
  expect(stderr).toContain('\n4 mistakes in the configuration.\n');
});
