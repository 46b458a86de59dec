import pMap from 'p-map';
import type { AccountsRead, Call } from '#connectors/connector.ts';
import type { Remembered } from '#connectors/remembered.ts';
import { asRollcallError, RollcallError } from '#domain/errors.ts';
import { anyOf, eachOf } from './any-of.ts';
import type { AnyOf } from './any-of.ts';
import { inBatches } from './batches.ts';
import type { TeamCityClient } from './client.ts';
import { allAreWanted } from './wanted-account.ts';
import type { WantedAccount } from './wanted-account.ts';
import type { WireAccount } from './wire.ts';

export interface AccountRows {
  readonly rows: readonly WireAccount[];
  readonly failed: AccountsRead['failed'];
}

export interface AccountRowsParts {
  readonly system: string;
  readonly client: TeamCityClient;
  readonly anyOf: AnyOf;
  /** Whether identities, by fingerprint, may list accounts, as far as known. */
  readonly mayViewAll: Remembered<boolean>;
}

const fewBatches = { concurrency: 4 };
const fewSingles = { concurrency: 6 };

/** Rows of the accounts wanted: a call per hundred where the server and the rights allow it (teamcity.md 4). */
export async function readAccountRows(
  parts: AccountRowsParts,
  call: Call,
  wanted: readonly WantedAccount[],
  fields: string,
): Promise<AccountRows> {
  const batches = inBatches(wanted, (batch) =>
    parts.client.accountsLineLength(anyOf(batch.map((one) => one.locator)), fields),
  );
  const read = await pMap(batches, async (batch) => readBatch(parts, call, batch, fields), fewBatches);
  return { rows: read.flatMap(({ rows }) => rows), failed: read.flatMap(({ failed }) => failed) };
}

/** A failure of the batch is one of each account in it; refused credentials are one of the whole read. */
async function readBatch(
  parts: AccountRowsParts,
  call: Call,
  batch: readonly WantedAccount[],
  fields: string,
): Promise<AccountRows> {
  try {
    if (batch.length === 1) return await readSingly(parts, call, batch, fields);
    return (
      (await readTogether(parts, call, batch, fields)) ??
      (await readEach(parts, call, batch, fields)) ??
      (await readSingly(parts, call, batch, fields))
    );
  } catch (error) {
    return {
      rows: [],
      failed: batch.map(({ wanted }) => ({ wanted, error: failureOf(error, parts, call) })),
    };
  }
}

/** `or:(…)`: what does not exist is left out. Undefined where it cannot be used. */
async function readTogether(
  parts: AccountRowsParts,
  call: Call,
  batch: readonly WantedAccount[],
  fields: string,
): Promise<AccountRows | undefined> {
  const { client, mayViewAll } = parts;
  const { fingerprint } = call.identity;
  if (!parts.anyOf.isUsable() || mayViewAll.get(fingerprint) === false) return undefined;
  try {
    const rows = await client.accounts(call, { matching: anyOf(batch.map((one) => one.locator)) }, fields);
    if (!allAreWanted(rows, batch)) {
      parts.anyOf.noteFails();
      return undefined;
    }
    if (rows.length > 1) parts.anyOf.noteWorks();
    // Read as "and" it would bring nobody as well.
    if (rows.length === 0 && !(await parts.anyOf.prove(call))) return undefined;
    return { rows, failed: [] };
  } catch (error) {
    if (isCode(error, 'UPSTREAM_FORBIDDEN')) mayViewAll.set(fingerprint, false);
    else if (isStatus(error, 400) || isStatus(error, 404)) parts.anyOf.noteFails();
    else throw error;
    return undefined;
  }
}

/** `item:(…)`: needs no right to list, but fails as a whole if one of them is missing or hidden. */
async function readEach(
  parts: AccountRowsParts,
  call: Call,
  batch: readonly WantedAccount[],
  fields: string,
): Promise<AccountRows | undefined> {
  try {
    const rows = await parts.client.accounts(
      call,
      { matching: eachOf(batch.map((one) => one.locator)) },
      fields,
    );
    const areAllThere = batch.every((one) => rows.some((row) => one.matches(row)));
    return areAllThere && allAreWanted(rows, batch) ? { rows, failed: [] } : undefined;
  } catch (error) {
    if (isCode(error, 'UPSTREAM_FORBIDDEN') || isStatus(error, 400) || isStatus(error, 404)) return undefined;
    throw error;
  }
}

async function readSingly(
  parts: AccountRowsParts,
  call: Call,
  batch: readonly WantedAccount[],
  fields: string,
): Promise<AccountRows> {
  const rows: WireAccount[] = [];
  const failed: AccountsRead['failed'][number][] = [];
  const read = async (one: WantedAccount): Promise<void> => {
    try {
      const row = await parts.client.account(call, one.locator, fields);
      if (row === undefined) return;
      if (!one.matches(row)) throw otherAccount(parts.system, one);
      rows.push(row);
    } catch (error) {
      failed.push({ wanted: one.wanted, error: failureOf(error, parts, call) });
    }
  };
  await pMap(batch, read, fewSingles);
  return { rows, failed };
}

/** The failure of one account; thrown on where it concerns all of them. */
function failureOf(error: unknown, parts: AccountRowsParts, call: Call): RollcallError {
  if (call.signal.aborted || isCode(error, 'UPSTREAM_UNAUTHENTICATED')) throw error;
  return asRollcallError(error, parts.system);
}

function otherAccount(system: string, { locator }: WantedAccount): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: asked for the account ${locator}, the server answered with another one.`,
    { system },
  );
}

function isCode(error: unknown, code: RollcallError['code']): boolean {
  return error instanceof RollcallError && error.code === code;
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof RollcallError && error.httpStatus === status;
}
