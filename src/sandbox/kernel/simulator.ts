import type { SandboxReply, SandboxRequest } from './exchange.ts';
import type { Random } from './random.ts';

/** One simulated upstream. It knows nothing of sockets: the listener does those, records calls and plays faults. */
export interface Simulator {
  handle(request: SandboxRequest): SandboxReply | Promise<SandboxReply>;
  /** Forgets every write, session and counter: back to the seed. */
  reset(): void;
}

/** What every simulator is given. Time and chance come in from outside so that runs can be repeated. */
export interface SimulatorSurroundings {
  readonly now: () => Date;
  readonly random: Random;
}
