import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { AccountRead, Connector, ConnectorModule, ConnectorOptions } from '#connectors/connector.ts';
import type { Account } from '#domain/account.ts';
import type { Group } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Projection } from '#domain/holdings.ts';
import type { Capability } from '#domain/operations.ts';
import { succeeded } from '#domain/settled.ts';
import { fold } from '#domain/text.ts';
import { createPeopleFile } from './people-file.ts';
import type { PeopleFile, PeopleFileOptions } from './people-file.ts';
import type { Person } from './person.ts';

interface Settings {
  /** Between two fields. */
  readonly delimiter: string;
}

/** A table of accounts in a file, for systems that have an export and no API. */
export const connector: ConnectorModule<Settings> = {
  kind: 'csv',
  urlSchemes: ['file'],
  settings: z.strictObject({ delimiter: z.enum([',', ';', '\t', '|']).default(',') }),
  authorization: (credentials) => {
    if (credentials === undefined) return undefined;
    throw new RollcallError('INVALID_INPUT', 'Expected no credentials: a file needs none.');
  },
  create: createCsvConnector,
};

const capabilities: readonly Capability[] = [
  { operation: 'LIST_USERS', support: 'SUPPORTED' },
  { operation: 'READ_USER', support: 'SUPPORTED' },
  { operation: 'READ_CURRENT_USER', support: 'UNSUPPORTED', note: 'Nobody signs in to a file.' },
  { operation: 'LIST_GROUPS', support: 'SUPPORTED' },
  { operation: 'READ_GROUPS', support: 'SUPPORTED' },
];

function createCsvConnector({ system, url, settings }: ConnectorOptions<Settings>): Connector {
  const file = createPeopleFile({ system, path: pathOf(url, system), delimiter: settings.delimiter });
  return {
    capabilities,
    holdings: new Set(['groups']),
    listAccounts: async function* (call) {
      const { persons } = await file.read(call.isFresh);
      yield persons.map((person) => person.account);
    },
    readAccounts: async (call, wanted, projection) => {
      const { persons } = await file.read(call.isFresh);
      const ids = new Set(wanted.ids);
      const logins = new Set(wanted.logins.map(fold));
      const found = persons.filter(
        ({ account }) => ids.has(account.nativeId) || logins.has(fold(account.login)),
      );
      return { found: found.map((person) => toRead(person, projection)), failed: [] };
    },
    readCurrentAccount: async () => {
      throw new RollcallError('UNSUPPORTED', `${system}: nobody signs in to a file.`, { system });
    },
    probe: async (call) => {
      const { hasGroups } = await file.read(call.isFresh);
      return { capabilities: hasGroups ? [] : withoutGroups };
    },
    groups: createGroups(file, system),
  };
}

const withoutGroups: readonly Capability[] = (['LIST_GROUPS', 'READ_GROUPS'] as const).map((operation) => ({
  operation,
  support: 'UNSUPPORTED',
  note: 'The file has no column "groups".',
}));

function pathOf(url: URL, system: string): PeopleFileOptions['path'] {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new RollcallError('INVALID_INPUT', `${system}: expected the url of a file on this machine.`, {
      system,
      field: ['url'],
      cause,
    });
  }
}

function toRead({ account, groups, attributes }: Person, projection: Projection): AccountRead {
  return {
    account,
    details: projection.has('details') ? succeeded({ kind: 'other', attributes }) : undefined,
    holdings: projection.has('groups') ? { groups: succeeded(groups.map((group) => ({ group }))) } : {},
  };
}

/** The file tells of groups only through their members, so a group nobody is in does not exist. */
function createGroups(file: PeopleFile, system: string): Connector['groups'] {
  const groupsIn = (persons: readonly Person[]): Map<string, Group> =>
    new Map(persons.flatMap((person) => person.groups).map((group) => [group.nativeId, group]));
  return {
    list: async function* (call) {
      const { persons } = await file.read(call.isFresh);
      yield [...groupsIn(persons).values()];
    },
    read: async (call, ids) => {
      const { persons } = await file.read(call.isFresh);
      const wanted = new Set(ids);
      return new Map([...groupsIn(persons)].filter(([id]) => wanted.has(id)));
    },
    members: async function* (call, groupId) {
      const { persons } = await file.read(call.isFresh);
      const members = persons.filter((person) => person.groups.some((group) => group.nativeId === groupId));
      if (members.length === 0) {
        throw new RollcallError('NOT_FOUND', `${system}: there is no group ${JSON.stringify(groupId)}.`, {
          system,
        });
      }
      yield members.map((person): Account => person.account);
    },
  };
}
