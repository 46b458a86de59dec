import { rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAuditLog } from '#storage/audit-log.ts';
import { runCommand } from '../../support/run-command.ts';
import { atNoon, ended, freshDirectory, intended, linesOf, logIn } from './audit-entries.ts';

/** Two records, the second of a refusal in another system. */
async function keptLog() {
  const directory = await freshDirectory();
  const log = await openAuditLog(directory, atNoon);
  await log.append(intended());
  const refusal = {
    phase: 'REFUSED' as const,
    outcome: 'FAILED' as const,
    systems: ['squash'],
    changes: [],
    userErrors: [{ code: 'PROTECTED' }],
    reason: 'red \u001b[31m\u202e',
  };
  const last = await log.append(ended(refusal));
  return { directory, log, last };
}

describe('rollcall audit verify', () => {
  it('tells the last hash and ends with 0, also while a gateway has the log', async () => {
    const { directory, log, last } = await keptLog();
    const { code, stdout, stderr } = await runCommand(['audit', 'verify', '--dir', directory]);
    await log.close();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('unbroken, 2 records, 1 to 2.');
    expect(stdout).toContain(`Last: record 2, hash ${last.hash}`);
  });

  it('names the first record that is not right and ends with 1', async () => {
    const { directory, log } = await keptLog();
    await log.close();
    const [first = '', second = ''] = await linesOf(directory);
    await writeFile(logIn(directory), `${first}\n${second.replace('PROTECTED', 'FORBIDDEN')}\n`);
    const { code, stdout } = await runCommand(['audit', 'verify', '--dir', directory]);
    expect(code).toBe(1);
    expect(stdout).toContain('broken at line 2, where record 2 belongs: edited.');
  });

  it('sees an end that was cut off by what the gateway noted, or by a hash that was', async () => {
    const { directory, log, last } = await keptLog();
    await log.close();
    const [first = ''] = await linesOf(directory);
    await truncate(logIn(directory), first.length + 1);
    const byHead = await runCommand(['audit', 'verify', '--dir', directory]);
    expect(byHead).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('cut off. The gateway last wrote record 2'),
    });
    await rm(join(directory, 'audit.head'));
    expect(await runCommand(['audit', 'verify', '--dir', directory])).toMatchObject({ code: 0 });
    const byHash = await runCommand(['audit', 'verify', '--dir', directory, '--expect', last.hash]);
    expect(byHash).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`No record has the hash ${last.hash}`),
    });
  });

  it('takes a file that was put away', async () => {
    const { directory, log, last } = await keptLog();
    await log.close();
    const file = join(directory, 'audit-2026.ndjson');
    await rename(logIn(directory), file);
    const { code, stdout } = await runCommand(['audit', 'verify', '--file', file, '--expect', last.hash]);
    expect(code).toBe(0);
    expect(stdout).toContain('The expected hash is that of record 2.');
    const missing = await runCommand(['audit', 'verify', '--dir', directory]);
    expect(missing).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `There is no audit log at ${logIn(directory)}.\n`,
    });
  });
});

describe('rollcall audit list', () => {
  it('prints a table that no record can make the terminal obey', async () => {
    const { directory, log } = await keptLog();
    await log.close();
    const { code, stdout, stderr } = await runCommand(['audit', 'list', '--dir', directory]);
    expect([code, stderr]).toEqual([0, '']);
    const [head = '', one = '', two = '', ...rest] = stdout.split('\n');
    expect(rest).toEqual(['']);
    expect(head.split(/ +/u)).toEqual([
      'RECORD',
      'AT',
      'CALLER',
      'MUTATION',
      'PHASE',
      'OUTCOME',
      'SYSTEMS',
      'WHAT',
    ]);
    expect(one.split(/ {2,}/u).slice(0, 6)).toEqual([
      '1',
      '2026-05-04T12:00:00Z',
      'portal',
      'assignRoles',
      'INTENDED',
      'teamcity',
    ]);
    expect(one.indexOf('ada; Give ada the role Tester')).toBe(head.indexOf('WHAT'));
    expect(two).toContain('ada; PROTECTED; (red \ufffd[31m\ufffd)');
  });

  it('prints the lines themselves as NDJSON, those that are asked for', async () => {
    const { directory, log } = await keptLog();
    await log.close();
    const [first = '', second = ''] = await linesOf(directory);
    const list = async (...words: string[]) =>
      (await runCommand(['audit', 'list', '--dir', directory, '--format', 'ndjson', ...words])).stdout;
    expect(await list()).toBe(`${first}\n${second}\n`);
    expect(await list('--system', 'squash', '--since', '2026-05-04')).toBe(`${second}\n`);
    expect(await list('--outcome', 'failed')).toBe(`${second}\n`);
    expect(await list('--since', '2026-05-05')).toBe('');
  });

  it('finds the directory in a configuration whose secrets it need not know', async () => {
    const { directory, log } = await keptLog();
    await log.close();
    const config = join(directory, 'rollcall.yaml');
    await writeFile(
      config,
      'systems: [{ key: tc, credentials: { token: "${NOT_SET}" } }]\ndata: { dir: "${DATA}" }\n',
    );
    const words = ['audit', 'list', '--config', config, '--format', 'ndjson'];
    const found = await runCommand(words, { environment: { DATA: directory } });
    expect(found.stdout.split('\n')).toHaveLength(3);
    expect(await runCommand(words)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('DATA is not set'),
    });
    await writeFile(config, 'systems: []\n');
    const missing = await runCommand(words, { cwd: directory });
    expect(missing.stderr).toBe('There is no audit log at data/audit.ndjson.\n');
  });

  it('tells of lines that are no record and ends with 1', async () => {
    const directory = await freshDirectory();
    await writeFile(logIn(directory), 'hello\n');
    const { code, stderr } = await runCommand(['audit', 'list', '--dir', directory]);
    expect([code, stderr]).toEqual([1, 'Line 1 is no record: see rollcall audit verify.\n']);
  });
});

describe('an audit command that is wrong ends with 2 and says what was expected', () => {
  it.each([
    [[], 'Expected audit verify or audit list; got "".'],
    [['rotate'], 'Expected audit verify or audit list; got "rotate".'],
    [['verify'], 'audit needs one of --config <file>, --dir <data.dir> and --file <audit file>.'],
    [['list', '--dir', 'a', '--file', 'b'], 'audit needs one of'],
    [['verify', '--dir', 'a', '--expect', 'AB'], '--expect; got "AB"'],
    [['verify', '--dir', 'a', '--since', '2026-01-01'], '--since'],
    [['list', '--dir', 'a', '--format', 'xml'], 'Expected table or ndjson after --format; got "xml".'],
    [
      ['list', '--dir', 'a', '--since', 'yesterday'],
      '--since, such as 2026-01-31T08:15:00Z; got "yesterday"',
    ],
    [['list', '--dir', 'a', '--outcome', 'GOOD'], 'Expected one of APPLIED, UNCHANGED'],
    [['list', '--dir', 'a', 'more'], 'more'],
  ])('%j', async (words, message) => {
    const { code, stdout, stderr } = await runCommand(['audit', ...words]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('rollcall audit verify --config rollcall.yaml');
  });
});
