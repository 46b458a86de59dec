import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import { accountsOf } from './accounts-of.ts';
import { brokenReferences } from './broken-references.ts';
import type { Company } from './company.ts';
import { companyFile } from './company-file.ts';

/**
 * Reads the company from `company.yaml` beside this file, or from the text given.
 *
 * Throws one error that lists every mistake: a misspelt key, a missing value, the name of a role, group, team or
 * project that does not exist, two accounts of one login. Each line begins with the person (or part) it is about.
 */
export function readCompany(
  text: string = readFileSync(new URL('company.yaml', import.meta.url), 'utf8'),
): Company {
  const raw: unknown = parse(text);
  const parsed = companyFile.safeParse(raw);
  if (!parsed.success) throw mistakes(parsed.error.issues.map((issue) => describe(issue, raw)));
  const { people, name, ...systems } = parsed.data;
  const broken = brokenReferences(parsed.data);
  if (broken.length > 0) throw mistakes(broken);
  return {
    name,
    zephyr: { ...systems.zephyr, users: people.flatMap((person) => accountsOf(person).zephyr) },
    foreman: { ...systems.foreman, users: people.flatMap((person) => accountsOf(person).foreman) },
    squash: { ...systems.squash, users: people.flatMap((person) => accountsOf(person).squash) },
    teamcity: { ...systems.teamcity, users: people.flatMap((person) => accountsOf(person).teamcity) },
  };
}

function mistakes(lines: readonly string[]): Error {
  return new Error(`The company file has mistakes:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

function describe(issue: z.core.$ZodIssue, raw: unknown): string {
  const path = issue.path.map(String);
  const at = (steps: readonly string[]): string => (steps.length === 0 ? '' : `${steps.join('.')}: `);
  if (path[0] !== 'people' || path[1] === undefined) return `${at(path)}${issue.message}`;
  return `${personAt(raw, Number(path[1]))}: ${at(path.slice(2))}${issue.message}`;
}

function personAt(raw: unknown, index: number): string {
  const { people } = raw as { readonly people: readonly { readonly name?: unknown }[] };
  const name = people[index]?.name;
  return typeof name === 'string' ? name : `people[${index}]`;
}
