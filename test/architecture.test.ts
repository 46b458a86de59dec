import { readdirSync, readFileSync } from 'node:fs';
import { isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { builtInKinds } from '#connectors/registry.ts';
import { errorCodes } from '#domain/errors.ts';
import { operations } from '#domain/operations.ts';
import { sandboxSystems } from '#sandbox/sandbox.ts';
import { buildSchema } from '#server/build-schema.ts';

const schema = buildSchema();
const text = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const entries = (path: string) =>
  readdirSync(new URL(`../${path}`, import.meta.url), { withFileTypes: true });
const sorted = (names: Iterable<string>): string[] => [...names].sort();

function valuesOf(enumName: string): string[] {
  const type = schema.getType(enumName);
  if (!isEnumType(type)) throw new Error(`Expected an enum named ${enumName}.`);
  return sorted(type.getValues().map(({ name }) => name));
}

const titleOf = (section: string): string => section.slice(0, section.indexOf('\n'));

describe('every kind in the registry', () => {
  const folders = entries('src/connectors')
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it('has its folder, and every folder is in the registry', () => {
    expect(builtInKinds.length).toBeGreaterThan(3);
    expect(sorted(folders)).toEqual(sorted(builtInKinds));
  });

  it.each([...builtInKinds])('runs the contract suite over its own subject: %s', (kind) => {
    const test = text(`test/contract/${kind}.test.ts`);
    expect(test).toMatch(/^contractSuite\(\w+\);$/mu);
    expect(test).toContain(`./subjects/${kind}.ts`);
  });

  it('is simulated in the sandbox, and nothing else is', () => {
    expect(sorted(sandboxSystems)).toEqual(sorted(builtInKinds));
  });

  it.each([...builtInKinds])('tells its versions, quirks and limits in a README: %s', (kind) => {
    expect(text(`src/connectors/${kind}/README.md`).length).toBeGreaterThan(500);
  });
});

describe('the words of the domain are those of the schema', () => {
  it('for error codes', () => {
    expect(valuesOf('ErrorCode')).toEqual(sorted(errorCodes));
  });

  it('for operations', () => {
    expect(valuesOf('Operation')).toEqual(sorted(operations));
  });
});

describe('docs/errors.md', () => {
  const sections = text('docs/errors.md').split(/^### /mu).slice(1);
  const documented = sections.map(titleOf);

  it('has every code once, and no other', () => {
    expect(documented.sort()).toEqual(sorted(errorCodes));
  });

  it.each(sections.map((section) => [titleOf(section), section] as const))(
    'says of %s when it comes, what it looks like and what to do',
    (_code, section) => {
      const [when = '', example = '', ...remedy] = section
        .split('\n')
        .slice(1)
        .join('\n')
        .trim()
        .split('\n\n');
      expect(when).toMatch(/^(?:† )?[A-Z].*[.]$/su);
      expect(example).toMatch(/^> .*[.]$/su);
      expect(remedy.join('\n')).toMatch(/^[A-Z].*[.]/su);
    },
  );

  it('marks the codes that this version does not give, and only those', () => {
    const marked = sections.filter((section) => section.includes('\n† ')).map(titleOf);
    const thrown = sourcesThatThrow();
    expect(sorted(marked)).toEqual(sorted(errorCodes.filter((code) => !thrown.includes(`'${code}'`))));
  });
});

/** Everything of ours that could throw, as one text; the domain lists all codes and does not count. */
function sourcesThatThrow(): string {
  return ['directory', 'resolvers', 'server', 'http', 'connectors', 'loaders']
    .flatMap((folder) => filesBelow(`src/${folder}`))
    .map(text)
    .join('\n');
}

function filesBelow(path: string): string[] {
  return entries(path).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(`${path}/${entry.name}`)
      : entry.name.endsWith('.ts')
        ? [`${path}/${entry.name}`]
        : [],
  );
}
