import type { Company } from './company/company.ts';
import { createForemanSimulator } from './foreman/simulator.ts';
import type { ForemanSwitches } from './foreman/switches.ts';
import { CallLog } from './kernel/call-log.ts';
import type { RecordedCall } from './kernel/call-log.ts';
import { FaultSchedule } from './kernel/faults.ts';
import type { FaultRule } from './kernel/faults.ts';
import { listen } from './kernel/listener.ts';
import type { Listener } from './kernel/listener.ts';
import { createRandom } from './kernel/random.ts';
import type { Simulator, SimulatorSurroundings } from './kernel/simulator.ts';
import { createSquashSimulator } from './squash/simulator.ts';
import type { SquashSwitches } from './squash/switches.ts';
import { createTeamCitySimulator } from './teamcity/simulator.ts';
import type { TeamCitySwitches } from './teamcity/switches.ts';
import { createZephyrSimulator } from './zephyr/simulator.ts';
import type { ZephyrSwitches } from './zephyr/switches.ts';

export type SandboxSystem = 'zephyr' | 'foreman' | 'squash' | 'teamcity';
export const sandboxSystems: readonly SandboxSystem[] = ['zephyr', 'foreman', 'squash', 'teamcity'];

export interface SandboxOptions {
  readonly company: Company;
  /** Ports by system; a free one where absent. */
  readonly ports?: Partial<Record<SandboxSystem, number>>;
  /** How each server behaves where its contract leaves that open. */
  readonly switches?: {
    readonly zephyr?: Partial<ZephyrSwitches>;
    readonly foreman?: Partial<ForemanSwitches>;
    readonly squash?: Partial<SquashSwitches>;
    readonly teamcity?: Partial<TeamCitySwitches>;
  };
  readonly now?: () => Date;
  readonly randomSeed?: number;
}

export interface Sandbox {
  /** Base URL of each server as an operator would configure it, context path included. */
  readonly urls: Readonly<Record<SandboxSystem, string>>;
  /** The calls received since the start or the last `reset`. */
  calls(system?: SandboxSystem): readonly RecordedCall[];
  /** Makes matching calls to one server go wrong; returns a function that takes the rule back. */
  fail(system: SandboxSystem, rule: FaultRule): () => void;
  /** Takes all faults back; data and recorded calls stay. */
  heal(): void;
  /** Forgets the recorded calls only. */
  forgetCalls(): void;
  /** Back to the seed: data, sessions, counters, faults and recorded calls. */
  reset(): void;
  stop(): Promise<void>;
}

/** Starts the four simulated servers in this process, each on its own loopback port. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const calls = new CallLog();
  const simulators = createSimulators(options);
  const faults = mapSystems(() => new FaultSchedule());
  const started: Listener[] = [];
  const urls = {} as Record<SandboxSystem, string>;
  try {
    for (const system of sandboxSystems) {
      const { simulator, basePath } = simulators[system];
      const port = options.ports?.[system] ?? 0;
      const listener = await listen({ system, simulator, calls, faults: faults[system], port });
      started.push(listener);
      urls[system] = listener.origin + basePath;
    }
  } catch (error) {
    await Promise.all(started.map((listener) => listener.stop()));
    throw error;
  }
  return {
    urls,
    calls: (system) => calls.list(system),
    fail: (system, rule) => faults[system].add(rule),
    heal: () => {
      for (const system of sandboxSystems) faults[system].clear();
    },
    forgetCalls: () => calls.clear(),
    reset: () => {
      for (const system of sandboxSystems) {
        simulators[system].simulator.reset();
        faults[system].clear();
      }
      calls.clear();
    },
    stop: async () => {
      await Promise.all(started.map((listener) => listener.stop()));
    },
  };
}

interface PlacedSimulator {
  readonly simulator: Simulator;
  readonly basePath: string;
}

function createSimulators(options: SandboxOptions): Record<SandboxSystem, PlacedSimulator> {
  const { company, switches = {}, now = () => new Date(), randomSeed = 1 } = options;
  const surroundings = (offset: number): SimulatorSurroundings => ({
    now,
    random: createRandom(randomSeed + offset),
  });
  const squash = createSquashSimulator({
    seed: company.squash,
    switches: switches.squash,
    ...surroundings(2),
  });
  const teamcity = createTeamCitySimulator({
    seed: company.teamcity,
    switches: switches.teamcity,
    ...surroundings(3),
  });
  return {
    zephyr: {
      simulator: createZephyrSimulator({
        seed: company.zephyr,
        switches: switches.zephyr,
        ...surroundings(0),
      }),
      basePath: '',
    },
    foreman: {
      simulator: createForemanSimulator({
        seed: company.foreman,
        switches: switches.foreman,
        ...surroundings(1),
      }),
      basePath: '',
    },
    squash: { simulator: squash, basePath: squash.basePath },
    teamcity: { simulator: teamcity, basePath: teamcity.basePath },
  };
}

function mapSystems<T>(make: (system: SandboxSystem) => T): Record<SandboxSystem, T> {
  return {
    zephyr: make('zephyr'),
    foreman: make('foreman'),
    squash: make('squash'),
    teamcity: make('teamcity'),
  };
}
