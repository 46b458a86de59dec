import { sandboxSystems, startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox, SandboxSystem } from '#sandbox/sandbox.ts';
import type { Company } from '#sandbox/company/company.ts';
import { startControl } from '#sandbox/control.ts';
import type { Arguments } from './arguments.ts';
import { cannotListen } from './cannot-listen.ts';
import { chooseCompany } from './company.ts';
import { sandboxConfig } from './sandbox-config.ts';
import { untilStopped } from './until-stopped.ts';

const firstPort = 4100;

/** Only the simulated servers, until told to stop. */
export async function sandbox(args: Arguments): Promise<number> {
  const first = args.port ?? firstPort;
  const company = await chooseCompany(args.population);
  const started = await startOrExplain(company, first);
  if (started === undefined) return 1;
  const { running, control } = started;
  // Before anybody is told that it runs and could want it to stop.
  const stopped = untilStopped();
  process.stdout.write(`Sandbox "${company.name}". A configuration for it:

${sandboxConfig(running.urls)}
Calls received: GET ${control.url}/calls · forget them: DELETE ${control.url}/calls · back to the seed: POST ${control.url}/reset
Make it fail: POST ${control.url}/faults · take that back: DELETE ${control.url}/faults

Stop with Ctrl+C, or from another terminal: kill ${process.pid}
`);
  await stopped;
  await control.stop();
  await running.stop();
  return 0;
}

async function startOrExplain(company: Company, first: number) {
  let running: Sandbox | undefined;
  try {
    running = await startSandbox({ company, ports: portsFrom(first) });
    const control = await startControl(running, first === 0 ? 0 : first + sandboxSystems.length);
    return { running, control };
  } catch (error) {
    await running?.stop();
    const explanation = cannotListen(error, '127.0.0.1', first, '--port (five in a row must be free)');
    if (explanation === undefined) throw error;
    process.stderr.write(explanation);
    return undefined;
  }
}

function portsFrom(first: number): Partial<Record<SandboxSystem, number>> {
  if (first === 0) return {};
  return Object.fromEntries(sandboxSystems.map((system, index) => [system, first + index]));
}
