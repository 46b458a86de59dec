import type { ForemanSeed } from '../company/company.ts';
import { createRandom } from '../kernel/random.ts';
import type { Simulator, SimulatorSurroundings } from '../kernel/simulator.ts';
import { handle } from './handle.ts';
import { LoginGuard } from './login-guard.ts';
import { contentsOfPopulation } from './population.ts';
import type { ForemanPopulation } from './population.ts';
import { releaseOf } from './release.ts';
import { foremanRouter } from './routes/all.ts';
import { searchFields } from './search-fields/all.ts';
import { contentsOfSeed } from './seed-contents.ts';
import type { ForemanServer } from './server.ts';
import { Sessions } from './sessions.ts';
import { withSingleOrganization } from './single-organization.ts';
import { ForemanStore } from './store.ts';
import type { StoreContents } from './store.ts';
import { foremanSwitchDefaults } from './switches.ts';
import type { ForemanSwitches } from './switches.ts';

/** What the server holds at first: a company's seed, or a whole server written down. */
type ForemanState = { readonly seed: ForemanSeed } | { readonly population: ForemanPopulation };

export type ForemanSimulatorOptions = ForemanState &
  SimulatorSurroundings & { readonly switches?: Partial<ForemanSwitches> | undefined };

/** A Foreman over users, groups, roles, filters and access tokens (foreman.md), traps included. */
export function createForemanSimulator(options: ForemanSimulatorOptions): Simulator {
  const switches = { ...foremanSwitchDefaults, ...settingsOf(options), ...options.switches };
  const router = foremanRouter(releaseOf(switches));
  // Made-up token values are the same after every reset.
  const seedOfTokens = options.random.below(2 ** 31);
  const start = (): ForemanServer => startServer(options, switches, seedOfTokens);
  let server = start();
  return {
    handle: (request) => handle(server, router, request),
    reset: () => {
      server = start();
    },
  };
}

/** A written-down server brings its settings along. */
function settingsOf(options: ForemanSimulatorOptions): Partial<ForemanSwitches> {
  if (!('population' in options)) return {};
  const { server } = options.population;
  return {
    reportedVersion: server.version,
    entriesPerPage: server.entries_per_page,
    failedLoginLimit: server.failed_login_attempts_limit,
    failedLoginWindowSeconds: server.failed_login_window_seconds,
  };
}

function startServer(
  options: ForemanSimulatorOptions,
  switches: ForemanSwitches,
  seedOfTokens: number,
): ForemanServer {
  const { now, random } = options;
  const contents = contentsOf(options, seedOfTokens);
  const store = new ForemanStore(switches.singleOrganization ? withSingleOrganization(contents) : contents);
  const release = releaseOf(switches);
  return {
    store,
    release,
    fields: searchFields(store, release),
    sessions: new Sessions(random, switches.sessionIdleSeconds),
    guard: new LoginGuard(switches.failedLoginLimit, switches.failedLoginWindowSeconds),
    switches,
    now,
    random,
  };
}

function contentsOf(options: ForemanSimulatorOptions, seedOfTokens: number): StoreContents {
  return 'population' in options
    ? contentsOfPopulation(options.population, options.now().getTime())
    : contentsOfSeed(options.seed, createRandom(seedOfTokens));
}
