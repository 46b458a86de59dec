import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mistakesIn, read, withSystem } from './read.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-config-'));
  writeFileSync(join(directory, 'token'), 'from-a-file\n');
  writeFileSync(join(directory, 'windows'), 'from-windows\r\n');
  writeFileSync(join(directory, 'two-lines'), 'first\n\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

async function tokenOf(token: string, environment: Record<string, string> = {}): Promise<string | undefined> {
  const text = withSystem({ credentials: `{ token: "${token}" }` });
  const { systems } = await read(text, environment, join(directory, 'rollcall.yaml'));
  return systems[0]?.authorization.replace('Bearer ', '');
}

describe('${NAME}', () => {
  it('is taken from the environment', async () => {
    expect(await tokenOf('${TOKEN}', { TOKEN: 'from-the-environment' })).toBe('from-the-environment');
  });

  it('may stand inside other text, several times', async () => {
    expect(await tokenOf('a-${ONE}-b-${TWO}', { ONE: '1', TWO: '2' })).toBe('a-1-b-2');
  });

  it('is missing where the variable is not set or empty', async () => {
    const text = withSystem({ credentials: '\n      token: ${TOKEN}' });
    const told = ['6: the environment variable TOKEN is not set'];
    expect(await mistakesIn(text)).toEqual(told);
    expect(await mistakesIn(text, { TOKEN: '' })).toEqual(told);
  });

  it('that is missing is told once, not for every check it would fail as well', async () => {
    const text = withSystem({ url: '${URL}', timeoutMs: '${TIMEOUT}', kind: '${KIND}' });
    expect(await mistakesIn(text)).toEqual([
      '3: the environment variable KIND is not set',
      '4: the environment variable URL is not set',
      '6: the environment variable TIMEOUT is not set',
    ]);
  });

  it('gives numbers and switches too', async () => {
    const environment = { PORT: '8080', ON: 'true', OFF: 'false', MS: '250' };
    const { server, systems } = await read(
      `server: { port: "\${PORT}", graphiql: "\${OFF}" }\n${withSystem({ readOnly: '${ON}', timeoutMs: '${MS}' })}`,
      environment,
    );
    expect(server).toMatchObject({ port: 8080, graphiql: false });
    expect(systems[0]).toMatchObject({ isReadOnly: true, timeoutMs: 250 });
  });

  it.each(['', ' 80', '80 ', '8e1', '0x50', '80.5', 'eighty', '99999999999999999999'])(
    'that should be a number and is %j is told without being quoted',
    async (PORT) => {
      const [mistake] = await mistakesIn(`server: { port: "\${PORT:-}" }\n${withSystem()}`, { PORT });
      expect(mistake).toBe('1: server.port: expected a whole number from 0 to 65535');
    },
  );

  it('stays text where text is expected, whatever it looks like', async () => {
    expect(await tokenOf('${TOKEN}', { TOKEN: '12345' })).toBe('12345');
    expect(await tokenOf('${TOKEN}', { TOKEN: 'true' })).toBe('true');
  });

  it('brings values that are not read as placeholders or YAML again', async () => {
    expect(await tokenOf('${TOKEN}', { TOKEN: '${OTHER}:{"a":1}' })).toBe('${OTHER}:{"a":1}');
  });

  it('means nothing in a key', async () => {
    expect(await mistakesIn(`"\${KEY}": 1\n${withSystem()}`, { KEY: 'log' })).toEqual([
      '1: ${KEY}: unknown key',
    ]);
  });
});

describe('${NAME:-default}', () => {
  it.each([
    ['${TOKEN:-spare}', {}, 'spare'],
    ['${TOKEN:-spare}', { TOKEN: '' }, 'spare'],
    ['${TOKEN:-spare}', { TOKEN: 'given' }, 'given'],
    ['${TOKEN:-a:-b}', {}, 'a:-b'],
    ['x${TOKEN:-}x', {}, 'xx'],
  ])('%s with %j is %s', async (written, environment: Record<string, string>, value) => {
    expect(await tokenOf(written, environment)).toBe(value);
  });
});

describe('${file:…}', () => {
  it('is the content, without the line break that editors and secret stores add', async () => {
    expect(await tokenOf(`\${file:${directory}/token}`)).toBe('from-a-file');
    expect(await tokenOf(`\${file:${directory}/windows}`)).toBe('from-windows');
  });

  it('is relative to the configuration, not to where the process was started', async () => {
    expect(await tokenOf('${file:token}')).toBe('from-a-file');
    expect(await tokenOf('${file:./token}')).toBe('from-a-file');
  });

  it('keeps other line breaks, which credentials then refuse', async () => {
    const text = withSystem({ credentials: '{ token: "${file:two-lines}" }' });
    const [mistake] = await mistakesIn(text, {}, join(directory, 'rollcall.yaml'));
    expect(mistake).toContain('5: systems[0].credentials: ');
    expect(mistake).not.toContain('first');
  });

  it('that cannot be read is told with the path and the line', async () => {
    const text = withSystem({ credentials: '\n      token: ${file:/nowhere/token}' });
    expect(await mistakesIn(text)).toEqual(['6: the file /nowhere/token cannot be read (ENOENT)']);
    expect(await mistakesIn(text.replace('/nowhere/token', directory))).toEqual([
      `6: the file ${directory} cannot be read (EISDIR)`,
    ]);
  });
});

describe('what looks like a placeholder and is none', () => {
  it.each([
    '${}',
    '${s3cret word}',
    '${pass-s3cret}',
    '${s3cret:?}',
    '${1s3cret}',
    '${no-name:-s3cret}',
    '${ s3cret }',
  ])('is told and never quoted: %s', async (written) => {
    const mistakes = await mistakesIn(withSystem({ credentials: `{ token: "${written}" }` }));
    expect(mistakes).toEqual(['5: expected ${NAME}, ${NAME:-default} or ${file:/path}']);
  });

  it('is told where it does not end', async () => {
    expect(await mistakesIn(withSystem({ credentials: '{ token: "${s3cret" }' }))).toEqual([
      '5: a ${ has no } that ends it',
    ]);
  });

  it('is a dollar sign elsewhere', async () => {
    expect(await tokenOf('$a$$b}{')).toBe('$a$$b}{');
  });
});
