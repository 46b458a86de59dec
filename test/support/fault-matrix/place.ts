import type { Sandbox, SandboxSystem } from '#sandbox/sandbox.ts';
import type { Decoy } from '../gateway-decoy.ts';
import { all, withLimits, withSystem } from '../gateway-config.ts';
import { systemKeys } from '../gateway-query.ts';
import { startGatewayBefore } from '../start-stack.ts';
import type { Stack } from '../start-stack.ts';
import type { Certificates } from './certificates.ts';
import { openSecureDoor } from './secure-door.ts';
import type { SecureDoor } from './secure-door.ts';

/** How the gateway reaches the system that fails: plainly, with more time, over https, or by a name that nobody knows. */
export type Way = 'plain' | 'patient' | 'secure' | 'unknown name';
export const patientMs = 20_000;

/** One system that is made to fail, and a gateway for each way to it. */
export interface Place {
  readonly system: SandboxSystem;
  readonly sandbox: Sandbox;
  readonly door: SecureDoor;
  readonly certificates: Certificates;
  readonly decoy: Decoy;
  readonly gateways: Readonly<Record<Way, Stack>>;
  readonly timeoutMs: number;
  stop(): Promise<void>;
}

/** Small enough that a test can exceed it. */
export const maxAnswerBytes = 1_048_576;

export interface Surroundings {
  readonly sandbox: Sandbox;
  readonly certificates: Certificates;
  readonly decoy: Decoy;
  readonly retries: number;
  /** Of the system that fails. */
  readonly timeoutMs: number;
}

export async function openPlace(
  system: SandboxSystem,
  { sandbox, certificates, decoy, retries, timeoutMs }: Surroundings,
): Promise<Place> {
  const door = await openSecureDoor(sandbox.urls[system], certificates.good);
  // Cells must not influence one another: no breaker, and refused credentials are tried again at once.
  const settings = { retries, breaker: '{ failures: 0 }', signInRetryMs: 1 };
  // The others have time, so that a busy machine does not look like a fault of theirs.
  const patient = systemKeys.map((key) => withSystem(key, { timeoutMs: patientMs, maxConcurrency: 32 }));
  const start = async (url: string, time = timeoutMs): Promise<Stack> =>
    startGatewayBefore(
      sandbox,
      all(
        ...patient,
        withSystem(system, { ...settings, timeoutMs: time, url }),
        withLimits({ maxAnswerBytes }),
      ),
    );
  const gateways = {
    plain: await start(sandbox.urls[system]),
    patient: await start(sandbox.urls[system], patientMs),
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
    timeoutMs,
    stop: async () => {
      await Promise.all(Object.values(gateways).map((gateway) => gateway.stop()));
      await door.close();
    },
  };
}
