import { buildSchema, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema as buildServedSchema } from '#server/build-schema.ts';
import { agreedTypes } from '../support/contract.ts';
import { runCommand } from '../support/run-command.ts';

it('schema prints SDL that builds the schema that is served', async () => {
  const { code, stdout, stderr } = await runCommand(['schema']);
  expect([code, stderr]).toEqual([0, '']);
  expect(printSchema(buildSchema(stdout))).toBe(printSchema(buildServedSchema()));
});

it('schema prints every type of the contract that reading can meet', async () => {
  const { stdout } = await runCommand(['schema']);
  const printed = buildSchema(stdout).getTypeMap();
  const promised = [...agreedTypes().keys()];
  expect(promised.length).toBeGreaterThan(60);
  expect(promised.filter((name) => printed[name] === undefined)).toEqual([]);
});

describe('a command line that is wrong ends with 2 and says what was expected', () => {
  it.each([
    [['serv'], 'help; got "serv".'],
    [['serve', 'now'], 'Did not expect "now" after serve.'],
    [['check'], 'check needs --config <file>.'],
    [['serve', '--port', 'http'], 'Expected a whole number from 0 to 65535 after --port; got "http".'],
    [['serve', '--port', '65536'], 'Expected a whole number from 0 to 65535 after --port; got "65536".'],
    [['serve', '--port', '-1'], '--port'],
    [
      ['sandbox', '--population', '1e3'],
      'Expected a whole number from 0 to 1000000 after --population; got "1e3".',
    ],
    [['serve', '--conf', 'x'], '--conf'],
    [['serve', '--config'], '--config'],
  ])('%j', async (words, message) => {
    const { code, stdout, stderr } = await runCommand(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('rollcall serve [--config rollcall.yaml]');
    expect(stderr).not.toContain('    at ');
  });

  it.each([[['help']], [['--help']], [['serve', '-h']]])('%j is not wrong', async (words) => {
    const { code, stdout, stderr } = await runCommand(words);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('rollcall check --config rollcall.yaml');
  });
});
