import type { Row } from '../gateway-row.ts';
import type { Stack } from '../start-stack.ts';
import type { Known } from './random-document.ts';

const page = 'first: 3';
const document = `{
  users(first: 8) { edges { cursor node { id
    roles { id role { id } } groups { id group { id } } teams { id team { id } } projectPermissions { id project { id } } } } }
  roles(${page}) { edges { cursor node { id } } } groups(${page}) { edges { cursor node { id } } }
  teams(${page}) { edges { cursor node { id } } } projects(${page}) { edges { cursor node { id } } }
  accessTokens(${page}) { edges { cursor node { id } } }
  systems { id } }`;

/** Ids and cursors of every kind, as the gateway hands them out. */
export async function knownThings(stack: Stack): Promise<Known> {
  const { data, errors } = await stack.query(document);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return {
    ids: [...new Set(membersOf(data, 'id')), 'nonsense', ''],
    cursors: [...new Set(membersOf(data, 'cursor')), 'nonsense'],
    texts: [
      'zephyr',
      'foreman',
      'squash',
      'teamcity',
      'jira',
      'ada.lovelace',
      'alovelace',
      'emily.chen',
      'ADA',
      'Viewer',
      'Project viewer',
      '',
      ' ',
      '%',
      '*',
      "o'brien",
      '日本語',
      'ß',
      '\u0000',
      '(a:b),c',
      '../x',
      'a'.repeat(3000),
      '__proto__',
      'constructor',
      '"',
      '\\',
      '1',
      '-1',
    ],
  };
}

function membersOf(value: Row, name: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === name && typeof member === 'string' ? [member] : membersOf(member, name),
  );
}
