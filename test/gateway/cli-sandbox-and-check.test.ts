import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, startCommand } from '../support/run-command.ts';
import type { RunningCommand } from '../support/run-command.ts';
import { query } from '../support/start-stack.ts';

describe('the sandbox as a process of its own', () => {
  let directory = '';
  let sandbox: RunningCommand;
  let said = '';
  let configuration = '';

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'rollcall-sandbox-'));
    sandbox = startCommand(['sandbox', '--port', '0']);
    said = await sandbox.says('Stop with Ctrl+C');
    configuration = `systems:\n${/^systems:\n(?<systems>(?: .*\n)+)/mu.exec(said)?.groups?.['systems'] ?? ''}`;
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  function fileWith(name: string, text: string): string {
    const file = join(directory, name);
    writeFileSync(file, text);
    return file;
  }

  it('prints a configuration of which check finds all four systems usable', async () => {
    const file = fileWith('good.yaml', configuration);
    const { code, stdout, stderr } = await runCommand(['check', '--config', file]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout.match(/^ok {3}(.*)$/gmu)).toEqual([
      'ok   zephyr',
      'ok   foreman',
      'ok   squash',
      'ok   teamcity',
    ]);
    expect(stdout.match(/reachable in \d+ ms, version/gu)).toHaveLength(4);
    expect(stdout.match(/signed in as rollcall/gu)).toHaveLength(4);
    expect(stdout).toContain('All systems can be used.');
  });

  it('prints a configuration that check and serve refuse with documents that do not fit', async () => {
    fileWith('documents.json', JSON.stringify({ gone: '{ persons { name } }' }));
    const file = fileWith('unfit.yaml', `${configuration}documents: { file: ./documents.json }\n`);
    for (const command of ['check', 'serve']) {
      expect(await runCommand([command, '--config', file])).toEqual({
        code: 1,
        stdout: '',
        stderr: 'documents.file: document "gone": Cannot query field "persons" on type "Query".\n',
      });
    }
  });

  it('prints a configuration that serve takes', async () => {
    const serving = startCommand(['serve', '--config', fileWith('serve.yaml', configuration), '--port', '0']);
    const url = /http:\/\/127\.0\.0\.1:\d+\/graphql/u.exec(await serving.says('Stop with Ctrl+C'))?.[0] ?? '';
    const { data, errors } = await query(url, '{ users { isComplete sources { system { key } state } } }');
    expect(errors).toBeUndefined();
    expect(data.users.isComplete).toBe(true);
    expect(data.users.sources).toHaveLength(4);
    expect((await serving.stop()).code).toBe(0);
  });

  it('tells, forgets and resets the calls it got', async () => {
    const control = /GET (?<url>http:\S+)\/calls/u.exec(said)?.groups?.['url'] ?? '';
    const before = (await (await fetch(`${control}/calls`)).json()) as { total: number; bySystem: object };
    expect(Object.keys(before.bySystem)).toEqual(['zephyr', 'foreman', 'squash', 'teamcity']);
    expect(before.total).toBeGreaterThan(0);
    expect(JSON.stringify(before)).not.toMatch(/authorization/iu);
    for (const method of ['DELETE', 'POST'] as const) {
      const response = await fetch(`${control}/${method === 'POST' ? 'reset' : 'calls'}`, { method });
      expect(await response.json()).toMatchObject({ total: 0, calls: [] });
    }
    expect((await fetch(`${control}/other`)).status).toBe(404);
  });

  it('is found unusable by check where credentials are wrong or nobody listens, system by system', async () => {
    const wrong = configuration
      .replace(/token: eyJ\S+/u, 'token: s3cret')
      .replace(/(key: squash\n.*\n.*\n {4}url: )\S+/u, '$1http://127.0.0.1:9/squash');
    const { code, stdout } = await runCommand(['check', '--config', fileWith('wrong.yaml', wrong)]);
    expect(code).toBe(1);
    expect(stdout.match(/^(ok {3}|FAIL )(.*)$/gmu)).toEqual([
      'ok   zephyr',
      'ok   foreman',
      'FAIL squash',
      'FAIL teamcity',
    ]);
    expect(stdout).toContain('UPSTREAM_UNAVAILABLE: squash: ');
    expect(stdout).toContain('UPSTREAM_UNAUTHENTICATED: ');
    expect(stdout).toContain('\n2 of 4 systems cannot be used.\n');
    expect(stdout).not.toContain('s3cret');
  });

  it('stops when it is told to', async () => {
    const another = startCommand(['sandbox', '--port', '0', '--population', '50']);
    expect(await another.says('Stop with Ctrl+C')).toContain('systems:\n');
    expect(await another.stop()).toMatchObject({ code: 0, stderr: '' });
  });
});

it('check tells every mistake of a configuration and asks nobody', async () => {
  const { code, stdout, stderr } = await runCommand(['check', '--config', '/nowhere/rollcall.yaml']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    '/nowhere/rollcall.yaml: the file cannot be read (ENOENT)\n1 mistake in the configuration.\n',
  );
});
