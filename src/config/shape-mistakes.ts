import type { z } from 'zod';
import type { AddMistake } from './mistakes.ts';

type Issue = z.core.$ZodIssue;

/** Tells what does not fit a shape; each unknown key has its own mistake at its own place. */
export function addIssues(issues: readonly Issue[], add: AddMistake): void {
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') addUnknownKeys(issue, add);
    else add(issue.path, describe(issue));
  }
}

function addUnknownKeys({ path, keys }: z.core.$ZodIssueUnrecognizedKeys, add: AddMistake): void {
  for (const key of keys) {
    // With its colon forgotten, `password s3cret` is one key.
    if (path.at(-1) === 'credentials')
      add([...path, key], 'unknown key; expected username, password or token', path);
    else add([...path, key], 'unknown key');
  }
}

function describe(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.expected === 'object')
    return 'expected keys with values below it';
  return issue.message.replace(/^Invalid input: /u, '');
}

type Right<S extends z.ZodRawShape> = { readonly [K in keyof S]?: z.infer<S[K]> };

/**
 * The members of an object that are right in form, with defaults for those left out. Others are absent: what is wrong
 * with them is told apart, and what is right is still checked against the rest.
 */
export function rightMembers<S extends z.ZodRawShape>(shape: S, raw: unknown): Right<S> {
  const members: Readonly<Record<string, unknown>> =
    typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
  const right = Object.entries(shape).flatMap(([name, schema]) => {
    const parsed = (schema as z.ZodType).safeParse(members[name]);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(right) as Right<S>;
}
