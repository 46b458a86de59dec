import { pino } from 'pino';
import type { Logger } from 'pino';

/** One JSON object a line, on standard error: standard output is for what people asked to see. */
export function createLog(level: string): Logger {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}
