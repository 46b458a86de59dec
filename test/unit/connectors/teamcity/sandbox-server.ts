import { onTestFinished } from 'vitest';
import type { Connector } from '#connectors/connector.ts';
import type { TeamCitySeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createTeamCitySimulator } from '#sandbox/teamcity/simulator.ts';
import type { TeamCitySwitches } from '#sandbox/teamcity/switches.ts';
import { connectorAt, testNow } from './upstream.ts';

export interface SandboxServer {
  readonly connector: Connector;
  readonly faults: FaultSchedule;
  /** Calls since the last time this was asked. */
  readonly callsMade: () => number;
}

/** A connector in front of the simulated server. */
export async function startSandboxServer(
  seed: TeamCitySeed,
  switches: Partial<TeamCitySwitches> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Promise<SandboxServer> {
  const simulator = createTeamCitySimulator({
    seed,
    switches: { requestLineLimit: 4096, ...switches },
    now: () => new Date(testNow),
    random: createRandom(5),
  });
  const calls = new CallLog();
  const faults = new FaultSchedule();
  const listener = await listen({ system: 'teamcity', simulator, calls, faults, port: 0 });
  onTestFinished(async () => listener.stop());
  return {
    connector: connectorAt(listener.origin + simulator.basePath, settings),
    faults,
    callsMade: () => {
      const count = calls.total;
      calls.clear();
      return count;
    },
  };
}
