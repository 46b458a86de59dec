import type { GatewayConfig } from '#config/config.ts';
import { ConfigurationError } from '#config/mistakes.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Gateway } from '#gateway.ts';

export interface HangupOptions {
  readonly gateway: Pick<Gateway, 'reload'>;
  /** Reads the configuration anew; undefined where there is none to read. */
  readonly read: (() => Promise<GatewayConfig>) | undefined;
  /** Told in sentences for people what became of it. */
  readonly say: (text: string) => void;
  readonly onReload: (isUsed: boolean) => void;
  readonly complain: (text: string) => void;
}

/** At each SIGHUP the configuration is read anew, one signal after the other; a bad one changes nothing. */
export function reloadOnHangup(options: HangupOptions): { stop(): void } {
  let turn = Promise.resolve();
  const onHangup = (): void => {
    turn = turn.then(() => reload(options));
  };
  process.on('SIGHUP', onHangup);
  return { stop: () => process.off('SIGHUP', onHangup) };
}

async function reload({ gateway, read, say, complain, onReload }: HangupOptions): Promise<void> {
  if (read === undefined) {
    complain('There is no configuration to read anew: the sandbox has none.\n');
    return;
  }
  try {
    const unchangeable = await gateway.reload(await read());
    onReload(true);
    say('The configuration was read anew and is in use; what is under way ends by the old one.\n');
    if (unchangeable.length > 0) complain(`These take a restart: ${unchangeable.join(', ')}.\n`);
  } catch (error) {
    onReload(false);
    complain(`${reasonOf(error)}\nThe configuration stays as it was.\n`);
  }
}

/** Only what is known to be fit for people: another error may quote the file. */
function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof RollcallError) return error.message;
  return `The configuration could not be put to use (${error instanceof Error ? error.name : 'unknown error'}).`;
}
