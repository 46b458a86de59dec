import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import pMap from 'p-map';
import { readCompany } from '#sandbox/company/read-company.ts';
import { sandboxSystems, startSandbox } from '#sandbox/sandbox.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { startDecoy } from '../gateway-decoy.ts';
import { makeCertificates } from './certificates.ts';
import { matrixFaults } from './faults.ts';
import { openPlace } from './place.ts';
import type { Surroundings } from './place.ts';
import { questionsFor } from './questions.ts';
import type { Cell, Healthy } from './try-fault.ts';
import { tryFault } from './try-fault.ts';

/** The cells of each fault, by its name and the system that it hit. */
export type Matrix = ReadonlyMap<string, Readonly<Record<SandboxSystem, readonly Cell[]>>>;

export interface MatrixOptions {
  readonly retries: number;
  /** Of the system that fails. */
  readonly timeoutMs: number;
  /** Systems tried at the same time, each with its own gateways; one where times are to be figures. */
  readonly atOnce: number;
}

/** Every fault on every system under every question. */
export async function tryAll({ retries, timeoutMs, atOnce }: MatrixOptions): Promise<Matrix> {
  const certificates = makeCertificates();
  // What `NODE_EXTRA_CA_CERTS` does for a process that is yet to start.
  const known = getCACertificates();
  setDefaultCACertificates([...known, certificates.authority]);
  const decoy = await startDecoy();
  try {
    const columns = await pMap(
      sandboxSystems,
      async (system) => tryOn(system, { certificates, decoy, retries, timeoutMs }),
      { concurrency: atOnce },
    );
    return new Map(matrixFaults.map(({ name }) => [name, rowOf(name, columns)]));
  } finally {
    await decoy.stop();
    setDefaultCACertificates(known);
  }
}

type Column = ReadonlyMap<string, readonly Cell[]>;

function rowOf(fault: string, columns: readonly Column[]): Record<SandboxSystem, readonly Cell[]> {
  const row = sandboxSystems.map((system, index) => [system, columns[index]?.get(fault) ?? []] as const);
  return Object.fromEntries(row) as Record<SandboxSystem, readonly Cell[]>;
}

async function tryOn(system: SandboxSystem, surroundings: Omit<Surroundings, 'sandbox'>): Promise<Column> {
  const sandbox = await startSandbox({ company: readCompany() });
  const place = await openPlace(system, { sandbox, ...surroundings });
  try {
    const goodDay: Healthy[] = [];
    for (const question of await questionsFor(place.gateways.plain)) {
      const told = await question.ask(place.gateways.plain);
      if (told.problems.length > 0) throw new Error(`${question.name}: ${JSON.stringify(told.problems)}`);
      goodDay.push({ question, told });
    }
    const column = new Map<string, readonly Cell[]>();
    for (const fault of matrixFaults) column.set(fault.name, await tryFault(place, fault, goodDay));
    return column;
  } finally {
    await place.stop();
    await sandbox.stop();
  }
}
