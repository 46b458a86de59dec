import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { GatewayConfig } from '#config/config.ts';
import { parseConfig, readConfig } from '#config/read-config.ts';
import { startGateway } from '#gateway.ts';
import { createMetrics } from '#metrics/create-metrics.ts';
import type { Metrics } from '#metrics/create-metrics.ts';
import type { Arguments } from './arguments.ts';
import { cannotListen } from './cannot-listen.ts';
import { createLog } from './log.ts';
import { logUnhandled } from './log-unhandled.ts';
import { reloadOnHangup } from './reload-on-hangup.ts';
import { sandboxConfig } from './sandbox-config.ts';
import { untilStopped } from './until-stopped.ts';

interface Prepared {
  readonly config: GatewayConfig;
  /** Reads it anew; absent where it comes from no file. */
  readonly read?: () => Promise<GatewayConfig>;
  /** Lines for people about what is served. */
  readonly about: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Serves until told to stop; then finishes what is under way. */
export async function serve(args: Arguments): Promise<number> {
  const prepared = args.config === undefined ? await prepareSandbox(args) : await prepareFile(args.config);
  const config = withPort(prepared.config, args.port);
  const log = createLog(config.log.level);
  try {
    const metrics = createMetrics();
    metrics.watchProcess();
    const gateway = await startOrExplain(config, log, metrics);
    if (gateway === undefined) return 1;
    const { read } = prepared;
    // Before anybody is told that it runs and could want it to stop.
    const stopped = untilStopped();
    const listeners = [
      logUnhandled(log),
      reloadOnHangup({
        gateway,
        read: read === undefined ? undefined : async () => withPort(await read(), args.port),
        onReload: metrics.reloaded,
        say: (text) => process.stdout.write(text),
        complain: (text) => process.stderr.write(text),
      }),
    ];
    process.stdout.write(banner(gateway.url, prepared, config));
    await stopped;
    process.stdout.write('Stopping: requests under way are finished first.\n');
    await gateway.stop();
    for (const listener of listeners) listener.stop();
    return 0;
  } finally {
    await prepared.stop();
  }
}

async function prepareFile(file: string): Promise<Prepared> {
  const read = (): Promise<GatewayConfig> => readConfig(file, { environment: process.env });
  const config = await read();
  const about = config.systems.map(
    (system) => `  ${system.key.padEnd(12)} ${system.url.href} (${system.kind})`,
  );
  return { config, read, about: [`Systems of ${file}:`, ...about], stop: async () => undefined };
}

/** The sandbox is loaded only where it is wanted. */
async function prepareSandbox(args: Arguments): Promise<Prepared> {
  const { startSandbox, sandboxSystems } = await import('#sandbox/sandbox.ts');
  const { chooseCompany } = await import('./company.ts');
  const company = await chooseCompany(args.population);
  const sandbox = await startSandbox({ company });
  const text = `${sandboxConfig(sandbox.urls)}log: { level: "\${ROLLCALL_LOG:-warn}" }\n`;
  const config = await parseConfig(text, 'sandbox.yaml', { environment: process.env });
  // What was changed in a sandbox is gone with it, and so are its records.
  const dataDirectory = mkdtempSync(join(tmpdir(), 'rollcall-sandbox-'));
  const lines = sandboxSystems.map((system) => `  ${system.padEnd(12)} ${sandbox.urls[system]}`);
  return {
    config: { ...config, dataDirectory },
    about: [`Sandbox "${company.name}", four simulated servers:`, ...lines],
    stop: async () => {
      await sandbox.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function withPort(config: GatewayConfig, port: number | undefined): GatewayConfig {
  return port === undefined ? config : { ...config, server: { ...config.server, port } };
}

async function startOrExplain(config: GatewayConfig, log: Logger, metrics: Metrics) {
  try {
    return await startGateway(config, log, metrics);
  } catch (error) {
    const { host, port } = config.server;
    const explanation = cannotListen(error, host, port, '--port or server.port');
    if (explanation === undefined) throw error;
    process.stderr.write(explanation);
    return undefined;
  }
}

function banner(url: string, { about, read }: Prepared, config: GatewayConfig): string {
  const { mode } = config.auth;
  const shown = mode === 'keys' ? '<your key>' : '<a token of your issuer>';
  const key = mode === 'none' ? '' : ` -H 'authorization: Bearer ${shown}'`;
  const browser = config.server.graphiql
    ? `Rollcall is at ${url} (GraphiQL in a browser).`
    : `Rollcall is at ${url}.`;
  const anew = read === undefined ? '' : `Read the configuration anew: kill -HUP ${process.pid}\n`;
  return `${about.join('\n')}

${browser}

A first query:
  curl -s ${url} -H 'content-type: application/json'${key} -d '{"query":"{ users(first: 5, filter: { search: \\"ada\\" }) { totalCount isComplete nodes { system { key } login displayName email status } } }"}'

Stop with Ctrl+C, or from another terminal: kill ${process.pid}
${anew}`;
}
