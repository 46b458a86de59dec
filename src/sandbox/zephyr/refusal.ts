import { STATUS_CODES } from 'node:http';
import { emptyReply } from '../kernel/exchange.ts';
import type { SandboxReply } from '../kernel/exchange.ts';
import { jacksonReply } from './jackson.ts';
import type { ZephyrSwitches } from './switches.ts';

/**
 * A call that ends otherwise than well; thrown anywhere below the simulator, answered in one place. Without a
 * message the body is empty.
 */
export class Refusal extends Error {
  readonly status: number;
  /** Internal code of the server; its reason phrase where there is none. */
  readonly code: string | undefined;

  constructor(status: number, message = '', code?: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

export function missing(field: string): Refusal {
  return new Refusal(400, `${field} cannot be null.`, '141z05');
}

export function invalid(message: string): Refusal {
  return new Refusal(400, message, '103z05');
}

export function forbidden(): Refusal {
  return new Refusal(403, 'You are not authorized to perform this operation.');
}

/** A by-id read of something that is not there: 500 unless switched (zephyr.md 1.6). */
export function unknownId(switches: ZephyrSwitches, what: string, id: number): Refusal {
  if (switches.unknownId === 204) return new Refusal(204);
  return unknownTarget(switches, what, id);
}

/** A write to something that is not there; a write never answers 204. */
export function unknownTarget(switches: ZephyrSwitches, what: string, id: number): Refusal {
  return switches.unknownId === 404
    ? new Refusal(404)
    : new Refusal(500, `No row with the given identifier exists: [com.thed.model.${what}#${id}]`);
}

/** The usual JAX-RS answer to a parameter that is no number is 404 without a body (zephyr.md 1.6). */
export function badNumber(switches: ZephyrSwitches, text: string): Refusal {
  return switches.badNumber === 404 ? new Refusal(404) : new Refusal(400, `For input string: "${text}"`);
}

/** Shapes E1, E2 and E3 of zephyr.md 1.5. */
export function refusalReply(refusal: Refusal, switches: ZephyrSwitches): SandboxReply {
  const { status, message } = refusal;
  if (message === '') return emptyReply(status);
  // The member of a 401 is text that is JSON again.
  if (status === 401) return jacksonReply(401, { message: JSON.stringify({ message }) });
  return jacksonReply(status, { errorMsg: message, errorCode: errorCode(refusal, switches) });
}

function errorCode(refusal: Refusal, switches: ZephyrSwitches): string | undefined {
  if (switches.errorCode === 'absent') return undefined;
  const phrase = STATUS_CODES[refusal.status];
  return switches.errorCode === 'code' ? (refusal.code ?? phrase) : phrase;
}
