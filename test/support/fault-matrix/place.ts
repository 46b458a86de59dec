import type { Sandbox, SandboxSystem } from '#sandbox/sandbox.ts';
import type { Decoy } from '../gateway-decoy.ts';
import { all, withLimits, withSystem } from '../gateway-config.ts';
import { systemKeys } from '../gateway-query.ts';
import { startGatewayBefore } from '../start-stack.ts';
import type { Stack } from '../start-stack.ts';
import type { Certificates } from './certificates.ts';
import { openSecureDoor } from './secure-door.ts';
import type { SecureDoor } from './secure-door.ts';

/** How the gateway reaches the system that fails: plainly, over https, or by a name that nobody knows. */
export type Way = 'plain' | 'secure' | 'unknown name';

/** One system that is made to fail, and a gateway for each way to it. */
export interface Place {
  readonly system: SandboxSystem;
  readonly sandbox: Sandbox;
  readonly door: SecureDoor;
  readonly certificates: Certificates;
  readonly decoy: Decoy;
  readonly gateways: Readonly<Record<Way, Stack>>;
  stop(): Promise<void>;
}

export const timeoutMs = 600;
/** Small enough that a test can exceed it. */
export const maxAnswerBytes = 1_048_576;

export interface Surroundings {
  readonly sandbox: Sandbox;
  readonly certificates: Certificates;
  readonly decoy: Decoy;
  readonly retries: number;
}

export async function openPlace(
  system: SandboxSystem,
  { sandbox, certificates, decoy, retries }: Surroundings,
): Promise<Place> {
  const door = await openSecureDoor(sandbox.urls[system], certificates.good);
  // Cells must not influence one another: no breaker, and refused credentials are tried again at once.
  const settings = { timeoutMs, retries, breaker: '{ failures: 0 }', signInRetryMs: 1 };
  // The others have time, so that a busy machine does not look like a fault of theirs.
  const patient = systemKeys.map((key) => withSystem(key, { timeoutMs: 20_000, maxConcurrency: 32 }));
  const start = async (url: string): Promise<Stack> =>
    startGatewayBefore(
      sandbox,
      all(...patient, withSystem(system, { ...settings, url }), withLimits({ maxAnswerBytes })),
    );
  const gateways = {
    plain: await start(sandbox.urls[system]),
    secure: await start(door.url),
    'unknown name': await start(
      sandbox.urls[system].replace(/^http:\/\/[^/]+/u, `https://${system}.invalid`),
    ),
  };
  return {
    system,
    sandbox,
    door,
    certificates,
    decoy,
    gateways,
    stop: async () => {
      await Promise.all(Object.values(gateways).map((gateway) => gateway.stop()));
      await door.close();
    },
  };
}
