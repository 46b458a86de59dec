import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadConnector } from '#connectors/registry.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import type { ManagedHttp } from '#http/managed-http.ts';
import type { ForemanUserSeed } from '#sandbox/company/company.ts';
import { readCompany } from '#sandbox/company/read-company.ts';
import type { Running, StartOptions, Subject } from '../subject.ts';
import { heldText, instant, joined, sortedOnce } from '../truth.ts';
import type { AccountTruth, Truth } from '../truth.ts';
import { singleAttempts } from '../../support/single-attempts.ts';

const system = 'csv';
const examples = new URL('../../../examples/csv-connector/', import.meta.url);
const difficultLogins = ['a/b', 'a:b', 'a,b', 'a (b)', 'a%25b', 'a"b', "a'b", 'a;b', 'контракт', '7'];

export const csvSubject: Subject = {
  name: 'the CSV example',
  holdings: ['groups'],
  catalogues: ['group'],
  accountsOf: ['group'],
  hasProjectGrants: false,
  tokens: 'none',
  hasCurrentAccount: false,
  hasVersion: false,
  loginCase: 'ignored',
  start: startCsv,
};

/** The people of the company who are in Foreman, exported as a file; one group has no members and so is not there. */
async function startCsv({ company = readCompany() }: StartOptions = {}): Promise<Running> {
  const people = [...company.foreman.users, ...difficultLogins.map((login) => ({ login }))];
  const accounts = people.map(accountTruth);
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-contract-'));
  const path = join(folder, 'people.csv');
  await writeFile(path, tableOf(people, accounts));
  const module = await loadConnector('./connector.ts', fileURLToPath(examples));
  const opened: ManagedHttp[] = [];
  return {
    system,
    truth: truthOf(accounts),
    connect: ({ settings = {} } = {}) => {
      const url = pathToFileURL(path);
      const http = createHttp({
        ...singleAttempts,
        system,
        url,
        timeoutMs: 1000,
        maxConcurrency: 1,
        maxBytes: 1000,
      });
      opened.push(http);
      return module.create({ system, url, settings: module.settings.parse(settings), http, now: Date.now });
    },
    call: (changes = {}) => ({
      identity: createIdentity('', false),
      signal: AbortSignal.timeout(15_000),
      requestId: 'contract',
      isBulk: false,
      isFresh: false,
      ...changes,
    }),
    stop: async () => {
      for (const http of opened) http.close();
      await rm(folder, { recursive: true });
    },
  };
}

function accountTruth(user: ForemanUserSeed, index: number): AccountTruth {
  return {
    id: `E-${(index * 37) % 1009}`,
    login: user.login,
    firstName: user.firstname,
    lastName: user.lastname,
    displayName: joined(user.firstname, user.lastname) || user.login,
    email: user.mail,
    status: user.disabled === true ? 'DISABLED' : 'ACTIVE',
    isAdministrator: user.admin ?? false,
    lastLoginAt: instant(user.lastLoginAt),
    holdings: {
      groups: sortedOnce((user.usergroups ?? []).map((name) => heldText({ thing: name }))),
    },
    secrets: [],
  };
}

function truthOf(accounts: readonly AccountTruth[]): Truth {
  const groups = sortedOnce(accounts.flatMap(({ holdings }) => holdings.groups ?? []));
  return { accounts, entities: { group: groups.map((name) => ({ id: name, name })) } };
}

function tableOf(people: readonly ForemanUserSeed[], accounts: readonly AccountTruth[]): string {
  const rows = people.map((person, index) => {
    const {
      id = '',
      login,
      firstName,
      lastName,
      email,
      status,
      isAdministrator,
      holdings,
    } = accounts[index] ?? {};
    const isActive = String(status === 'ACTIVE');
    const groups = holdings?.groups?.join(';');
    return [
      id,
      login,
      firstName,
      lastName,
      email,
      isActive,
      String(isAdministrator),
      person.lastLoginAt,
      groups,
    ];
  });
  const header = [
    'id',
    'login',
    'firstName',
    'lastName',
    'email',
    'active',
    'administrator',
    'lastLogin',
    'groups',
  ];
  return [header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n');
}

function quoted(value = ''): string {
  return /[",\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
