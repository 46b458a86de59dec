import { sandboxSystems, startSandbox } from '#sandbox/sandbox.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { startControl } from '#sandbox/control.ts';
import type { Arguments } from './arguments.ts';
import { chooseCompany } from './company.ts';
import { sandboxConfig } from './sandbox-config.ts';
import { untilStopped } from './until-stopped.ts';

const firstPort = 4100;

/** Only the simulated servers, until told to stop. */
export async function sandbox(args: Arguments): Promise<number> {
  const first = args.port ?? firstPort;
  const company = await chooseCompany(args.population);
  const running = await startSandbox({ company, ports: portsFrom(first) });
  const control = await startControl(running, first === 0 ? 0 : first + sandboxSystems.length);
  process.stdout.write(`Sandbox "${company.name}". A configuration for it:

${sandboxConfig(running.urls)}
Calls received: GET ${control.url}/calls · forget them: DELETE ${control.url}/calls · back to the seed: POST ${control.url}/reset

Stop with Ctrl+C, or from another terminal: kill ${process.pid}
`);
  await untilStopped();
  await control.stop();
  await running.stop();
  return 0;
}

function portsFrom(first: number): Partial<Record<SandboxSystem, number>> {
  if (first === 0) return {};
  return Object.fromEntries(sandboxSystems.map((system, index) => [system, first + index]));
}
