import type { BaseLogger } from 'pino';

/**
 * A promise that fails unheard is a defect of ours. It is written down and counted by whoever watches the log; ending the
 * process would fail everybody's requests for it.
 */
export function logUnhandled(log: BaseLogger): { readonly stop: () => void } {
  const onUnhandled = (reason: unknown): void => log.error({ err: reason }, 'defect: unhandled rejection');
  process.on('unhandledRejection', onUnhandled);
  return { stop: () => void process.off('unhandledRejection', onUnhandled) };
}
